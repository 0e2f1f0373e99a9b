/** A list as records of headed cells, whatever it was written with. */
import { RefusedFileError } from '#platform/errors.ts';
import type { IsHeader } from './csv.ts';
import { type NamedBytes, readTable, type TableOptions } from './open.ts';
import {
  type Cell,
  cellText,
  isBlank,
  type Properties,
  rowsOf,
  type Sheet,
  type TableFile,
  type TableRow,
} from './table.ts';

export interface ListRecord {
  /** Its line in a csv, its row in a sheet, its number among the records of a JSON or XML file. */
  readonly row: number;
  /** Cells by the heading of the file; columns without a heading are left out. */
  readonly cells: ReadonlyMap<string, string>;
  /** Why the row cannot be taken, whatever is in it. */
  readonly fault: RecordFault | null;
}

export interface RecordFault {
  /** The heading of the cell at fault; null when the whole row is. */
  readonly column: string | null;
  readonly reason: string;
}

export interface ListTable {
  /** Such as `csv ; windows-1250`. */
  readonly format: string;
  readonly headings: readonly string[];
  readonly records: readonly ListRecord[];
  /** What stands above the headings. */
  readonly preamble: string;
  readonly properties: Properties;
  readonly date1904: boolean;
}

export interface ListShape {
  /** What the list is called in messages: `contact base of local-government offices`. */
  readonly name: string;
  /** Whether a row is the header of the list, or the headings of an object those of one of its records. */
  readonly isHeader: IsHeader;
  /** What to load instead, when a file is not the list. */
  readonly wanted: string;
}

/** Several times the largest list of offices. */
const maxRecords = 100_000;
/** Titles and notes above the header. */
const maxPreambleRows = 100;
const longestShown = 500;

export function readList(file: NamedBytes, shape: ListShape): ListTable {
  return readTable(file, optionsOf(shape), (table) => listIn(table, shape));
}

function optionsOf({ name, wanted, isHeader }: ListShape): TableOptions {
  return { what: `the ${name}`, hint: wanted, recognise: [isHeader], longestRecord: 100_000 };
}

function listIn(table: TableFile, shape: ListShape): ListTable {
  const headed = headedTable(table, shape.isHeader);
  if (headed === null) throw otherFile(shape);
  const { headings, preamble } = headed;
  const records: ListRecord[] = [];
  for (const row of headed.rows()) {
    if (records.length >= maxRecords) throw tooManyRecords();
    records.push(recordOf(row, headings, table));
  }
  if (records.length === 0) throw noRows();
  if (table.kind === 'csv') refuseIfCut(records);
  const { format, properties, date1904 } = table;
  return { format, headings: headings.filter((heading) => heading !== ''), records, preamble, properties, date1904 };
}

const tooManyRecords = (): RefusedFileError =>
  new RefusedFileError('TOO_LARGE', `The file has more than ${maxRecords} records.`, 'Is it the right file?');

const noRows = (): RefusedFileError =>
  new RefusedFileError('EMPTY', 'The file has a header and no rows.', 'Download it again.');

export interface HeadedTable {
  readonly headings: readonly string[];
  readonly preamble: string;
  readonly sheet: Sheet;
  /** The rows below the headings that are not blank. */
  rows(): Generator<TableRow>;
}

/** The first sheet on which headings of the kind stand in one of the first rows. */
export function headedTable({ sheets }: TableFile, isHeader: IsHeader): HeadedTable | null {
  for (const sheet of sheets) {
    const above: Cell[] = [];
    let seen = 0;
    for (const header of rowsOf(sheet)) {
      const headings = header.cells.map((cell) => cellText(cell).trim());
      if (isHeader(headings)) {
        const preamble = above.filter((cell) => cell !== null).join(' ');
        return { headings, preamble, sheet, rows: () => rowsBelow(sheet, header) };
      }
      above.push(...header.cells);
      seen += 1;
      if (seen >= maxPreambleRows) break;
    }
  }
  return null;
}

function* rowsBelow(sheet: Sheet, header: TableRow): Generator<TableRow> {
  for (const row of rowsOf(sheet)) {
    if (row.ordinal > header.ordinal && (row.fault !== null || !isBlank(row))) yield row;
  }
}

/** A record as the cells that have a heading; of equal headings the first that says something. */
function recordOf(row: TableRow, headings: readonly string[], { kind }: TableFile): ListRecord {
  const named = new Map<string, string>();
  headings.forEach((heading, index) => {
    if (heading !== '' && !named.get(heading)) named.set(heading, cellText(row.cells[index]));
  });
  if (row.fault?.kind === 'NO_RECORD') named.set('', row.text ?? '');
  return { row: row.number, cells: named, fault: faultOf(row, headings) ?? shortRow(row, headings, kind) };
}

/** What the reader found damaged, under the heading of the file. */
export function faultOf({ fault }: TableRow, headings: readonly string[]): RecordFault | null {
  if (fault === null) return null;
  return { column: fault.index === null ? null : headings[fault.index] || null, reason: fault.reason };
}

function shortRow({ cells }: TableRow, headings: readonly string[], kind: TableFile['kind']): RecordFault | null {
  const wanted = headings.findLastIndex((heading) => heading !== '') + 1;
  if (kind !== 'csv' || cells.length >= wanted) return null;
  const reason = `The row has ${cells.length} columns instead of ${wanted}: is a delimiter missing?`;
  return { column: null, reason };
}

/** Files break off in the middle of a row; a broken row elsewhere is that row's own fault. */
function refuseIfCut(records: readonly ListRecord[]): void {
  const last = records.at(-1);
  if (last?.fault == null || last.fault.column !== null || records.length === 1) return;
  const message = `The last row, line ${last.row}, breaks off: the file was cut.`;
  throw new RefusedFileError('TRUNCATED', message, 'Download it again.');
}

function otherFile({ name, wanted }: Pick<ListShape, 'name' | 'wanted'>): RefusedFileError {
  return new RefusedFileError('UNKNOWN_FORMAT', `The file is not the ${name}.`, wanted);
}

/** A record as text, for people to find it in the file. */
export function recordText({ cells }: Pick<ListRecord, 'cells'>): string {
  const text = [...cells.values()].join(';').replaceAll(/\s+/g, ' ');
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}
