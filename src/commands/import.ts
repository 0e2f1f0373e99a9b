/** `npm run import -- <source> <file>`: loads an official file and publishes a release. */
import type { Logger } from 'pino';
import type { Config } from '#config';
import { openHub } from '#hub';
import { dayInPoland } from '#platform/clock.ts';
import { describeConnectionFailure } from '#platform/database/connection-errors.ts';
import { isDay } from '#platform/days.ts';
import { BadArgumentError } from '#platform/errors.ts';
import { type Importer, type ImportReport, type InputFile, inputFileOf, readInputFile } from '#sources/import.ts';
import { importers } from '#sources/index.ts';
import { readShippedMapping, shippedMappings } from '#sources/metrics/import.ts';
import { createProgress } from './progress.ts';
import { reportForPeople, reportForPrograms } from './report.ts';
import { stopSignal } from './signals.ts';

export interface ImportOptions {
  readonly dryRun?: boolean | undefined;
  readonly asOf?: string | undefined;
  readonly note?: string | undefined;
  readonly json?: boolean | undefined;
  /** A file, or the name of a mapping that comes with the hub. */
  readonly mapping?: string | undefined;
}

const maximalNote = 1_000;

export async function importFile(
  source: string,
  path: string,
  options: ImportOptions,
  config: Config,
  log: Logger,
): Promise<void> {
  const importer = findImporter(source);
  checkOptions(options);
  const signal = stopSignal();
  const file = await readInputFile(path);
  const mapping = options.mapping === undefined ? undefined : await readMappingFile(options.mapping);
  const progress = createProgress(file.name);
  progress.stage('opening the database');
  const hub = await openHub(config, log);
  try {
    const { asOf, note, dryRun = false } = options;
    const today = dayInPoland(new Date());
    const { database } = hub;
    const report = await importer.run({ database, file, mapping, asOf, note, dryRun, today, progress, signal });
    progress.end();
    print(report, options);
  } catch (error) {
    throw describeConnectionFailure(error, hub.database.url) ?? error;
  } finally {
    progress.end();
    await hub.close();
  }
}

function findImporter(source: string): Importer {
  const found = importers.find(({ name }) => name === source);
  if (found !== undefined) return found;
  const known = importers.map(({ name }) => name).join(', ');
  throw new BadArgumentError(`There is no source "${source}".`, `Name one of: ${known}.`);
}

async function readMappingFile(nameOrPath: string): Promise<InputFile> {
  const shipped = await readShippedMapping(nameOrPath);
  if (shipped !== null) return inputFileOf(`${nameOrPath}.yaml`, shipped);
  const mend = `Give --mapping a YAML file, or the name of one that comes with the hub (${shippedMappings}).`;
  return readInputFile(nameOrPath, mend);
}

function checkOptions({ asOf, note }: ImportOptions): void {
  if (asOf !== undefined && !isDay(asOf)) {
    throw new BadArgumentError(`--as-of is "${asOf}", which is no day.`, 'Write it as 2022-01-01.');
  }
  if (note !== undefined && note.length > maximalNote) {
    throw new BadArgumentError(`--note has ${note.length} characters.`, `Write at most ${maximalNote}.`);
  }
}

function print(report: ImportReport, { json = false, dryRun = false }: ImportOptions): void {
  const people = `${reportForPeople(report, dryRun)}\n`;
  // With --json stdout is for programs; what people read goes beside it.
  (json ? process.stderr : process.stdout).write(people);
  if (json) process.stdout.write(`${reportForPrograms(report)}\n`);
}
