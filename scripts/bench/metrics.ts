/**
 * Measures metrics on a made-up country: how long a million observations take to load and in how much memory, and how
 * long a series, a benchmark and a page of a ranking take at one million observations and at ten.
 *
 *   node scripts/bench/metrics.ts
 *
 * Uses a database of its own in a folder that is removed at the end.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { openHub } from '../../src/hub.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { inputFileOf } from '../../src/sources/import.ts';
import { importers } from '../../src/sources/index.ts';
import { buildTerc, toCsv } from '../../test/fixtures/terc.ts';
import { type BenchFile, groups, observationsFile, years } from './import-files.ts';
import { measureQueries, type Requested } from './metric-queries.ts';

const day = '2000-01-01';
const copiedColumns = {
  observation: 'value, period, subject_id, release, level, flag, verbatim, mark',
  observation_slice: 'level, period, stated, valued, changed_in',
};
const folder = await mkdtemp(path.join(tmpdir(), 'wezel-bench-'));
const log = pino({ level: 'silent' });
const config = readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' });
try {
  await main();
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function main(): Promise<void> {
  const rows = buildTerc({ asOf: day });
  const gminas = rows.filter(({ RODZ }) => ['1', '2', '3'].includes(RODZ));
  const codes = gminas.map(({ WOJ, POW, GMI, RODZ }) => WOJ + POW + GMI + RODZ);
  const hub = await openHub(config, log);
  try {
    await load(hub.database, 'teryt', 'TERC.csv', toCsv(rows));
    const measured = await importInChild(await observationsFile(folder));
    say('load 1 million observations', `${measured.seconds.toFixed(1)} s, ${measured.megabytes} MB (${measured.last})`);
    const small = await measureQueries(hub.database, requested(codes));
    await saySizes(hub.database, 'at 1 million');
    await multiply(hub.database, 10);
    const large = await measureQueries(hub.database, requested(codes));
    await saySizes(hub.database, 'at 10 million');
    for (const [name, before] of small) {
      const after = large.get(name) ?? Number.NaN;
      say(
        name,
        `${before.toFixed(2)} ms at 1 million, ${after.toFixed(2)} ms at 10 million: × ${(after / before).toFixed(2)}`,
      );
    }
  } finally {
    await hub.close();
  }
}

function requested(codes: readonly string[]): Requested {
  return {
    metric: () => 'bench-1',
    group: (round) => `group-${1 + (round % groups.length)}`,
    year: (round) => years[round % years.length] ?? 2000,
    code: (round) => codes[(round * 37) % codes.length] ?? '',
  };
}

function say(what: string, text: string): void {
  console.log(`${what.padEnd(36)} ${text}`);
}

/** Of an observation, and of the whole database. */
async function saySizes({ pool }: Database, when: string): Promise<void> {
  const { rows } = await pool.query<Record<string, number>>(
    `SELECT count(*)::float8 AS rows, pg_relation_size('observation')::float8 AS table,
       pg_indexes_size('observation')::float8 AS indexes, pg_database_size(current_database())::float8 AS database
     FROM observation`,
  );
  const { rows: count = 1, table = 0, indexes = 0, database = 0 } = rows[0] ?? {};
  const each = (bytes: number): string => `${(bytes / count).toFixed(0)} bytes`;
  say(
    `an observation ${when}`,
    `${each(table)} in the table, ${each(indexes)} in indexes; the database has ${(database / 2 ** 30).toFixed(2)} GB`,
  );
}

async function load(database: Database, source: string, name: string, text: string): Promise<void> {
  const importer = importers.find((candidate) => candidate.name === source);
  const file = inputFileOf(name, new TextEncoder().encode(text));
  const progress = { stage: () => undefined, done: () => undefined };
  await importer?.run({ database, file, dryRun: false, today: '2026-01-01', progress });
}

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
  readonly last: string;
}

/** As an operator runs it; its memory is the greatest that the system saw (Linux only, else 0). */
async function importInChild(file: BenchFile): Promise<Measured> {
  const begun = performance.now();
  const args = ['src/cli.ts', 'import', file.source, file.path, ...file.options, '--json'];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, DATA_DIR: folder, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let kilobytes = 0;
  const watch = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    kilobytes = Math.max(kilobytes, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
  }, 200);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`The import ended with ${String(code)}`);
  return { seconds: (performance.now() - begun) / 1000, megabytes: Math.round(kilobytes / 1024), last: output.trim() };
}

/** Copies the metric under new codes, so that the table has so many times its rows. */
async function multiply({ pool }: Database, times: number): Promise<void> {
  for (let copy = 2; copy <= times; copy += 1) {
    await pool.query(
      `INSERT INTO metric SELECT (jsonb_populate_record(m, jsonb_build_object('id', 1000 + $1::int, 'code', 'bench-' || $1))).*
      FROM metric m WHERE code = 'bench-1'`,
      [copy],
    );
    await pool.query(
      `INSERT INTO metric_facet SELECT (jsonb_populate_record(f, jsonb_build_object('id', 1000 + $1::int, 'metricId', 0, 'metric_id', 1000 + $1::int))).*
      FROM metric_facet f WHERE metric_id = (SELECT id FROM metric WHERE code = 'bench-1')`,
      [copy],
    );
    await pool.query(
      `INSERT INTO metric_dimension_key SELECT id + 1000 * $1::int, 1000 + $1::int, key FROM metric_dimension_key
      WHERE metric_id = (SELECT id FROM metric WHERE code = 'bench-1')`,
      [copy],
    );
    for (const [table, rest] of Object.entries(copiedColumns)) {
      await pool.query(
        `INSERT INTO ${table} (metric_id, facet_id, dimension_id, ${rest})
         SELECT 1000 + $1::int, 1000 + $1::int, CASE WHEN dimension_id = 0 THEN 0 ELSE dimension_id + 1000 * $1::int END, ${rest}
         FROM ${table} WHERE metric_id = (SELECT id FROM metric WHERE code = 'bench-1')`,
        [copy],
      );
    }
  }
  await pool.query('VACUUM ANALYZE observation');
}
