/** What an import costs beside the minimum: reading the rows of the file, and COPY of its cells into a table of texts. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { readTable } from '../../src/formats/open.ts';
import { cellText, rowsOf } from '../../src/formats/table.ts';
import type { BenchFile } from './import-files.ts';
import { processorTime } from './processor-time.ts';

export interface Cost {
  readonly seconds: number;
  /** Processor seconds of Node, with its threads. */
  readonly cpu: number;
  /** Processor seconds of PostgreSQL. */
  readonly databaseCpu: number;
}

export const totalCpu = ({ cpu, databaseCpu }: Cost): number => cpu + databaseCpu;

export async function costOf(postmaster: number, work: () => Promise<void> | void): Promise<Cost> {
  const [begun, cpu, database] = [performance.now(), process.cpuUsage(), processorTime(0, postmaster).database];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return {
    seconds: (performance.now() - begun) / 1_000,
    cpu: (user + system) / 1e6,
    databaseCpu: (processorTime(0, postmaster).database - database) / 1_000,
  };
}

/** Reads every row of the first sheet as the hub's importers do, and does nothing with it. */
export function readAll(file: BenchFile, max = Number.POSITIVE_INFINITY): number {
  let count = 0;
  for (const _ of linesOf(file, (cells) => cells)) {
    count += 1;
    if (count >= max) break;
  }
  return count;
}

/** The rows as lines of COPY, all of one width. */
export function copyLines(file: BenchFile): string[] {
  const text = (cells: readonly string[]) => cells.map((cell) => cell.replaceAll(/[\\\t\n\r]/g, ' '));
  const rows = [...linesOf(file, text)];
  const width = Math.max(...rows.slice(0, 100).map((cells) => cells.length));
  return rows.map((cells) => `${Array.from({ length: width }, (_, index) => cells[index] ?? '').join('\t')}\n`);
}

function* linesOf<T>(file: BenchFile, take: (cells: readonly string[]) => T): Generator<T> {
  const options = { what: 'a table', hint: '' };
  const table = readTable({ name: path.basename(file.path), bytes: file.bytes }, options, (read) => read);
  const [sheet] = table.sheets;
  if (sheet !== undefined) for (const { cells } of rowsOf(sheet)) yield take(cells.map(cellText));
}

/** Into a table of texts that was there before the transaction, and so is logged as those of the hub are. */
export async function copyAlone(
  url: string,
  lines: readonly string[],
  cost: (work: () => Promise<void>) => Promise<Cost>,
) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const width = lines[0]?.split('\t').length ?? 1;
    const columns = Array.from({ length: width }, (_, index) => `c${index} text`);
    await client.query(`CREATE TABLE bench_copy (${columns.join(', ')})`);
    const chunks = function* () {
      for (let index = 0; index < lines.length; index += 500) yield lines.slice(index, index + 500).join('');
    };
    return await cost(() => pipeline(Readable.from(chunks()), client.query(copyFrom('COPY bench_copy FROM STDIN'))));
  } finally {
    await client.query('DROP TABLE IF EXISTS bench_copy');
    await client.end();
  }
}

export interface Imported {
  readonly cost: Cost;
  /** The maximum that its process took. */
  readonly megabytes: number;
  readonly report: Readonly<Record<'created' | 'changed' | 'unchanged' | 'rejected', number>>;
}

/** As `npm run import` runs it, with its start. `profile` keeps a V8 profile of each thread. */
export async function importFile(
  file: BenchFile,
  { dataDir, postmaster, profile }: { dataDir: string; postmaster: number; profile: boolean },
): Promise<Imported> {
  const probe = path.join(import.meta.dirname, 'import-probe.ts');
  const profiling = profile ? ['--cpu-prof', `--cpu-prof-dir=${path.join(tmpdir(), `wezel-${file.source}`)}`] : [];
  const begun = performance.now();
  const database = processorTime(0, postmaster).database;
  const node = ['--max-semi-space-size=8', '--heap-growing-percent=50', ...profiling, '--import', probe];
  const args = [...node, 'src/cli.ts', 'import', file.source, file.path, ...file.options, '--json'];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'warn', STARTER: 'none' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The import ended with ${code}: ${errors}`);
  const [, cpu = 'NaN', megabytes = 'NaN'] = /processor ([\d.]+) s, memory (\d+) MB/.exec(errors) ?? [];
  return {
    cost: {
      seconds: (performance.now() - begun) / 1_000,
      cpu: Number(cpu),
      databaseCpu: (processorTime(0, postmaster).database - database) / 1_000,
    },
    megabytes: Number(megabytes),
    report: JSON.parse(output) as Imported['report'],
  };
}
