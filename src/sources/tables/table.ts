/** A file of rows and cells, whatever it was written with. */

export interface TableRow {
  /** The line of a text file, the row of a sheet; from 1. */
  readonly number: number;
  readonly cells: readonly string[];
  /** The row as it stands in the file. */
  readonly text: string;
}

export interface Table {
  /** Such as `csv ; utf-8` or `xlsx Arkusz1`. */
  readonly format: string;
  /** Each call reads from the beginning; empty rows are left out. */
  rows(): Iterable<TableRow>;
}
