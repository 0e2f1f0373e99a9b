/**
 * Binary workbooks (.xls, BIFF8) through SheetJS. A sheet has at most 65,536 rows, and one sheet is read at a time; the
 * format cannot be read as a stream.
 */
import { read, type WorkSheet } from '@e965/xlsx';
import { RefusedFileError } from '#platform/errors.ts';
import { batchSize, type Cell, type Sheet, type TableRow, type Workbook } from './model.ts';

export function openXls(bytes: Uint8Array): Workbook {
  const overview = readWorkbook(bytes, { bookSheets: true, bookProps: false });
  const names = overview.SheetNames;
  let consumed = 0;
  let kept: { readonly index: number; readonly sheet: WorkSheet | undefined } | undefined;
  const sheetAt = (index: number): WorkSheet | undefined => {
    if (kept?.index !== index)
      kept = { index, sheet: readWorkbook(bytes, { sheets: index }).Sheets[names[index] ?? ''] };
    return kept.sheet;
  };
  return {
    format: 'xls',
    date1904: readWorkbook(bytes, { sheets: [], bookProps: false }).Workbook?.WBProps?.date1904 === true,
    size: bytes.length,
    position: () => consumed,
    close: () => undefined,
    sheets: names.map(
      (name, index): Sheet => ({
        name,
        rows: async function* () {
          yield* batchesOf(sheetAt(index));
          consumed = Math.round((bytes.length * (index + 1)) / names.length);
        },
      }),
    ),
  };
}

function readWorkbook(bytes: Uint8Array, options: Parameters<typeof read>[1]): ReturnType<typeof read> {
  try {
    return read(bytes, {
      type: 'buffer',
      dense: true,
      cellFormula: false,
      cellHTML: false,
      cellText: false,
      ...options,
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const mend = 'Open it in a spreadsheet program, save it as xlsx and load that.';
    throw new RefusedFileError('UNREADABLE', `The binary workbook cannot be read: ${why}`, mend, { cause });
  }
}

type DenseRow = readonly ({ readonly t?: string; readonly v?: unknown } | undefined)[];

function* batchesOf(sheet: WorkSheet | undefined): Generator<readonly TableRow[]> {
  const rows = ((sheet as { '!data'?: readonly (DenseRow | undefined)[] } | undefined)?.['!data'] ?? []) as DenseRow[];
  for (let start = 0; start < rows.length; start += batchSize) {
    const batch = rows.slice(start, start + batchSize);
    yield batch.map((row, index) => ({ number: start + index + 1, cells: Array.from(row ?? [], cellOf) }));
  }
}

function cellOf(cell: { readonly t?: string; readonly v?: unknown } | undefined): Cell {
  const value = cell?.t === 'e' ? null : cell?.v;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
