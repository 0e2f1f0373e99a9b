/** The rows of a register under the columns of TERC, whatever the file was written with. */
import type { Content } from '#formats/contents.ts';
import { cellsOfLine } from '#formats/csv-records.ts';
import { dayOf } from '#formats/days.ts';
import { openTable, type TableOptions } from '#formats/open.ts';
import { type HeadedTable, headedTable } from '#formats/records.ts';
import { cellText, isBlank, rowsOf, rowText, type TableFile, type TableRow } from '#formats/table.ts';
import { RefusedFileError } from '#platform/errors.ts';
import {
  type Column,
  columnOf,
  isBareRow,
  isHeader,
  officialOrder,
  refuseOtherCatalogue,
  refuseOtherHeadings,
} from './columns.ts';

/** One record of the file before it is judged. Cells hold the text as it stands; an absent column is undefined. */
export interface RawRecord {
  /** Line in a csv, ordinal of the record in XML and JSON; both from 1. */
  readonly row: number;
  readonly cells: Partial<Record<Column, string>>;
  readonly original: string;
  /** Why the record could not be taken apart; its cells are then empty. */
  readonly fault: string | null;
  /** The record lacks columns that the others have. */
  readonly short: boolean;
}

export interface RegisterTable {
  readonly format: string;
  readonly records: readonly RawRecord[];
  /** A date that the file states for all its rows: the XML catalogue's, or `Stan na` in a preamble. */
  readonly statedDate: string | null;
  /** Only lines of text can lose their end unnoticed; XML and JSON are closed, sheets are in an archive. */
  readonly isText: boolean;
}

/** Bounds the memory that a file can ask for; the register has 4,400 rows. */
const maxRecords = 500_000;
const maxLine = 10_000;
const CSV_OR_XML = 'Load the csv or xml file that eteryt.stat.gov.pl offers under TERC (urzędowy).';

/** The official file is 1 MB as XML; ten times the country still fits many times over. */
export const reading: TableOptions = {
  what: 'a TERC register',
  hint: CSV_OR_XML,
  maxBytes: 64 * 1024 * 1024,
  maxUnpackedBytes: 128 * 1024 * 1024,
  preference,
  recognise: [isRegisterHeader, isBareRow],
  // No name in TERC holds a line break, and one stray quotation mark then costs one row instead of several.
  lineBreaks: false,
  longestRecord: maxLine,
  refuseCut: false,
  maxRecords,
};

/** A collection of downloads may hold the address variant and other catalogues beside the official register. */
function preference(name: string): number {
  const official = /urz[eę]d/i.test(name) ? 0 : /terc/i.test(name) && !/adres/i.test(name) ? 10 : 20;
  return official + (/\.xml$/i.test(name) ? 1 : 0);
}

function isRegisterHeader(cells: readonly string[]): boolean {
  refuseOtherHeadings(cells);
  return isHeader(cells.map(columnOf));
}

export function readRegisterTable(content: Content): RegisterTable {
  const table = openTable({ ...content, bytes: withoutAppendedPage(content) }, reading);
  refuseOtherCatalogue(table.properties['catalog.name'] ?? '');
  const headed = headedTable(table, isRegisterHeader);
  const layout = headed === null ? bareLayout(table) : layoutOf(headed);
  const records = recordsOf(layout, table.kind);
  return {
    format: table.format,
    records,
    statedDate: dayOf(table.properties['catalog.date'] ?? null) ?? statedDate(layout.preamble),
    isText: table.kind === 'csv',
  };
}

/** e-TERYT appends the HTML page of its form to what it serves. */
function withoutAppendedPage({ bytes, kind }: Content): Uint8Array {
  if (kind !== 'text') return bytes;
  const page = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .search(/<!doctype html|<html[\s>]/i);
  const before = bytes.subarray(0, Math.max(0, page));
  return before.some((byte) => byte > 32 && byte < 0x7f && byte !== 0x3c) && !startsAsXhtml(before) ? before : bytes;
}

/** `<?xml version="1.0"?><html …`: the page is all there is. */
function startsAsXhtml(before: Uint8Array): boolean {
  return /^\W*<\?xml[^>]*>\s*$/.test(Buffer.from(before).toString('latin1'));
}

interface Layout {
  readonly columns: readonly (Column | null)[];
  readonly rows: Iterable<TableRow>;
  readonly header: string;
  readonly preamble: string;
}

function layoutOf({ headings: named, preamble, rows }: HeadedTable): Layout {
  const headings = [...named];
  while (headings.length > officialOrder.length && headings.at(-1) === '') headings.pop();
  const columns = headings.map(columnOf);
  return { columns, rows: rows(), header: headings.join('\n'), preamble };
}

/** Without a header the official order holds; the label and the date may be left out. */
function bareLayout(table: TableFile): Layout {
  const above: string[] = [];
  for (const sheet of table.sheets) {
    for (const row of rowsOf(sheet)) {
      const cells = trimmed(row);
      if (table.kind !== 'json' && !isBareRow(cells)) {
        above.push(rowText(row));
        continue;
      }
      if (table.kind === 'json' && row.number === 0) throw notARegister(table, above);
      const columns = table.kind === 'json' ? officialOrder : officialOrder.slice(0, cells.length);
      const rows = rowsFrom(table, row.ordinal);
      return { columns, rows, header: '', preamble: above.join('\n') };
    }
  }
  throw notARegister(table, above);
}

function* rowsFrom({ sheets: [sheet] }: TableFile, ordinal: number): Generator<TableRow> {
  if (sheet === undefined) return;
  for (const row of rowsOf(sheet)) if (row.ordinal >= ordinal && (row.fault !== null || !isBlank(row))) yield row;
}

function recordsOf({ columns, rows, header }: Layout, kind: TableFile['kind']): RawRecord[] {
  const records: RawRecord[] = [];
  for (const row of rows) {
    // Partial exports that were joined repeat the header.
    if (header !== '' && row.cells.map((cell) => cellText(cell).trim()).join('\n') === header) continue;
    if (records.length >= maxRecords) throw tooManyRecords();
    records.push(recordOf(row, columns, kind));
  }
  if (isFooter(records.at(-1))) records.pop();
  return records;
}

const tooManyRecords = (): RefusedFileError =>
  new RefusedFileError(
    'TOO_LARGE',
    `The file holds more than ${maxRecords} records.`,
    'A TERC register has about 4,400: load that file.',
  );

function recordOf(row: TableRow, columns: readonly (Column | null)[], kind: TableFile['kind']): RawRecord {
  const original = rowText(row);
  const broken = (fault: string, short = false): RawRecord => ({ row: row.number, cells: {}, original, fault, short });
  if (row.fault !== null && row.fault.kind !== 'DAMAGED_TEXT')
    return broken(reasonOf(row), row.fault.kind === 'OPEN_QUOTE');
  const cells = trimmed(row);
  const width = columns.length;
  const fitted = cells.length > width ? joinLabel(cells, columns, original) : cells;
  const wanted = columns.findLastIndex((column) => column !== null) + 1;
  if (kind === 'csv' && fitted.length > width)
    return broken(`The row has ${cells.length} columns instead of ${width}.`);
  if (kind === 'csv' && fitted.length < wanted)
    return broken(`The row has ${cells.length} columns instead of ${width}.`, true);
  const record: RawRecord['cells'] = {};
  columns.forEach((column, index) => {
    if (column !== null && record[column] === undefined) record[column] = fitted[index] ?? '';
  });
  return { row: row.number, cells: record, original, fault: damageOf(row, columns), short: false };
}

function reasonOf({ fault }: TableRow): string {
  if (fault?.kind === 'NO_RECORD') return 'The record is not a JSON object with the columns of TERC.';
  return fault?.reason ?? '';
}

/** A damaged code or name is judged as what it reads; only a damaged cell that nobody reads needs no word. */
function damageOf({ fault }: TableRow, columns: readonly (Column | null)[]): string | null {
  const column = fault?.index == null ? null : (columns[fault.index] ?? null);
  return column === null ? null : `${column}: ${fault?.reason}`;
}

/** Empty cells at the end are dropped: spreadsheets add them. */
function trimmed({ cells: read }: TableRow): string[] {
  const cells = read.map(cellText);
  while (cells.length > officialOrder.length && cells.at(-1)?.trim() === '') cells.pop();
  return cells;
}

/** The one cell that holds commas is the label (`miasto stołeczne, na prawach powiatu`), where a writer forgot to quote it. */
function joinLabel(cells: string[], columns: readonly (Column | null)[], line: string): string[] {
  const at = columns.indexOf('NAZWA_DOD');
  if (at < 0 || cellsOfLine(line, ',')?.length !== cells.length) return cells;
  const surplus = cells.length - columns.length;
  return [...cells.slice(0, at), cells.slice(at, at + surplus + 1).join(','), ...cells.slice(at + surplus + 1)];
}

/** `(4360 rows affected)`, `Razem: 4360`: a last line of words. A cut row begins with a digit. */
function isFooter(last: RawRecord | undefined): boolean {
  return last?.short === true && /^[\p{L}(]/u.test(last.original) && !/[;\t|]|,\S/.test(last.original);
}

function statedDate(preamble: string): string | null {
  const text = /stan\s+na\D{0,20}(\d[\d.\-/]{7,9})/i.exec(preamble)?.[1];
  return text === undefined ? null : dayOf(text);
}

function notARegister({ kind, sheets: [sheet] }: TableFile, above: readonly string[]): RefusedFileError {
  if (kind === 'xml') {
    const hint = 'Load the xml that eteryt.stat.gov.pl offers under TERC.';
    return new RefusedFileError('EMPTY', 'The XML holds no row of a register.', hint);
  }
  const hint = 'Load the csv, xml or zip that eteryt.stat.gov.pl offers under TERC (urzędowy).';
  if (kind === 'json') {
    const message = 'The JSON is no TERC register: its objects have no WOJ, POW, GMI, RODZ, NAZWA.';
    return new RefusedFileError('UNKNOWN_FORMAT', message, hint);
  }
  const [first] = sheet === undefined ? [] : rowsOf(sheet);
  const start = (above[0] ?? (first === undefined ? '' : rowText(first))).slice(0, 60);
  const message = `No header WOJ, POW, GMI, RODZ, NAZWA … and no rows of TERC found; the file begins “${start}”.`;
  return new RefusedFileError('UNKNOWN_FORMAT', message, hint);
}
