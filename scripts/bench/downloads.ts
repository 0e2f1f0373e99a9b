/**
 * Downloads and feeds: csv of one million observations beside psql's `\copy` of the same statement, Parquet beside DuckDB's
 * own `COPY … TO`, the memory that they take, and 1,000 idle listeners. Writes the table of docs/performance.md.
 * psql and DuckDB (`npm run readers`) must be installed.
 *
 *   node scripts/bench/downloads.ts [--rounds 3] [--dry-run]
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { inSnapshot } from '../../src/exports/copy-out.ts';
import { tableSql } from '../../src/exports/dataset-sql.ts';
import { datasets } from '../../src/exports/datasets/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { readJournalTables } from '../../src/platform/releases/journal.ts';
import { median } from './beside.ts';
import { fill } from './data.ts';
import { fillUp } from './full-size.ts';
import { openBenchHub } from './hub.ts';
import { residentMegabytes } from './resident.ts';
import { writeSection } from './section.ts';
import { benchFolder, type Running, startHub } from './servers.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, 'dry-run': { type: 'boolean', default: false } },
});
const rounds = Number(values.rounds);
const listeners = 1_000;
const section = {
  file: 'docs/performance.md',
  marks: ['<!-- downloads: written by node scripts/bench/downloads.ts -->', '<!-- /downloads -->'],
} as const;

const folder = mkdtempSync(path.join(tmpdir(), 'wezel-bench-'));

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

interface Download {
  /** Until the hub has the file. */
  readonly madeMs: number;
  /** Until all of it is here, from the kept file. */
  readonly sentMs: number;
  /** The most memory that the hub took above what it had when it was idle. */
  readonly megabytes: number;
}

async function download(hub: Running, address: string): Promise<Download> {
  const idle = residentMegabytes(hub.pid).now;
  let max = idle;
  const watch = setInterval(() => (max = Math.max(max, residentMegabytes(hub.pid).now)), 20);
  const request = async (method: 'HEAD' | 'GET'): Promise<void> => {
    const response = await fetch(`${hub.url}${address}`, { method, headers: { 'accept-encoding': 'identity' } });
    if (response.status !== 200) throw new Error(`${address}: ${response.status} ${await response.text()}`);
    await response.body?.pipeTo(new WritableStream());
  };
  const madeMs = await timed(() => request('HEAD'));
  const sentMs = await timed(() => request('GET'));
  clearInterval(watch);
  return { madeMs, sentMs, megabytes: max - idle };
}

/** A hub that has made no file yet. */
async function withFreshHub<T>(database: Database, round: number, work: (hub: Running) => Promise<T>): Promise<T> {
  const hub = await startHub(database.url, {
    DATA_DIR: path.join(folder, String(round)),
    TRUSTED_PROXIES: '127.0.0.1',
  });
  try {
    // What every hub does first is no part of a download.
    await fetch(`${hub.url}/health/ready`);
    await after(3_000);
    return await work(hub);
  } finally {
    await hub.stop();
  }
}

async function statementOf(database: Database, release: number): Promise<string> {
  const tables = await readJournalTables(database.pool);
  const dataset = datasets.find(({ name }) => name === 'observations');
  if (dataset === undefined) throw new Error('There is no dataset of observations');
  return inSnapshot(database, (client) => tableSql(client, tables, { dataset, release }, 'guarded'));
}

/** A release before the rows gives an empty file, which costs nothing. */
async function checkSize(database: Database, statement: string): Promise<void> {
  // SQL as text: around a statement that is a text.
  const text = `SELECT count(*) FROM (${statement}) rows`;
  const { rows } = await inSnapshot(database, (client) => client.query<{ count: string }>(text));
  const found = Number(rows[0]?.count);
  if (found < 900_000) throw new Error(`There are ${found} observations, not a million`);
}

function copyByPsql(database: Database, statement: string): Promise<unknown> {
  const text = `\\copy (${statement.replaceAll(/\s+/g, ' ')}) TO '${path.join(folder, 'psql.csv')}' WITH (FORMAT csv, HEADER)`;
  writeFileSync(path.join(folder, 'copy.sql'), `SET work_mem = '64MB';\n${text}\n`);
  return promisify(execFile)('psql', [
    database.url,
    '-q',
    '-v',
    'ON_ERROR_STOP=1',
    '-f',
    path.join(folder, 'copy.sql'),
  ]);
}

interface DuckDb {
  readonly DuckDBInstance: {
    create(path: string, options: object): Promise<{ connect(): Promise<{ run(sql: string): Promise<unknown> }> }>;
  };
}

/** From a table of its own in memory, and from the csv that psql wrote: Parquet needs the rows from somewhere. */
async function copyByDuckDb(): Promise<{ fromTable: number; fromCsv: number }> {
  const load = createRequire(path.join(benchFolder, '../../test/readers/package.json'));
  const { DuckDBInstance } = load('@duckdb/node-api') as DuckDb;
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
  const csv = `read_csv('${path.join(folder, 'psql.csv')}')`;
  const to = `TO '${path.join(folder, 'duckdb.parquet')}' (FORMAT parquet)`;
  await connection.run(`CREATE TABLE rows AS FROM ${csv}`);
  return {
    fromTable: await timed(() => connection.run(`COPY rows ${to}`)),
    fromCsv: await timed(() => connection.run(`COPY (FROM ${csv}) ${to}`)),
  };
}

async function listen(hub: Running, database: Database): Promise<{ megabytes: number; connections: number }> {
  const connections = async (): Promise<number> => {
    const { rows } = await database.pool.query<{ count: string }>(
      `SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'`,
    );
    return Number(rows[0]?.count);
  };
  const before = { memory: residentMegabytes(hub.pid).now, connections: await connections() };
  const ended = new AbortController();
  const streams = await Promise.all(
    Array.from({ length: listeners }, (_, index) => {
      const headers = { 'x-forwarded-for': `10.0.${index >> 8}.${index & 255}` };
      return fetch(`${hub.url}/releases/stream`, { headers, signal: ended.signal });
    }),
  );
  for (const { status } of streams) if (status !== 200) throw new Error(`/releases/stream: ${status}`);
  await after(3_000);
  const found = {
    megabytes: residentMegabytes(hub.pid).now - before.memory,
    connections: (await connections()) - before.connections,
  };
  ended.abort();
  await Promise.allSettled(streams.map(({ body }) => body?.cancel()));
  return found;
}

const hub = await openBenchHub();
try {
  await fill(hub.database, { projects: 100_000, metrics: 1 });
  await fillUp(hub.database);
  const { rows } = await hub.database.pool.query<{ number: number }>('SELECT max(number) AS number FROM release');
  const release = rows[0]?.number ?? 0;
  const statement = await statementOf(hub.database, release);
  await checkSize(hub.database, statement);
  const found: Record<
    'csv' | 'csvSent' | 'toTable' | 'toCsv' | 'toWholeWay' | 'csvMemory' | 'parquetMemory',
    number[]
  > = {
    csv: [],
    csvSent: [],
    toTable: [],
    toCsv: [],
    toWholeWay: [],
    csvMemory: [],
    parquetMemory: [],
  };
  for (let round = 0; round < rounds; round += 1) {
    await withFreshHub(hub.database, round, async (running) => {
      const csv = await download(running, `/releases/${release}/observations.csv`);
      const psql = await timed(() => copyByPsql(hub.database, statement));
      const parquet = await download(running, `/releases/${release}/observations.parquet`);
      const duckDb = await copyByDuckDb();
      found.csv.push(psql / csv.madeMs);
      found.csvSent.push(psql / (csv.madeMs + csv.sentMs));
      found.toTable.push(duckDb.fromTable / parquet.madeMs);
      found.toCsv.push(duckDb.fromCsv / parquet.madeMs);
      found.toWholeWay.push((psql + duckDb.fromCsv) / parquet.madeMs);
      found.csvMemory.push(csv.megabytes);
      found.parquetMemory.push(parquet.megabytes);
      const ms = Object.entries({
        'csv made': csv.madeMs,
        'csv sent': csv.sentMs,
        psql,
        'Parquet made': parquet.madeMs,
        'Parquet sent': parquet.sentMs,
        'DuckDB from its table': duckDb.fromTable,
        'DuckDB from csv': duckDb.fromCsv,
      }).map(([name, value]) => `${name} ${value.toFixed(0)} ms`);
      console.log(`${ms.join(', ')}; csv +${csv.megabytes} MB, Parquet +${parquet.megabytes} MB`);
    });
  }
  const heard = await withFreshHub(hub.database, rounds, (running) => listen(running, hub.database));
  const table = [
    '| one million observations, made anew | × | memory above idle, MB |',
    '|---|---|---|',
    `| csv, beside psql's \`\\copy\` into a file | ${median(found.csv).toFixed(2)} | ${Math.max(...found.csvMemory)} |`,
    `| the same, and sent to a client | ${median(found.csvSent).toFixed(2)} | |`,
    `| Parquet, beside DuckDB's \`COPY … TO\` from a table in its memory | ${median(found.toTable).toFixed(2)} | ${Math.max(...found.parquetMemory)} |`,
    `| Parquet, beside DuckDB's \`COPY … TO\` from a csv file | ${median(found.toCsv).toFixed(2)} | |`,
    `| Parquet, beside psql's \`\\copy\` and DuckDB's \`COPY … TO\` from its csv: from PostgreSQL, as the hub's | ${median(found.toWholeWay).toFixed(2)} | |`,
    '',
    `${listeners.toLocaleString('en')} idle listeners of \`/releases/stream\` take ${heard.megabytes} MB and ${heard.connections} connections to the database.`,
  ].join('\n');
  console.log(`\n${table}`);
  if (!values['dry-run']) await writeSection(section, table);
} finally {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
}
