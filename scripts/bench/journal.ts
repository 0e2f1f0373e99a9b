/**
 * What the journal of releases costs a first load (docs/decisions/journal.md): the same files loaded into fresh databases,
 * with its triggers, defaults and counts and without them, by turns. Writes the table of docs/performance.md.
 *
 *   node scripts/bench/journal.ts [--rounds 3] [--projects 20000] [--observations 200000] [--dry-run]
 *
 * Uses a database server of its own in a folder that is removed at the end.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { findDatabase } from '../../src/hub.ts';
import { type Database, openDatabase } from '../../src/platform/database/index.ts';
import { migrate } from '../../src/platform/database/migrations.ts';
import { readJournalTables } from '../../src/platform/releases/journal.ts';
import { recordChanges } from '../../src/platform/releases/record-changes.ts';
import { type ImportJob, inputFileOf, silentProgress } from '../../src/sources/import.ts';
import { importers } from '../../src/sources/index.ts';
import { sl2014Xlsx } from '../../test/fixtures/eu-projects/lists.ts';
import { benchRows } from '../../test/fixtures/eu-projects/many.ts';
import { buildTerc, toCsv } from '../../test/fixtures/terc.ts';
import { writeSection } from './section.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    projects: { type: 'string', default: '20000' },
    observations: { type: 'string', default: '200000' },
    'dry-run': { type: 'boolean', default: false },
  },
});
const section = {
  file: 'docs/performance.md',
  marks: ['<!-- journal: written by node scripts/bench/journal.ts -->', '<!-- /journal -->'],
} as const;

interface Load {
  readonly name: string;
  readonly source: string;
  readonly job: Pick<ImportJob, 'file' | 'mapping' | 'asOf'>;
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function loads(): Load[] {
  const units = buildTerc({ asOf: '2022-01-01' });
  const codes = units
    .filter(({ RODZ }) => ['1', '2', '3'].includes(RODZ))
    .map((row) => row.WOJ + row.POW + row.GMI + row.RODZ);
  const [projects, observations] = [Number(values.projects), Number(values.observations)];
  return [
    {
      name: 'register of units',
      source: 'teryt',
      job: { file: inputFileOf('TERC_2022-01-01.csv', bytesOf(toCsv(units))) },
    },
    {
      name: `${projects.toLocaleString('en')} projects`,
      source: 'eu-projects',
      job: { file: inputFileOf('Lista_projektow_2023-12-31.xlsx', sl2014Xlsx(benchRows(projects))) },
    },
    {
      name: `${observations.toLocaleString('en')} observations`,
      source: 'metrics',
      job: {
        file: inputFileOf('observations.csv', bytesOf(observationsCsv(codes, observations))),
        mapping: inputFileOf('observations.yaml', bytesOf(mapping)),
        asOf: '2024-12-31',
      },
    },
  ];
}

const mapping = `facet: { code: bench, name: Bench, publisher: Nobody, licence: CC0 }
code: code
period: { column: year }
dimensions: [{ code: group, column: group }]
values: [{ column: value, metric: bench-1 }]
metrics: [{ code: bench-1, namePl: Bench, unitPl: osoba, aggregation: SUM }]
`;

function observationsCsv(codes: readonly string[], count: number): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const [code, series] = [codes[index % codes.length], Math.floor(index / codes.length)];
    return `${code},${2000 + (series % 25)},group-${Math.floor(series / 25)},${(index * 7919) % 1_000_000}`;
  });
  return `code,year,group,value\n${lines.join('\n')}\n`;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** As it would be had there never been a journal: no triggers, and new rows say nothing of their release. */
async function removeJournal({ pool }: Database): Promise<void> {
  for (const { name } of await readJournalTables(pool)) {
    await pool.query(
      `DROP TRIGGER journal_update ON "${name}"; DROP TRIGGER journal_delete ON "${name}"; DROP TRIGGER journal_truncate ON "${name}"`,
    );
  }
  const { rows } = await pool.query<{ table: string; column: string }>(
    `SELECT c.relname AS "table", a.attname AS "column" FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.adnum WHERE pg_get_expr(d.adbin, d.adrelid) = 'current_release()'`,
  );
  for (const { table, column } of rows) await pool.query(`ALTER TABLE "${table}" ALTER "${column}" SET DEFAULT 1`);
}

/** The counts of a release, made once more and thrown away: they belong to the journal, but not to its triggers. */
async function countingMs({ pool }: Database): Promise<number> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ number: number }>('SELECT max(number) AS number FROM release');
    await client.query('BEGIN');
    // Only those tables are counted that the transaction wrote to, or an earlier one for the release.
    return await timed(() => recordChanges(client, rows[0]?.number ?? 0));
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

/** Milliseconds of each load. */
async function loadAll(server: string, all: readonly Load[], hasJournal: boolean): Promise<number[]> {
  const url = new URL(server);
  url.pathname = '/journal_bench';
  await onServer(server, 'CREATE DATABASE journal_bench TEMPLATE journal_template');
  const database = openDatabase(url.href, { statementTimeoutMs: 0 });
  try {
    if (!hasJournal) await removeJournal(database);
    const found: number[] = [];
    for (const { source, job } of all) {
      const importer = importers.find(({ name }) => name === source);
      const run = () =>
        importer?.run({ database, dryRun: false, today: '2026-01-01', progress: silentProgress, ...job });
      const ms = await timed(async () => run());
      found.push(hasJournal ? ms : ms - (await countingMs(database)));
    }
    return found;
  } finally {
    await database.close();
    await onServer(server, 'DROP DATABASE journal_bench WITH (FORCE)');
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Its databases are made from a migrated one to which nobody is connected. */
async function prepareServer(folder: string): Promise<{ url: string; leave(): Promise<void> }> {
  const config = readConfig({ DATA_DIR: folder, STARTER: 'none', LOG_LEVEL: 'silent' });
  const { url, leave } = await findDatabase(config, pino({ level: 'silent' }));
  const template = new URL(url);
  template.pathname = '/journal_template';
  await onServer(url, 'CREATE DATABASE journal_template');
  await migrate(template.href);
  return { url, leave };
}

const folder = mkdtempSync(path.join(tmpdir(), 'wezel-bench-'));
const server = await prepareServer(folder);
try {
  const all = loads();
  await loadAll(server.url, all, true);
  const found = all.map(() => ({ with: [] as number[], without: [] as number[] }));
  for (let round = 0; round < Number(values.rounds); round += 1) {
    // The order turns, so that neither is always the second.
    const order = round % 2 === 0 ? [true, false] : [false, true];
    const ms = new Map<boolean, number[]>();
    for (const hasJournal of order) ms.set(hasJournal, await loadAll(server.url, all, hasJournal));
    for (const [at, of] of found.entries()) {
      const [journaled, plain] = [ms.get(true)?.[at] ?? 0, ms.get(false)?.[at] ?? 0];
      of.with.push(journaled);
      of.without.push(plain);
      console.log(`${all[at]?.name}: ${journaled.toFixed(0)} ms with, ${plain.toFixed(0)} ms without`);
    }
  }
  // The least of the rounds: what else the machine did only adds to them.
  const least = (ms: readonly number[]): number => Math.min(...ms);
  const seconds = (ms: readonly number[]): string => (least(ms) / 1_000).toFixed(2);
  const lines = found.map(
    (of, at) =>
      `| ${all[at]?.name} | ${seconds(of.with)} | ${seconds(of.without)} | ${(least(of.with) / least(of.without)).toFixed(2)} |`,
  );
  const table = ['| first load of | with the journal, s | without, s | × |', '|---|---|---|---|', ...lines].join('\n');
  console.log(`\n${table}`);
  if (!values['dry-run']) await writeSection(section, table);
} finally {
  await server.leave();
  rmSync(folder, { recursive: true, force: true });
}
