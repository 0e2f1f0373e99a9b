/** Workbooks as offices make them. Read whole: the largest official one has a few megabytes. */
import { type CellObject, read, utils, type WorkSheet } from '@e965/xlsx';
import { RefusedFileError } from '#platform/errors.ts';
import { Archive } from '../workbooks/archive.ts';
import type { Table, TableRow } from './table.ts';

/** What a workbook may unpack to. */
const maximalCells = 20_000_000;
const maximalUnpacked = 512 * 1024 * 1024;

export function isWorkbook(bytes: Uint8Array): boolean {
  const starts = (...start: number[]): boolean => start.every((byte, index) => bytes[index] === byte);
  return starts(0x50, 0x4b, 3, 4) || starts(0xd0, 0xcf, 0x11, 0xe0);
}

/** The sheet by its name or its number from 1; without one the first. */
export function readWorkbook(bytes: Uint8Array, sheet?: string | number): Table {
  refuseIfHuge(bytes);
  const workbook = open(bytes);
  const name = typeof sheet === 'string' ? sheet : workbook.SheetNames[(sheet ?? 1) - 1];
  const found = name === undefined ? undefined : workbook.Sheets[name];
  if (found === undefined) {
    throw new RefusedFileError(
      'UNKNOWN_FORMAT',
      `The workbook has no sheet ${sheet}.`,
      `Name one of: ${workbook.SheetNames.join(', ')}.`,
    );
  }
  return tableOf(name ?? '', found);
}

export function readSheets(bytes: Uint8Array): Table[] {
  refuseIfHuge(bytes);
  const { SheetNames, Sheets } = open(bytes);
  return SheetNames.flatMap((name) => (Sheets[name] === undefined ? [] : tableOf(name, Sheets[name])));
}

function tableOf(name: string, sheet: WorkSheet): Table {
  const rows = rowsOf(sheet);
  return { format: `xlsx ${name}`, hasWholeRows: false, endsOpen: false, rows: () => rows };
}

function open(bytes: Uint8Array): ReturnType<typeof read> {
  try {
    return read(bytes, { dense: true, cellHTML: false, cellFormula: false, cellDates: false });
  } catch (error) {
    throw new RefusedFileError('UNREADABLE', 'The workbook cannot be read.', 'Open it and save it again as xlsx.', {
      cause: error,
    });
  }
}

function refuseIfHuge(bytes: Uint8Array): void {
  if (bytes[0] !== 0x50) return;
  new Archive(bytes).checkSizes(maximalUnpacked);
}

/** A merged cell stands for every cell it covers, so that headings over several columns reach all of them. */
function rowsOf(sheet: WorkSheet): TableRow[] {
  const width = widthOf(sheet['!data'] ?? []);
  const cells: string[][] = (sheet['!data'] ?? []).map((row) => Array.from(row ?? [], textOf));
  for (const { s: from, e: to } of sheet['!merges'] ?? []) {
    const text = cells[from.r]?.[from.c] ?? '';
    for (let r = from.r; r <= Math.min(to.r, cells.length - 1); r++) {
      const row = cells[r] ?? [];
      for (let c = from.c; c <= Math.min(to.c, width - 1); c++) row[c] = text;
      cells[r] = row;
    }
  }
  const rows = cells.map((row, index) => ({
    number: index + 1,
    ordinal: index + 1,
    cells: Array.from(row, (cell) => cell ?? ''),
  }));
  return rows
    .filter((row) => row.cells.some((cell) => cell.trim() !== ''))
    .map((row) => ({ ...row, text: row.cells.join(';') }));
}

/** A few cells far to the right make every row as long; one merge may claim a whole sheet of a million rows. */
function widthOf(rows: readonly (readonly unknown[] | undefined)[]): number {
  let width = 0;
  let cells = 0;
  for (const row of rows) {
    width = Math.max(width, row?.length ?? 0);
    cells += row?.length ?? 0;
  }
  if (cells <= maximalCells) return width;
  throw new RefusedFileError(
    'TOO_LARGE',
    `A sheet of the workbook has ${cells} cells, most of them empty.`,
    'Delete what stands far to the right of its table.',
  );
}

/** Numbers as they are stored, not as they are shown: a format may round them. */
function textOf(cell: CellObject | undefined): string {
  if (cell?.v === undefined || cell.t === 'z') return '';
  if (cell.t === 'e') return String(cell.w ?? '#ERR');
  return String(cell.v).replaceAll(/\s+/g, ' ').trim();
}

/** `A` → 0, `AB` → 27 */
export function columnIndex(letters: string): number {
  return utils.decode_col(letters);
}
