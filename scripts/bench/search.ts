/**
 * Gives the search generated EU-funded projects beside a register of the country, asks it in pages of 20 with the count,
 * and prints how long the median and the slowest of the answers took.
 *
 *   node scripts/bench/search.ts [projects]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { openHub } from '../../src/hub.ts';
import { query as statement } from '../../src/platform/database/index.ts';
import { addSearchable } from '../../src/platform/search/model.ts';
import { updateSearch } from '../../src/platform/search/update.ts';
import { inputFileOf } from '../../src/sources/import.ts';
import { importers } from '../../src/sources/index.ts';
import { benchRows } from '../../test/fixtures/eu-projects/many.ts';
import { buildTerc, toCsv } from '../../test/fixtures/terc.ts';

const queries = [
  'Gliwice',
  'w Gliwicach',
  'Rzeszowa',
  'Dzierżoniów urząd',
  'innowacyjnych przedsiębiorstw',
  'budowa infrastruktury społecznej',
  'budowe infrastruktury zlobkow szkol',
  'przedsiebiorstwo',
  'rozwoj',
  'infrastruktrua',
  'gospodraka województwa nr 77777',
  'RPSL.01.01.00-24-000007/16-00',
  'Fundacja 1234',
  'wsp',
];
const rounds = 9;
const query = `query ($text: String!) { search(text: $text) { totalCount nodes {
  type title titleSegments { text isMatch } excerpt { text isMatch } } } }`;

const count = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(path.join(tmpdir(), 'wezel-bench-'));
const log = pino({ level: 'warn' });
const config = readConfig({ ...process.env, DATA_DIR: path.join(folder, 'data') });
const hub = await openHub(config, log);
try {
  await load('teryt', 'TERC.csv', Buffer.from(toCsv(buildTerc())));
  await addProjects();
  const app = await createApp({ ...hub, database: hub.database, limits: config.limits, log, clock: () => new Date() });
  for (const text of queries) await measure(app, text);
  await app.close();
} finally {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
}

/** As the projects' own contribution to the search would have them, without their import. */
async function addProjects(): Promise<void> {
  addSearchable({
    type: 'PROJECT',
    typename: 'Project',
    keys: statement.selectFrom('search_document').select('key').where('type', '=', 'PROJECT'),
    async *documents() {
      for (const batch of chunks(benchRows(count), 5_000)) {
        yield batch.map(({ title, contract, beneficiary, location }) => ({
          key: String(contract),
          title: String(title),
          text: [beneficiary, contract, location].join(' · '),
          boost: 1,
        }));
      }
    },
  });
  const started = performance.now();
  const client = await hub.database.pool.connect();
  await client.query('SET statement_timeout = 0; BEGIN');
  await updateSearch(client, 0);
  await client.query('COMMIT');
  // As autovacuum does within a minute.
  await client.query('VACUUM (ANALYZE) search_posting, search_document');
  client.release();
  console.log(`${count} projects indexed in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

function* chunks<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let chunk: T[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length === size) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

async function load(source: string, name: string, bytes: Uint8Array): Promise<void> {
  const importer = importers.find((candidate) => candidate.name === source);
  if (importer === undefined) throw new Error(`There is no source ${source}`);
  const progress = { stage: () => undefined, done: () => undefined };
  const started = performance.now();
  const job = { database: hub.database, file: inputFileOf(name, bytes), today: '2026-01-01', dryRun: false, progress };
  const report = await importer.run(job);
  console.log(`${source}: ${report.records} records in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

async function measure(app: Awaited<ReturnType<typeof createApp>>, text: string): Promise<void> {
  const times: number[] = [];
  let found = '';
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    const response = await app.handler.fetch('http://hub.test/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { text } }),
    });
    const body = (await response.json()) as { data: { search: { totalCount: number; nodes: { title: string }[] } } };
    times.push(performance.now() - started);
    found = `${body.data.search.totalCount} found, first "${body.data.search.nodes[0]?.title.slice(0, 50) ?? ''}"`;
  }
  times.sort((a, b) => a - b);
  const middle = times[Math.floor(times.length / 2)]?.toFixed(0);
  console.log(`${middle?.padStart(5)} ms, at most ${times.at(-1)?.toFixed(0).padStart(5)} ms: ${text} – ${found}`);
}
