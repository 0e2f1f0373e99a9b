/** Tables as files hold them: sheets of rows of cells, read in order and never all at once. */

/** A number is the IEEE double that a spreadsheet holds; days are such numbers, and only their column tells so. */
export type Cell = string | number | boolean | null;

export interface TableRow {
  /** From 1; of a csv file the line on which the record begins. */
  readonly number: number;
  readonly cells: readonly Cell[];
}

export interface Sheet {
  readonly name: string;
  /** In batches: one turn of the event loop per row would cost more than the row. */
  rows(): AsyncIterable<readonly TableRow[]>;
}

export interface Workbook {
  /** How it was read, such as `xlsx` or `csv ; windows-1250`. */
  readonly format: string;
  /** Days are counted from 1904-01-01, as spreadsheets made on a Mac did, and not from 1900. */
  readonly date1904: boolean;
  readonly sheets: readonly Sheet[];
  /** Bytes of the file, and how many of them are read, for a progress bar. */
  readonly size: number;
  position(): number;
  /** Lets go of what was kept for reading, once the sheets are read. */
  close(): void;
}

/** Small enough that what is made of a batch stays small beside the rest of the process. */
export const batchSize = 100;
