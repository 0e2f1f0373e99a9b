/** `npm run import -- <source> <file>`: loads an official file and publishes a release. */
import type { Logger } from 'pino';
import type { Config } from '#config';
import { dayInPoland } from '#platform/clock.ts';
import { isDay } from '#platform/days.ts';
import { BadArgumentError } from '#platform/errors.ts';
import { type Importer, type ImportReport, type InputFile, inputFileOf, readInputFile } from '#sources/import.ts';
import { importers } from '#sources/index.ts';
import { readShippedMapping, shippedMappings } from '#sources/metrics/import.ts';
import { createProgress } from './progress.ts';
import { reportForPeople, reportForPrograms } from './report.ts';
import { stopSignal } from './signals.ts';
import { withWholeHub } from './with-hub.ts';

export interface ImportOptions {
  readonly dryRun?: boolean | undefined;
  readonly asOf?: string | undefined;
  readonly note?: string | undefined;
  readonly json?: boolean | undefined;
  readonly publisher?: string | undefined;
  readonly licence?: string | undefined;
  readonly url?: string | undefined;
  /** A file, or the name of a mapping that comes with the hub. */
  readonly mapping?: string | undefined;
}

const maximalNote = 1_000;
const maxStated = 500;

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
  try {
    const { asOf, note, dryRun = false, publisher, licence, url } = options;
    const stated = { publisher, licence, url };
    const today = dayInPoland(new Date());
    const job = { file, mapping, asOf, note, stated, dryRun, today, progress, signal };
    const report = await withWholeHub(
      config,
      log,
      ({ database }) => importer.run({ ...job, database }),
      `import ${source}`,
    );
    progress.end();
    print(report, options);
  } finally {
    progress.end();
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
  const hint = `Give --mapping a YAML file, or the name of one that comes with the hub (${shippedMappings}).`;
  return readInputFile(nameOrPath, hint);
}

function checkOptions({ asOf, note, publisher, licence, url }: ImportOptions): void {
  if (asOf !== undefined && !isDay(asOf)) {
    throw new BadArgumentError(`--as-of is "${asOf}", which is no day.`, 'Write it as 2022-01-01.');
  }
  if (note !== undefined && note.length > maximalNote) {
    throw new BadArgumentError(`--note has ${note.length} characters.`, `Write at most ${maximalNote}.`);
  }
  for (const [name, text] of Object.entries({ publisher, licence, url })) {
    if (text === undefined || (text.trim() !== '' && text.length <= maxStated)) continue;
    throw new BadArgumentError(`--${name} has ${text.length} characters.`, `Write 1 to ${maxStated}.`);
  }
  if (url !== undefined && !(URL.canParse(url) && /^https?:/i.test(url))) {
    throw new BadArgumentError(`--url is "${url}", which is no web address.`, 'Write it as https://dane.gov.pl/….');
  }
}

function print(report: ImportReport, { json = false, dryRun = false }: ImportOptions): void {
  const people = `${reportForPeople(report, dryRun)}\n`;
  // With --json stdout is for programs; what people read goes beside it.
  (json ? process.stderr : process.stdout).write(people);
  if (json) process.stdout.write(`${reportForPrograms(report)}\n`);
}
