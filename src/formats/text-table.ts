/** A table as rows of texts that can be read again and again, merged cells filled: for files whose columns an operator describes. */
import { RefusedFileError } from '#platform/errors.ts';
import type { Delimiter } from './csv-records.ts';
import { type NamedBytes, openTable, readContent, type TableOptions } from './open.ts';
import { cellText, isBlank, rowsOf, type Sheet, type TableFile } from './table.ts';
import { ZipArchive } from './zip.ts';

export interface TextRow {
  /** The line of a text file, the row of a sheet; from 1. */
  readonly number: number;
  /** Which row it is, empty ones counted: less than the line where cells before it have line breaks. */
  readonly ordinal: number;
  readonly cells: readonly string[];
  /** The row as it stands in the file. */
  readonly text: string;
}

export interface TextTable {
  /** Such as `csv ; utf-8` or `xlsx Arkusz1`. */
  readonly format: string;
  /** Whether every row is written to its last cell, empty or not: so in csv, while sheets end rows at the last filled one. */
  readonly hasWholeRows: boolean;
  /** Whether the last row ends without a line break. */
  readonly endsOpen: boolean;
  /** Whether it is one of the sheets of a workbook. */
  readonly isSheet: boolean;
  /** Each call reads from the beginning; empty rows are left out. */
  rows(): Iterable<TextRow>;
}

export interface TextTableOptions {
  readonly what: string;
  readonly hint: string;
  readonly delimiter?: Delimiter | undefined;
}

/** What the sheets of a workbook may have together, and a workbook may unpack to. */
const maxCells = 20_000_000;
const maxUnpacked = 512 * 1024 * 1024;
const maxColumns = 16_384;

/** What `read` makes of the tables in a file: its sheets, or the one that it is. */
export function readTextTables<T>(
  file: NamedBytes,
  options: TextTableOptions,
  read: (tables: readonly TextTable[]) => T,
): T {
  const opening: TableOptions = {
    ...options,
    longestRecord: 100_000,
    refuseCut: false,
    errorsAsText: true,
    maxColumns,
    maxUnpackedBytes: maxUnpacked,
  };
  return readContent(file, opening, (content) => {
    if (content.kind === 'xlsx') new ZipArchive(content.bytes, 'workbook').checkSizes(maxUnpacked);
    const table = openTable(content, opening);
    return read(table.sheets.map((sheet) => (table.kind === 'csv' ? csvText(table, sheet) : sheetText(table, sheet))));
  });
}

/** The sheet by its name or its number from 1; without one the first. */
export function sheetOf(tables: readonly TextTable[], sheet: string | number | undefined): TextTable {
  const nameOf = ({ format }: TextTable): string => format.replace(/^\S+ /, '');
  const found = typeof sheet === 'string' ? tables.find((table) => nameOf(table) === sheet) : tables[(sheet ?? 1) - 1];
  if (found !== undefined) return found;
  if (!tables.some(({ isSheet }) => isSheet)) {
    throw new RefusedFileError('UNKNOWN_FORMAT', `The file has no sheets, and none called ${sheet}.`, 'Name no sheet.');
  }
  const names = tables.map(nameOf).join(', ');
  throw new RefusedFileError('UNKNOWN_FORMAT', `The workbook has no sheet ${sheet}.`, `Name one of: ${names}.`);
}

function csvText({ format, endsOpen }: TableFile, sheet: Sheet): TextTable {
  return {
    format,
    hasWholeRows: true,
    endsOpen,
    isSheet: false,
    *rows() {
      for (const { number, ordinal, cells, text } of rowsOf(sheet)) {
        yield { number, ordinal, cells: cells.map(cellText), text: text ?? '' };
      }
    },
  };
}

function sheetText({ kind, format }: TableFile, sheet: Sheet): TextTable {
  const isSheet = kind === 'xlsx' || kind === 'xls';
  let rows: readonly TextRow[] | undefined;
  return {
    format: isSheet ? `${format} ${sheet.name}` : format,
    hasWholeRows: false,
    endsOpen: false,
    isSheet,
    rows() {
      rows ??= filledRows(sheet);
      return rows;
    },
  };
}

/** A merged cell stands for every cell it covers, so that headings over several columns reach all of them. */
function filledRows(sheet: Sheet): TextRow[] {
  const width = widthOf(sheet);
  const cells: string[][] = [];
  const rows: { number: number; text: string | null }[] = [];
  // The headings of JSON objects and XML elements stand before the first record.
  let first: number | undefined;
  for (const row of rowsOf(sheet)) {
    first ??= Math.min(row.ordinal, 1);
    const at = row.ordinal - first;
    cells[at] = row.cells.map(plainText);
    rows[at] = { number: row.number, text: row.text };
  }
  for (const { from, to } of sheet.merges()) {
    const text = cells[from.row]?.[from.column] ?? '';
    for (let r = from.row; r <= Math.min(to.row, cells.length - 1); r += 1) {
      const row = cells[r] ?? [];
      for (let c = from.column; c <= Math.min(to.column, width - 1); c += 1) row[c] = text;
      cells[r] = row;
    }
  }
  return Array.from(cells, (row, index) => ({
    number: rows[index]?.number ?? index + 1,
    ordinal: index + 1,
    cells: Array.from(row ?? [], (cell) => cell ?? ''),
  }))
    .filter((row) => !isBlank(row))
    .map((row) => ({ ...row, text: rows[row.ordinal - 1]?.text ?? row.cells.join(';') }));
}

/** Numbers as they are stored, not as they are shown: a format may round them. */
function plainText(cell: Parameters<typeof cellText>[0]): string {
  return cellText(cell).replaceAll(/\s+/g, ' ').trim();
}

/** A few cells far to the right make every row as long; one merge may claim a whole sheet of a million rows. */
function widthOf(sheet: Sheet): number {
  let width = 0;
  let cells = 0;
  for (const row of rowsOf(sheet)) {
    width = Math.max(width, row.cells.length);
    cells += row.cells.length;
  }
  if (cells <= maxCells) return width;
  throw new RefusedFileError(
    'TOO_LARGE',
    `A sheet of the workbook has ${cells} cells, most of them empty.`,
    'Delete what stands far to the right of its table.',
  );
}

/** Says whether a file was cut off inside its last row, of which half a number would be taken for a whole one. */
export class LastRow {
  readonly #table: TextTable;
  #width = 0;
  #last: TextRow | undefined;

  constructor(table: TextTable) {
    this.#table = table;
  }

  see(row: TextRow): void {
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
export function endsBefore({ hasWholeRows }: TextTable, row: TextRow, index: number): boolean {
  return hasWholeRows && index >= row.cells.length;
}

export function tooShort({ cells }: TextRow): string {
  return `The row has only ${cells.length} cells and ends before this column. Complete it, or download the file again.`;
}
