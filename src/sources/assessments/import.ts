/** `npm run import -- assessments <csv>`: self-assessments, improvement actions and certificates of offices. */
import { readTable, type TableOptions } from '#formats/open.ts';
import { faultOf, headedTable } from '#formats/records.ts';
import { type Cell, cellText, rowText, type TableFile, type TableRow } from '#formats/table.ts';
import { mergeAssessments, type StatedRow } from '#metrics';
import { findOffices, type OfficeReferenceData } from '#offices';
import { RefusedFileError } from '#platform/errors.ts';
import type { RejectedRow, SourceDescription } from '#platform/releases/model.ts';
import { type ChangeContext, type ChangeOutcome, publishChange } from '#platform/releases/publish.ts';
import { dayOfList } from '../day.ts';
import { describeFile, unstated } from '../describe.ts';
import type { Importer, ImportJob, ImportReport } from '../import.ts';
import { type Cells, type Column, columns, RowFault, readRow } from './row.ts';

export const assessmentsImporter: Importer = {
  name: 'assessments',
  summary: 'assessments, actions and certificates by the template in docs/assessments-template.md',
  run: importAssessments,
};

async function importAssessments(job: ImportJob): Promise<ImportReport> {
  const { database, file, progress, note, dryRun, signal } = job;
  progress.stage('reading');
  const table = readTable(file, form, templateIn);
  const asOf = dayOfList(job, table);
  const published = await publishChange(
    database,
    describeSource(job, table, asOf),
    (context) => change(context, table),
    {
      note,
      dryRun,
      signal,
      movesDay: true,
      onWait: () => progress.stage('waiting for another import to end'),
    },
  );
  return {
    ...published.counts,
    release: published.release,
    asOf,
    format: table.format,
    rejectedRows: published.result,
    differences: [],
  };
}

function describeSource(job: ImportJob, { properties }: Template, asOf: string): SourceDescription {
  const known = { kind: 'assessments', name: 'Self-assessments of offices', ...unstated, asOf };
  return describeFile(job, known, properties);
}

async function change(
  { client, release, source }: ChangeContext,
  table: Template,
): Promise<ChangeOutcome<RejectedRow[]>> {
  const offices = await findOffices(client);
  const taken = takeRows(table, offices);
  const merged = await mergeAssessments(client, taken.rows, source.id, release);
  const isChanged = merged.created + merged.changed > 0;
  return {
    counts: {
      records: taken.records,
      ...merged,
      closed: 0,
      duplicates: taken.duplicates,
      rejected: taken.rejected.length,
    },
    rejectedRows: taken.rejected,
    changed: isChanged,
    stored: isChanged,
    result: taken.rejected,
  };
}

interface Taken {
  readonly rows: StatedRow[];
  readonly rejected: RejectedRow[];
  records: number;
  duplicates: number;
}

function takeRows({ rows, headings, date1904 }: Template, offices: OfficeReferenceData): Taken {
  const cellsOf = layoutOf(headings);
  const taken: Taken = { rows: [], rejected: [], records: 0, duplicates: 0 };
  const seen = new Seen();
  for (const row of rows) {
    taken.records += 1;
    try {
      const fault = faultOf(row, headings);
      if (fault !== null) throw new RowFault(columnNamed(fault.column), fault.reason);
      const stated = readRow({ cells: cellsOf(row), date1904 }, offices);
      if (seen.isRepeat(stated, row.number)) taken.duplicates += 1;
      else taken.rows.push(stated);
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      taken.rejected.push({ row: row.number, column: error.column, reason: error.message, original: rowText(row) });
    }
  }
  return taken;
}

interface Template {
  readonly format: string;
  readonly headings: readonly string[];
  readonly rows: readonly TableRow[];
  readonly date1904: boolean;
  readonly properties: TableFile['properties'];
  readonly preamble: string;
}

const form: TableOptions = {
  what: 'the template for assessments',
  hint: 'See docs/assessments-template.md.',
  recognise: [isHeader],
};

function isHeader(cells: readonly string[]): boolean {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  return names.includes('record') && ['office', 'nip', 'regon'].some((name) => names.includes(name));
}

function templateIn(table: TableFile): Template {
  const headed = headedTable(table, isHeader);
  if (headed === null) {
    throw new RefusedFileError(
      'UNKNOWN_FORMAT',
      'The file is not the template for assessments: its header lacks "record" and a column that names the office.',
      'See docs/assessments-template.md.',
    );
  }
  const headings = headed.headings.map((heading) => heading.toLowerCase());
  const { format, date1904, properties } = table;
  return { format, headings, rows: [...headed.rows()], date1904, properties, preamble: headed.preamble };
}

function layoutOf(headings: readonly string[]): (row: TableRow) => Cells {
  const places = new Map<Column, number>(columns.map((column) => [column, headings.indexOf(column)]));
  return (row) => (column) => textOf(row.cells[places.get(column) ?? -1]);
}

function textOf(cell: Cell | undefined): string {
  return cellText(cell).trim();
}

function columnNamed(heading: string | null): Column | null {
  return columns.find((column) => column === heading) ?? null;
}

/** Of rows about the same thing the first counts. */
class Seen {
  readonly #first = new Map<string, { readonly text: string; readonly row: number }>();

  isRepeat(stated: StatedRow, row: number): boolean {
    if (stated.kind === 'score')
      this.#check(`head ${stated.assessment.id}`, JSON.stringify(stated.assessment), row, 'validated');
    const [key, column] = keyOf(stated);
    return this.#check(key, JSON.stringify(stated), row, column);
  }

  #check(key: string, text: string, row: number, column: Column): boolean {
    const first = this.#first.get(key);
    if (first === undefined) this.#first.set(key, { text, row });
    else if (first.text !== text) throw new RowFault(column, `It contradicts row ${first.row}. Remove one of the two.`);
    return first !== undefined;
  }
}

function keyOf(stated: StatedRow): [key: string, column: Column] {
  if (stated.kind === 'score') return [`score ${stated.assessment.id} ${stated.score.criterion}`, 'score'];
  if (stated.kind === 'action') return [`action ${stated.action.id}`, 'state'];
  return [`certification ${stated.certification.id}`, 'valid_to'];
}
