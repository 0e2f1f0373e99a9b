/** `npm run import -- offices <csv>`: the hub's own template for offices that no official list has. */
import { type ListRecord, type ListShape, type ListTable, readList, recordText } from '#formats/records.ts';
import { findOffices, type OfficeEntry, upsertOffices } from '#offices';
import type { Problem } from '#platform/problems/model.ts';
import type { RejectedRow, SourceDescription } from '#platform/releases/model.ts';
import { type ChangeContext, type ChangeOutcome, publishChange } from '#platform/releases/publish.ts';
import { cachedRegistry } from '#registry';
import { dayOfList } from '../day.ts';
import { describeFile, unstated } from '../describe.ts';
import type { Importer, ImportJob, ImportReport } from '../import.ts';
import { type OfficeListResult, outcomeOfList } from '../office-lists/outcome.ts';
import { withoutPersonalData } from '../office-lists/personal-data.ts';
import { columnOf, isOfficesHeader, required } from './columns.ts';
import { PlaceJoin } from './place.ts';
import { type Known, RowError, TemplateRow } from './row.ts';

const list = 'offices';

export const officesImporter: Importer = {
  name: list,
  summary: 'offices by the template in docs/offices-template.md',
  run: importOffices,
};

const shape: ListShape = {
  name: 'template for offices',
  isHeader: isOfficesHeader,
  wanted: `Its header has at least ${required.join(', ')}; docs/offices-template.md describes all columns.`,
};

async function importOffices(job: ImportJob): Promise<ImportReport> {
  const { database, file, progress, note, dryRun, signal } = job;
  progress.stage('reading');
  const table = readList(file, shape);
  const asOf = dayOfList(job, table);
  progress.stage('comparing with what is known');
  const published = await publishChange(
    database,
    describeSource(job, table, asOf),
    (context) => change(context, table, asOf),
    { note, dryRun, signal, movesDay: true, onWait: () => progress.stage('waiting for another import to end') },
  );
  return { ...published.counts, ...published.result, release: published.release, asOf, format: table.format };
}

async function change(
  { client, release, source, movedFrom }: ChangeContext,
  { records, date1904 }: ListTable,
  asOf: string,
): Promise<ChangeOutcome<OfficeListResult>> {
  const known: Known = {
    directory: await findOffices(client),
    keys: new Set(records.map(keyIn)),
    places: new PlaceJoin(await cachedRegistry.load(client, release), asOf),
    date1904,
  };
  const { entries, rejectedRows, problems, duplicates } = takeRows(records, known);
  const outcome = await upsertOffices(
    client,
    { list, asOf, complete: false, entries },
    { sourceId: source.id, release, movedFrom },
  );
  return outcomeOfList(outcome, { records: records.length, duplicates, rejectedRows, problems });
}

function takeRows(records: readonly ListRecord[], known: Known) {
  const entries = new Map<string, { entry: OfficeEntry; row: number; text: string }>();
  const rejectedRows: RejectedRow[] = [];
  const problems: Problem[] = [];
  let duplicates = 0;
  for (const record of records) {
    const text = recordText({ ...record, cells: withoutPersonalData(record.cells) });
    try {
      const { key, problems: found, ...entry } = new TemplateRow(record, known).read();
      const before = entries.get(key);
      if (before?.text === text) duplicates += 1;
      else if (before !== undefined) throw new RowError(null, `Row ${before.row} has the same key: leave one of them.`);
      else {
        entries.set(key, { entry: { id: key, row: record.row, ...entry }, row: record.row, text });
        problems.push(...found);
      }
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      rejectedRows.push({ row: record.row, column: error.column, reason: error.message, original: text });
    }
  }
  return { entries: [...entries.values()].map(({ entry }) => entry), rejectedRows, problems, duplicates };
}

function keyIn({ cells }: ListRecord): string {
  for (const [heading, cell] of cells) if (columnOf(heading) === 'key') return cell.trim();
  return '';
}

function describeSource(job: ImportJob, { properties }: ListTable, asOf: string): SourceDescription {
  const known = { kind: list, name: 'Offices, by the template of this hub', ...unstated, asOf };
  return describeFile(job, known, properties);
}
