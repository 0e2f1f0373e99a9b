/**
 * Imports of large files, as an operator runs them, beside the minimum: reading the rows of the file, and COPY of its
 * cells into a table of texts. On a machine that others use, the ratios of processor time say more than seconds. Writes
 * the table of docs/performance.md.
 *
 *   node scripts/bench/imports.ts [observations] [projects] [terc] [--among 10] [--profile] [--dry-run]
 *
 * Uses a database of its own in a folder that is removed at the end. `--profile` keeps a V8 profile of each import in
 * the folder of temporary files. `--among` has so many million observations in the table before the import.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { openHub } from '../../src/hub.ts';
import type { Database } from '../../src/platform/database/index.ts';
import {
  type Cost,
  copyAlone,
  copyLines,
  costOf,
  type Imported,
  importFile,
  readAll,
  totalCpu,
} from './import-costs.ts';
import { type BenchFile, observationsFile, projectsFile, registerFile } from './import-files.ts';
import { addMetrics } from './observation-data.ts';
import { postmasterOf } from './processor-time.ts';
import { writeSection } from './section.ts';
import { machine } from './table.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    among: { type: 'string', default: '0' },
    profile: { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
  },
});
const makers = { terc: registerFile, observations: observationsFile, projects: projectsFile };
const titles = {
  terc: 'a TERC register',
  observations: 'one million observations (csv)',
  projects: '100,000 projects (xlsx, 25 columns)',
};
const goals = { terc: '2 s', observations: '15 s', projects: '35 s, 400 MB' };
type Name = keyof typeof makers;
const among = Number(values.among);
const names = (Object.keys(makers) as Name[]).filter((name) => positionals.length === 0 || positionals.includes(name));
const section = {
  file: 'docs/performance.md',
  marks: ['<!-- imports: written by node scripts/bench/imports.ts -->', '<!-- /imports -->'],
} as const;

interface Measured {
  readonly name: Name;
  readonly reading: Cost;
  readonly copying: Cost;
  readonly first: Imported;
  readonly again: Imported;
}

const folder = await mkdtemp(path.join(tmpdir(), 'wezel-bench-'));
const config = readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', STARTER: 'none' });
const hub = await openHub(config, pino({ level: 'silent' }));
try {
  const postmaster = await postmasterOf(hub.database);
  const measured: Measured[] = [];
  // Values of units need the register, which is imported in any case.
  if (!names.includes('terc')) await importFile(await registerFile(folder), { ...places(postmaster), profile: false });
  if (among > 0) await fill(hub.database, among);
  for (const name of names) measured.push(await measure(name, await makers[name](folder), postmaster));
  const table = tableOf(measured);
  console.log(`\n${table}`);
  if (!values['dry-run'] && names.length === Object.keys(makers).length) await writeSection(section, table);
} finally {
  await hub.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** A million observations of a metric of its own each. */
async function fill({ pool }: Database, millions: number): Promise<void> {
  const client = await pool.connect();
  await client.query('SET statement_timeout = 0');
  await addMetrics(client, millions);
  await client.query('VACUUM ANALYZE observation');
  client.release(true);
}

function places(postmaster: number): { dataDir: string; postmaster: number } {
  return { dataDir: folder, postmaster };
}

async function measure(name: Name, file: BenchFile, postmaster: number): Promise<Measured> {
  // Whoever reads it first compiles the reader.
  readAll(file, 2_000);
  const reading = await costOf(postmaster, () => void readAll(file));
  say(name, 'reading alone', reading);
  const copying = await copyAlone(hub.database.url, copyLines(file), (work) => costOf(postmaster, work));
  say(name, 'COPY alone', copying);
  const imported = async (what: string): Promise<Imported> => {
    const found = await importFile(file, { ...places(postmaster), profile: values.profile });
    const { created, changed, unchanged, rejected } = found.report;
    say(name, what, found.cost);
    console.log(`  ${found.megabytes} MB; ${JSON.stringify({ created, changed, unchanged, rejected })}`);
    return found;
  };
  return { name, reading, copying, first: await imported('import'), again: await imported('the same again') };
}

function say(name: Name, what: string, { seconds, cpu, databaseCpu }: Cost): void {
  const numbers = `${seconds.toFixed(1)} s, processor ${cpu.toFixed(1)} + ${databaseCpu.toFixed(1)} s`;
  console.log(`${name}: ${what}: ${numbers}`);
}

function tableOf(measured: readonly Measured[]): string {
  return [
    `${machine()}, ${new Date().toISOString().slice(0, 10)}. Seconds are those of the clock, with the start of the command; ratios are of processor time, Node's and PostgreSQL's together.`,
    '',
    '| | goal | import | × reading the file alone | × COPY alone | × both | processor: Node + PostgreSQL | memory | the same again |',
    '|---|---|---|---|---|---|---|---|---|',
    ...measured.map(rowOf),
  ].join('\n');
}

function rowOf({ name, reading, copying, first, again }: Measured): string {
  const spent = totalCpu(first.cost);
  const times = (other: number): string => (spent / other).toFixed(1);
  const [read, copied] = [totalCpu(reading), totalCpu(copying)];
  const seconds = (cost: Cost): string => `${cost.seconds.toFixed(1)} s`;
  return `| ${[
    titles[name],
    goals[name],
    seconds(first.cost),
    times(read),
    times(copied),
    times(read + copied),
    `${first.cost.cpu.toFixed(1)} + ${first.cost.databaseCpu.toFixed(1)} s`,
    `${first.megabytes} MB`,
    seconds(again.cost),
  ].join(' | ')} |`;
}
