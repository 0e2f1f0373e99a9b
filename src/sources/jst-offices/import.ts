/** `npm run import -- jst-offices <file>`: the contact base of local-government offices, in any of its editions. */
import { findOffices, upsertOffices } from '#offices';
import type { SourceDescription } from '#platform/releases/model.ts';
import { type ChangeContext, type ChangeOutcome, publishChange } from '#platform/releases/publish.ts';
import { cachedRegistry } from '#registry';
import { dayOfList } from '../day.ts';
import { describeFile } from '../describe.ts';
import type { Importer, ImportJob, ImportReport } from '../import.ts';
import { type OfficeListResult, outcomeOfList } from '../office-lists/outcome.ts';
import { isComplete } from './completeness.ts';
import { type JstList, readJstList } from './read.ts';
import { Taking } from './take.ts';

const list = 'jst-offices';

export const jstOfficesImporter: Importer = {
  name: list,
  summary: 'the contact base of local-government offices',
  run: importJstOffices,
};

async function importJstOffices(job: ImportJob): Promise<ImportReport> {
  const { database, file, progress, note, dryRun, signal } = job;
  progress.stage('reading');
  const read = readJstList(file);
  const asOf = dayOfList(job, read.clues);
  progress.stage('joining with the registry');
  const published = await publishChange(
    database,
    describeSource(job, read, asOf),
    (context) => change(context, read, asOf),
    {
      note,
      dryRun,
      signal,
      movesDay: true,
      onWait: () => progress.stage('waiting for another import to end'),
    },
  );
  return { ...published.counts, ...published.result, release: published.release, asOf, format: read.format };
}

async function change(
  { client, release, source, movedFrom }: ChangeContext,
  read: JstList,
  asOf: string,
): Promise<ChangeOutcome<OfficeListResult>> {
  const registry = await cachedRegistry.load(client, release);
  const taking = new Taking(registry, await findOffices(client), asOf);
  for (const row of read.rows) taking.take(row);
  const { rejectedRows, problems, duplicates } = taking;
  const entries = taking.entries();
  const complete = isComplete(taking.coverage(), read.rows);
  const edition = { list, asOf, complete, entries };
  const outcome = await upsertOffices(client, edition, { sourceId: source.id, release, movedFrom });
  return outcomeOfList(outcome, { records: read.rows.length, duplicates, rejectedRows, problems });
}

function describeSource(job: ImportJob, { clues }: JstList, asOf: string): SourceDescription {
  const known = {
    kind: list,
    name: 'Baza teleadresowa jednostek samorządu terytorialnego',
    publisher: 'Ministerstwo Spraw Wewnętrznych i Administracji (MSWiA)',
    url: 'https://dane.gov.pl/',
    asOf,
    licence:
      'Public sector information, free to use again with its source named (Act of 11 August 2021, Dz.U. 2021 poz. 1641)',
  };
  return describeFile(job, known, clues.properties);
}
