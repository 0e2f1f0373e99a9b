/**
 * Loads practices into two hubs, a small and a large one, asks both the same lists, filters and searches in turns, and
 * prints how many times longer the large one takes. Pages with their counts have another size in each round, so that no
 * cached response is measured.
 *
 *   node scripts/bench/practices.ts [small] [large]      1000 and 100000 by default
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { type Hub, openHub } from '../../src/hub.ts';
import { inputFileOf } from '../../src/sources/import.ts';
import { importers } from '../../src/sources/index.ts';
import { loadStarter } from '../../src/sources/starter/load.ts';

const [small = 1_000, large = 100_000] = process.argv.slice(2).map(Number);
const rounds = 30;
const entriesOfFile = 20_000;
const offices = ['jst-186301', 'jst-246601', 'jst-260412', 'urzad-wojewodzki-24', 'urzad-wojewodzki-10', 'jst-020202'];
const topics = ['health', 'culture', 'finance', 'people', 'safety', 'education', 'economy', 'citizen-service'];
const stages = ['IDEA', 'IN_PREPARATION', 'IMPLEMENTED', 'ABANDONED'];
const words =
  'urząd mieszkaniec sprawa kolejka wniosek formularz szkoła droga zdrowie kultura budżet usługa termin'.split(' ');

const query = `query ($filter: PracticeFilter, $first: Int) { practices(first: $first, filter: $filter) {
  totalCount pageInfo { endCursor hasNextPage } nodes { slug title stage offices { role name } topics { slug } } } }`;
const filters: Readonly<Record<string, object>> = {
  'no filter': {},
  'a topic': { topics: ['health'] },
  'a stage': { stages: ['IDEA'] },
  'an office': { offices: ['jst-246601'] },
  'a voivodeship': { withinAny: ['24'] },
  'a topic, a stage and an office': {
    topics: ['people'],
    stages: ['IMPLEMENTED'],
    offices: ['jst-186301'],
  },
  'several stages': { stages: ['IDEA', 'ABANDONED'] },
  'all but a topic': { not: { topics: ['health'] } },
  'a word that all have': { text: 'praktyka' },
  'a word that one in four has': { text: 'kolejka' },
  'a word that one in 40 has': { text: 'obszar17x' },
  'a word that one in 300 has': { text: 'zagadnienie17x' },
  'a word that eight have': { text: 'wyjątkowość' },
  'two words': { text: 'szkoła kultura' },
};

interface Side {
  readonly hub: Hub;
  ask(query: string, variables: object): Promise<void>;
  close(): Promise<void>;
}

const folder = mkdtempSync(path.join(tmpdir(), 'wezel-bench-'));
const sides: Side[] = [];
try {
  for (const count of [small, large]) sides.push(await startSide(count));
  for (const [name, filter] of Object.entries(filters)) await compare(name, filter);
} finally {
  for (const side of sides) await side.close();
  rmSync(folder, { recursive: true, force: true });
}

async function startSide(count: number): Promise<Side> {
  const log = pino({ level: 'warn' });
  const config = readConfig({ ...process.env, DATA_DIR: path.join(folder, String(count)) });
  const hub = await openHub(config, log);
  await loadStarter(hub.database);
  const started = performance.now();
  for (let start = 0; start < count; start += entriesOfFile)
    await load(hub, start, Math.min(count, start + entriesOfFile));
  console.log(`${count} practices loaded in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  // As autovacuum does within a minute.
  await hub.database.pool.query('VACUUM (ANALYZE)');
  const app = await createApp({ ...hub, database: hub.database, limits: config.limits, log, clock: () => new Date() });
  return {
    hub,
    async ask(query, variables) {
      const answer = await app.handler.fetch('http://hub.test/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      const text = await answer.text();
      if (text.includes('"errors"')) throw new Error(text);
    },
    async close() {
      await app.close();
      await hub.close();
    },
  };
}

async function load(hub: Hub, from: number, to: number): Promise<void> {
  const practices = Array.from({ length: to - from }, (_, index) => practiceOf(from + index, to));
  const file = inputFileOf('bench.json', Buffer.from(JSON.stringify({ asOf: '2026-01-01', practices })));
  const importer = importers.find(({ name }) => name === 'practices');
  const progress = { stage: () => undefined, done: () => undefined };
  const job = { database: hub.database, file, today: '2026-01-01', dryRun: false, progress };
  const report = await importer?.run(job);
  if (report?.rejected !== 0) throw new Error(JSON.stringify(report?.rejectedRows.slice(0, 3)));
}

/** Numbers that look random and are the same in every run: the finaliser of MurmurHash3. */
function mixed(number: number, of: number): number {
  let hash = number + 0x9e3779b9;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % of;
}

function practiceOf(number: number, count: number): object {
  const some = (seed: number) => words[mixed(number * 64 + seed, words.length)];
  const text = Array.from({ length: 120 }, (_, index) =>
    index % 60 === 0 ? some(index) : `słowo${mixed(number * 128 + index, 5_000)}`,
  );
  return {
    slug: `practice-${number}`,
    title: `${some(1)} ${some(2)} – praktyka ${number}`,
    summary: text.slice(0, 40).join(' '),
    solution: text.slice(40).join(' '),
    lessons: [
      `Obszar${mixed(number * 5 + 4, 40)}x, zagadnienie${mixed(number * 7, 300)}x`,
      number % Math.floor(count / 8) === 7 ? 'wyjątkowość' : 'zwykłość',
    ],
    stage: stages[mixed(number * 5 + 1, 4)],
    topics: [topics[mixed(number * 5 + 2, 8)]],
    offices: [{ role: 'OWNER', office: { id: offices[mixed(number * 5 + 3, 6)] } }],
  };
}

async function compare(name: string, filter: object): Promise<void> {
  const times: number[][] = sides.map(() => []);
  for (let round = 0; round < rounds + 10; round += 1) {
    for (const [index, { ask }] of sides.entries()) {
      const started = performance.now();
      await ask(query, { filter, first: 10 + round });
      if (round >= 10) times[index]?.push(performance.now() - started);
    }
  }
  const [few = 0, many = 0] = times.map((list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]);
  console.log(`${name.padEnd(34)} ${(many / few).toFixed(2)} ×  (${few.toFixed(1)} and ${many.toFixed(1)} ms)`);
}
