/**
 * Binary workbooks (.xls, BIFF8) through SheetJS. A sheet has at most 65,536 rows, and one sheet is read at a time; the
 * format cannot be read as a stream.
 */
import { read, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { RefusedFileError } from '#platform/errors.ts';
import { damageReason, isStorable, storable } from './storable.ts';
import { batchSize, type Cell, type Merge, type Sheet, type TableFile, type TableRow } from './table.ts';
import { type SheetOptions, workbookProperties } from './workbook-options.ts';

/** Of a compound file ([MS-CFB] 2.2); the first half of it alone is not enough for SheetJS, which then reads text. */
const signature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

export function openXls(bytes: Uint8Array, { errorsAsText = false }: SheetOptions = {}): TableFile {
  if (!signature.every((byte, index) => bytes[index] === byte)) throw unreadable('it is cut off');
  const overview = readWorkbook(bytes, { sheets: [], bookProps: false });
  const names = readWorkbook(bytes, { bookSheets: true, bookProps: false }).SheetNames;
  let consumed = 0;
  let cached: { readonly index: number; readonly sheet: WorkSheet | undefined } | undefined;
  const sheetAt = (index: number): WorkSheet | undefined => {
    if (cached?.index !== index)
      cached = { index, sheet: readWorkbook(bytes, { sheets: index }).Sheets[names[index] ?? ''] };
    return cached.sheet;
  };
  return {
    format: 'xls',
    kind: 'xls',
    source: null,
    date1904: overview.Workbook?.WBProps?.date1904 === true,
    endsOpen: false,
    properties: propertiesOf(overview),
    size: bytes.length,
    position: () => consumed,
    close: () => undefined,
    sheets: names.map(
      (name, index): Sheet => ({
        name,
        *rows() {
          yield* batchesOf(sheetAt(index), errorsAsText);
          consumed = Math.round((bytes.length * (index + 1)) / names.length);
        },
        merges: () => mergesOf(sheetAt(index)),
      }),
    ),
  };
}

function readWorkbook(bytes: Uint8Array, options: Parameters<typeof read>[1]): WorkBook {
  try {
    const reading = { type: 'buffer', dense: true, cellFormula: false, cellHTML: false, cellText: false } as const;
    return read(bytes, { ...reading, ...options });
  } catch (cause) {
    throw unreadable(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function unreadable(why: string, cause?: unknown): RefusedFileError {
  const message = `The file is an old Excel or Word file that cannot be read as a workbook: ${why}.`;
  const hint = 'Open it in a spreadsheet program, save it as xlsx and load that.';
  return new RefusedFileError('UNKNOWN_FORMAT', message, hint, { cause });
}

function propertiesOf({ Props = {} }: WorkBook): Readonly<Record<string, string>> {
  const texts = Object.entries(Props).map(([name, value]: [string, unknown]): [string, string] => [
    name,
    value instanceof Date ? value.toISOString() : String(value),
  ]);
  return workbookProperties(texts);
}

type DenseCell = { readonly t?: string; readonly v?: unknown; readonly w?: string } | undefined;
type DenseRow = readonly DenseCell[];

function* batchesOf(sheet: WorkSheet | undefined, errorsAsText: boolean): Generator<readonly TableRow[]> {
  const rows = ((sheet as { '!data'?: readonly (DenseRow | undefined)[] } | undefined)?.['!data'] ?? []) as DenseRow[];
  for (let start = 0; start < rows.length; start += batchSize) {
    const batch = rows.slice(start, start + batchSize);
    yield batch.map((row, index) => rowOf(start + index + 1, row ?? [], errorsAsText));
  }
}

function rowOf(number: number, row: DenseRow, errorsAsText: boolean): TableRow {
  const cells = Array.from(row, (cell) => cellOf(cell, errorsAsText));
  const damaged = cells.findIndex((cell) => typeof cell === 'string' && !isStorable(cell));
  if (damaged < 0) return { number, ordinal: number, cells, text: null, fault: null };
  const fault = { kind: 'DAMAGED_TEXT', index: damaged, reason: damageReason } as const;
  const clean = cells.map((cell) => (typeof cell === 'string' ? storable(cell) : cell));
  return { number, ordinal: number, cells: clean, text: null, fault };
}

function cellOf(cell: DenseCell, errorsAsText: boolean): Cell {
  if (cell?.t === 'e') return errorsAsText ? (cell.w ?? '#ERR') : null;
  const value = cell?.v;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function mergesOf(sheet: WorkSheet | undefined): Merge[] {
  return (sheet?.['!merges'] ?? []).map(({ s, e }) => ({
    from: { row: s.r, column: s.c },
    to: { row: e.r, column: e.c },
  }));
}
