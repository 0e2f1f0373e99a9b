/**
 * How much memory a hub takes while callers invent documents, persisted documents and variables without end: each is
 * requested four times. Starts a hub of its own, with the default settings, on the data of the other benchmarks.
 *
 *   node scripts/bench/memory.ts [--count 200000]
 */
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { benchConfig, openBenchHub } from './hub.ts';
import { residentMegabytes } from './resident.ts';
import { startHub } from './servers.ts';

const { values } = parseArgs({ options: { count: { type: 'string', default: '200000' } } });
const count = Number(values.count);
const times = 4;
const connections = 16;
const maxMegabytes = 700;

type Body = (number: number) => object;

const document = (number: number): string =>
  `{ release { number a${number}: releasedAt } metrics(first: ${1 + (number % 90)}) { nodes { code name(lang: EN) } } }`;

const kinds: Record<string, Body> = {
  documents: (number) => ({ query: document(number) }),
  'persisted documents': (number) => {
    const query = document(number + count);
    const sha256Hash = createHash('sha256').update(query).digest('hex');
    return { query, extensions: { persistedQuery: { version: 1, sha256Hash } } };
  },
  variables: (number) => ({
    query: 'query ($text: String!) { metrics(first: 1, filter: {text: $text}) { totalCount } }',
    variables: { text: `${number} ${'x'.repeat(200)}` },
  }),
};

async function send(url: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (response.status !== 200 || text.includes('"errors"'))
    throw new Error(`${response.status}: ${text.slice(0, 300)}`);
}

async function sendAll(url: string, body: Body): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    for (let number = next++; number < count; number = next++) {
      for (let time = 0; time < times; time += 1) await send(url, body(number));
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
}

const { database, close } = await openBenchHub();
try {
  const hub = await startHub(database.url, { CACHE_BYTES: String(benchConfig.cache.answerBytes) });
  try {
    console.log(`at its start ${residentMegabytes(hub.pid).now} MB`);
    for (const [name, body] of Object.entries(kinds)) {
      await sendAll(hub.url, body);
      const { now, max } = residentMegabytes(hub.pid);
      console.log(`after ${count} ${name}, ${times} times each: ${now} MB, at most ${max} MB`);
      if (max > maxMegabytes) process.exitCode = 1;
    }
  } finally {
    await hub.stop();
  }
} finally {
  await close();
}
