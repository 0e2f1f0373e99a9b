/** Tables as files hold them: sheets of rows of cells, read in order and never all at once. */

/** A number is the IEEE double that a spreadsheet holds; days are such numbers, and only their column says so. */
export type Cell = string | number | boolean | null;

export interface TableRow {
  /** From 1: the line on which a csv record begins, the row of a sheet, the number of a JSON or XML record (0 for its headings). */
  readonly number: number;
  /** Which row it is, empty ones counted: less than the line where cells before it have line breaks. */
  readonly ordinal: number;
  readonly cells: readonly Cell[];
  /** The row as it stands in the file; null where that is no text (sheets). */
  readonly text: string | null;
  /** Null for nearly all rows. */
  readonly fault: RowDamage | null;
}

/** Why a row cannot be taken as it stands. Its cells are storable all the same. */
export interface RowDamage {
  readonly kind: 'OPEN_QUOTE' | 'TOO_LONG' | 'NO_RECORD' | 'DAMAGED_TEXT';
  /** The index of the damaged cell; null when the whole row is at fault. */
  readonly index: number | null;
  readonly reason: string;
}

export interface Sheet {
  readonly name: string;
  /** In batches: one turn of the event loop per row would cost more than the row. Rows without a filled cell may be left out. */
  rows(): Iterable<readonly TableRow[]>;
  /** The same, where it can be unpacked in the background. */
  stream?(): AsyncIterable<readonly TableRow[]>;
  /** Areas of cells that are shown as one: from and to, both included, rows and columns from 0. */
  merges(): readonly Merge[];
}

export interface Merge {
  readonly from: { readonly row: number; readonly column: number };
  readonly to: { readonly row: number; readonly column: number };
}

export interface TableFile {
  /** How it was read, such as `xlsx` or `zip/csv ; windows-1250`. */
  readonly format: string;
  readonly kind: 'csv' | 'xlsx' | 'xls' | 'json' | 'xml';
  /** Days are counted from 1904-01-01, as spreadsheets made on a Mac did, and not from 1900. */
  readonly date1904: boolean;
  /** Whether a csv ends without a line break: its last row may have been cut off. */
  readonly endsOpen: boolean;
  readonly sheets: readonly Sheet[];
  /** What the file says of itself: properties of a workbook, attributes around XML rows, members beside JSON rows. */
  readonly properties: Properties;
  /** Bytes of the file, and how many of them are read, for a progress bar. */
  readonly size: number;
  position(): number;
  /** Frees what was cached for reading, once the sheets are read. */
  close(): void;
  /** What another thread opens the same table with; null where it is in memory already. */
  readonly source: TableSource | null;
}

/** Bytes and options that can be sent to another thread. */
export interface TableSource {
  readonly kind: 'csv' | 'xlsx';
  readonly bytes: Uint8Array;
  readonly options: object;
}

export type Properties = Readonly<Record<string, string>>;

/** Small enough that what is made of a batch stays small beside the rest of the process. */
export const batchSize = 100;

/** A cell as the text that a person would type. */
export function cellText(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? '' : String(cell);
}

/** The row as people find it in the file. */
export function rowText({ text, cells }: TableRow, separator = ';'): string {
  return text ?? cells.map(cellText).join(separator);
}

export function isBlank({ cells }: Pick<TableRow, 'cells'>): boolean {
  return cells.every((cell) => cell === null || (typeof cell === 'string' && cell.trim() === ''));
}

export function* rowsOf(sheet: Sheet): Generator<TableRow> {
  for (const batch of sheet.rows()) yield* batch;
}

export function* inBatches<T>(items: Iterable<T>): Generator<readonly T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
