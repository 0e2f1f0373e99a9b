/** A file of rows and cells, whatever it was written with. */
import { RefusedFileError } from '#platform/errors.ts';

export interface TableRow {
  /** The line of a text file, the row of a sheet; from 1. */
  readonly number: number;
  /** Which row it is, empty ones counted: less than the line where cells before it have line breaks. */
  readonly ordinal: number;
  readonly cells: readonly string[];
  /** The row as it stands in the file. */
  readonly text: string;
}

export interface Table {
  /** Such as `csv ; utf-8` or `xlsx Arkusz1`. */
  readonly format: string;
  /** Whether every row is written to its last cell, empty or not: so in csv, while sheets end rows at the last filled one. */
  readonly hasWholeRows: boolean;
  /** Whether the last row ends without a line break. */
  readonly endsOpen: boolean;
  /** Each call reads from the beginning; empty rows are left out. */
  rows(): Iterable<TableRow>;
}

/** Tells whether a file was cut off inside its last row, of which half a number would be taken for a whole one. */
export class LastRow {
  readonly #table: Table;
  #width = 0;
  #last: TableRow | undefined;

  constructor(table: Table) {
    this.#table = table;
  }

  see(row: TableRow): void {
    this.#width = this.#last?.cells.length ?? 0;
    this.#last = row;
  }

  /** A whole row has as many cells as the one before it, the last one empty where lines end with a delimiter. */
  refuseIfCut(): void {
    const { endsOpen, hasWholeRows } = this.#table;
    if (this.#last === undefined || !endsOpen || !hasWholeRows || this.#last.cells.length >= this.#width) return;
    throw new RefusedFileError(
      'TRUNCATED',
      `The file ends inside row ${this.#last.number}: it has ${this.#last.cells.length} cells of ${this.#width}.`,
      'It was cut off: download it again.',
    );
  }
}

/** Whether the row ends before a column, so that it does not even say that the cell is empty. */
export function endsBefore({ hasWholeRows }: Table, row: TableRow, index: number): boolean {
  return hasWholeRows && index >= row.cells.length;
}

export function tooShort({ cells }: TableRow): string {
  return `The row has only ${cells.length} cells and ends before this column. Complete it, or download the file again.`;
}
