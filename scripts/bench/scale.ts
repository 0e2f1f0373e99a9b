/**
 * Observations by the million in a table that is partitioned by metric: what one takes on disk, and how long the queries of
 * them take through the hub as their number grows. Writes the table of docs/scale.md.
 *
 *   node scripts/bench/scale.ts [million] [--parts 16] [--dry-run]
 *
 * Measures at 1, 10 and so many million (100), which take some 25 GB in a folder that is removed at the end, and a quarter
 * of an hour.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { openHub } from '../../src/hub.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { importFile } from './import-costs.ts';
import { registerFile } from './import-files.ts';
import { measureQueries, type QueryName, queryNames } from './metric-queries.ts';
import { addMetric, addSubjects, firstMetric, groups, years } from './observation-data.ts';
import { postmasterOf } from './processor-time.ts';
import { writeSection } from './section.ts';
import { machine } from './table.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { parts: { type: 'string', default: '16' }, 'dry-run': { type: 'boolean', default: false } },
});
const most = Number(positionals[0] ?? 100);
const parts = Number(values.parts);
const steps = [1, 10, most].filter((step, index, all) => step <= most && all.indexOf(step) === index);
const indexes = {
  scale_key: 'UNIQUE INDEX scale_key ON observation (metric_id, facet_id, level, dimension_id, period, subject_id)',
  scale_subject: 'INDEX scale_subject ON observation (subject_id, metric_id, dimension_id, period)',
  scale_release: 'INDEX scale_release ON observation USING BRIN (release)',
};
const section = {
  file: 'docs/scale.md',
  marks: ['<!-- scale: written by node scripts/bench/scale.ts -->', '<!-- /scale -->'],
} as const;

interface Measured {
  readonly million: number;
  readonly medians: ReadonlyMap<QueryName, number>;
  readonly table: number;
  readonly indexes: number;
}

const folder = await mkdtemp(path.join(tmpdir(), 'wezel-scale-'));
const hub = await openHub(
  readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', STARTER: 'none' }),
  pino({ level: 'silent' }),
);
try {
  const { database } = hub;
  const place = { dataDir: folder, postmaster: await postmasterOf(database), profile: false };
  await importFile(await registerFile(folder), place);
  await partition(database);
  const codes = await codesOfGminas(database);
  const measured: Measured[] = [];
  let metrics = 0;
  for (const million of steps) {
    await grow(database, metrics, million);
    metrics = million;
    measured.push(await measure(database, codes, metrics));
  }
  const table = tableOf(measured);
  console.log(`\n${table}`);
  if (!values['dry-run']) await writeSection(section, table);
} finally {
  await hub.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** The table as it is, but in parts. Without a log of its writes, which nothing is measured of. */
async function partition({ pool }: Database): Promise<void> {
  await pool.query('ALTER TABLE observation RENAME TO observation_whole');
  await pool.query('CREATE TABLE observation (LIKE observation_whole) PARTITION BY HASH (metric_id)');
  for (let part = 0; part < parts; part += 1) {
    await pool.query(
      `CREATE UNLOGGED TABLE observation_${part} PARTITION OF observation FOR VALUES WITH (MODULUS ${parts}, REMAINDER ${part})`,
    );
  }
  const client = await pool.connect();
  await addSubjects(client);
  client.release();
}

/** Rows are written by two connections, and indexes made of all of them at once. */
async function grow({ pool }: Database, from: number, to: number): Promise<void> {
  const begun = performance.now();
  await pool.query(`DROP INDEX IF EXISTS ${Object.keys(indexes).join(', ')}`);
  let next = firstMetric + from;
  const writer = async (): Promise<void> => {
    const client = await pool.connect();
    await client.query("SET statement_timeout = 0; SET work_mem = '256MB'");
    while (next < firstMetric + to) {
      next += 1;
      await addMetric(client, next - 1);
    }
    client.release(true);
  };
  await Promise.all([writer(), writer()]);
  const client = await pool.connect();
  await client.query("SET statement_timeout = 0; SET maintenance_work_mem = '1GB'");
  for (const index of Object.values(indexes)) await client.query(`CREATE ${index}`);
  client.release(true);
  console.log(`${to} million are there after ${((performance.now() - begun) / 1_000).toFixed(0)} s`);
}

async function codesOfGminas({ pool }: Database): Promise<string[]> {
  const { rows } = await pool.query<{ terc: string }>(
    `SELECT v.terc FROM observation_subject s JOIN territorial_unit_version v USING (unit_id)
     WHERE s.id > 1000000 AND v.valid_to IS NULL ORDER BY s.id`,
  );
  return rows.map(({ terc }) => terc);
}

async function measure(database: Database, codes: readonly string[], metrics: number): Promise<Measured> {
  const medians = await measureQueries(database, {
    metric: (round) => `bench-${firstMetric + ((round * 7) % metrics)}`,
    group: (round) => `g${1 + (Math.floor(round / years.length) % (groups - 1))}`,
    year: (round) => years[round % years.length] ?? 2000,
    code: (round) => codes[(round * 37) % codes.length] ?? '',
  });
  const { rows } = await database.pool.query<{ rows: number; table: number; indexes: number }>(
    `SELECT sum(reltuples)::float8 AS rows, sum(pg_relation_size(oid))::float8 AS table,
       sum(pg_indexes_size(oid))::float8 AS indexes
     FROM pg_class WHERE oid IN (SELECT relid FROM pg_partition_tree('observation') WHERE isleaf)`,
  );
  const { rows: count = 1, table = 0, indexes: size = 0 } = rows[0] ?? {};
  const found = { million: metrics, medians, table: table / count, indexes: size / count };
  console.log(found);
  return found;
}

function tableOf(measured: readonly Measured[]): string {
  const first = measured[0]?.medians;
  const line = (what: string, of: (one: Measured) => string): string =>
    `| ${[what, ...measured.map(of)].join(' | ')} |`;
  const time = (name: QueryName, { medians, million }: Measured): string => {
    const [now = Number.NaN, before = Number.NaN] = [medians.get(name), first?.get(name)];
    return `${now.toFixed(1)} ms${million === 1 ? '' : ` (× ${(now / before).toFixed(2)})`}`;
  };
  return [
    `${machine()}, ${new Date().toISOString().slice(0, 10)}; ${parts} parts by hash of the metric; medians of 160 queries, each another one.`,
    '',
    line('', ({ million }) => `${million} million`),
    `|${'---|'.repeat(measured.length + 1)}`,
    line('bytes in the table, each', ({ table }) => table.toFixed(0)),
    line('bytes in its indexes, each', ({ indexes: size }) => size.toFixed(0)),
    ...queryNames.map((name) => line(name, (one) => time(name, one))),
  ].join('\n');
}
