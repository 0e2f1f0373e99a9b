import { RefusedFileError } from '#platform/errors.ts';
import { type Column, columnOf, isHeader, officialOrder, refuseOtherHeadings, refuseOtherRow } from './columns.ts';
import { MAX_RECORDS, type RawRecord, type RegisterTable, tooManyRecords } from './table.ts';

/*
 * Read line by line: no name in TERC holds a line break, and one stray quotation mark then costs one row instead of
 * everything up to the next one.
 */

const MAX_LINE = 10_000;
const PREVIEW = 100;
const delimiters = [';', '\t', ',', '|'] as const;
type Delimiter = (typeof delimiters)[number];

interface Line {
  readonly number: number;
  readonly text: string;
}

interface Layout {
  readonly delimiter: Delimiter;
  readonly columns: readonly (Column | null)[];
  /** Number of the header's line; 0 when the file has none. */
  readonly headerLine: number;
  readonly firstLine: number;
}

export function readCsvTable(text: string, encoding: string): RegisterTable {
  const preview = [...linesOf(text, PREVIEW)];
  const layout = layoutWithHeader(preview) ?? layoutWithoutHeader(preview);
  if (layout === null) throw notATable(preview);
  const header = preview.find((line) => line.number === layout.headerLine)?.text;
  const records: RawRecord[] = [];
  for (const line of linesOf(text)) {
    // Partial exports that were joined repeat the header.
    if (line.number < layout.firstLine || line.text === header) continue;
    if (records.length >= MAX_RECORDS) throw tooManyRecords();
    records.push(readRecord(line, layout));
  }
  if (isFooter(records.at(-1), layout)) records.pop();
  const name = layout.delimiter === '\t' ? 'tab' : layout.delimiter;
  return { format: `csv ${name} ${encoding}`, records, statedDate: statedDate(preview, layout.firstLine) };
}

/** Lines that are not blank, with their numbers in the file. */
function* linesOf(text: string, limit = Number.POSITIVE_INFINITY): Generator<Line> {
  const breaks = /\r\n|\n|\r/g;
  let start = 0;
  let yielded = 0;
  for (let number = 1; start < text.length && yielded < limit; number++) {
    const end = breaks.exec(text)?.index ?? text.length;
    const line = text.slice(start, end);
    if (/[^\s;,|"]/.test(line)) {
      yielded++;
      yield { number, text: line };
    }
    start = end === text.length ? end : breaks.lastIndex;
  }
}

function layoutWithHeader(preview: readonly Line[]): Layout | null {
  for (const line of preview) {
    if (line.text.length > MAX_LINE) continue;
    for (const delimiter of delimiters) {
      const cells = cellsOf(line.text, delimiter) ?? [];
      refuseOtherHeadings(cells);
      const columns = cells.map(columnOf);
      if (isHeader(columns)) return { delimiter, columns, headerLine: line.number, firstLine: line.number + 1 };
    }
  }
  return null;
}

/** Without a header the official order holds; the label and the date may be left out. */
function layoutWithoutHeader(preview: readonly Line[]): Layout | null {
  for (const line of preview) {
    if (line.text.length > MAX_LINE) continue;
    for (const delimiter of delimiters) {
      const cells = cellsOf(line.text, delimiter) ?? [];
      refuseOtherRow(cells);
      const [woj = '', pow = '', gmi = '', rodz = '', name = ''] = cells.map((cell) => cell.trim());
      const codes = /^\d{1,2}$/.test(woj) && [pow, gmi, rodz].every((code) => /^\d{0,2}$/.test(code));
      if (!codes || !/^\p{L}/u.test(name) || cells.length > officialOrder.length) continue;
      return { delimiter, columns: officialOrder.slice(0, cells.length), headerLine: 0, firstLine: line.number };
    }
  }
  return null;
}

function readRecord(line: Line, layout: Layout): RawRecord {
  const broken = (fault: string, short = false) => ({ row: line.number, cells: {}, original: line.text, fault, short });
  if (line.text.length > MAX_LINE)
    return broken(`The line has ${line.text.length} characters; a row of TERC has about 50.`);
  const cells = cellsOf(line.text, layout.delimiter);
  if (cells === null) return broken('A quotation mark is opened and not closed: close or remove it.', true);
  const width = layout.columns.length;
  const fitted = cells.length > width ? joinLabel(cells, layout) : cells;
  const wanted = layout.columns.findLastIndex((column) => column !== null) + 1;
  if (fitted.length > width) return broken(`The row has ${cells.length} columns instead of ${width}.`);
  if (fitted.length < wanted) return broken(`The row has ${cells.length} columns instead of ${width}.`, true);
  const record: RawRecord['cells'] = {};
  layout.columns.forEach((column, i) => {
    if (column !== null && record[column] === undefined) record[column] = fitted[i] as string;
  });
  return { row: line.number, cells: record, original: line.text, fault: null, short: false };
}

/** Null when a quotation mark stays open. Empty cells at the end are dropped: spreadsheets add them. */
function cellsOf(line: string, delimiter: Delimiter): string[] | null {
  const cells = line.includes('"') ? quotedCells(line, delimiter) : line.split(delimiter);
  if (cells === null) return null;
  // A spreadsheet that took the file for one column quotes whole lines.
  if (cells.length === 1 && line.startsWith('"') && cells[0]?.includes(delimiter)) return cellsOf(cells[0], delimiter);
  while (cells.length > officialOrder.length && cells.at(-1)?.trim() === '') cells.pop();
  return cells;
}

function quotedCells(line: string, delimiter: Delimiter): string[] | null {
  const cells: string[] = [];
  for (let at = 0; at <= line.length; at++) {
    while (line[at] === ' ') at++;
    let cell = '';
    if (line[at] === '"') {
      const quoted = /"((?:[^"]|"")*)"/y;
      quoted.lastIndex = at;
      const match = quoted.exec(line);
      if (match === null) return null;
      cell = (match[1] as string).replaceAll('""', '"');
      at = quoted.lastIndex;
    }
    const end = line.indexOf(delimiter, at);
    cells.push(cell + line.slice(at, end < 0 ? line.length : end));
    if (end < 0) break;
    at = end;
  }
  return cells;
}

/** The one cell that holds commas is the label (`miasto stołeczne, na prawach powiatu`), where a writer forgot to quote it. */
function joinLabel(cells: string[], layout: Layout): string[] {
  const at = layout.columns.indexOf('NAZWA_DOD');
  if (layout.delimiter !== ',' || at < 0) return cells;
  const surplus = cells.length - layout.columns.length;
  return [...cells.slice(0, at), cells.slice(at, at + surplus + 1).join(','), ...cells.slice(at + surplus + 1)];
}

/** `(4360 rows affected)`, `Razem: 4360`: a last line of words. A cut row begins with a digit. */
function isFooter(last: RawRecord | undefined, layout: Layout): boolean {
  return (
    last?.short === true &&
    /^[\p{L}(]/u.test(String(last.original)) &&
    !String(last.original).includes(layout.delimiter)
  );
}

function statedDate(preview: readonly Line[], firstLine: number): string | null {
  for (const line of preview) {
    if (line.number >= firstLine) break;
    const match = /stan\s+na\D{0,20}(\d[\d.\-/]{7,9})/i.exec(line.text);
    if (match) return match[1] as string;
  }
  return null;
}

function notATable(preview: readonly Line[]): RefusedFileError {
  const start = preview[0]?.text.slice(0, 60) ?? '';
  const mend = 'Load the csv, xml or zip that eteryt.stat.gov.pl offers under TERC (urzędowy).';
  return new RefusedFileError(
    'UNKNOWN_FORMAT',
    `No header WOJ, POW, GMI, RODZ, NAZWA … and no rows of TERC found; the file begins “${start}”.`,
    mend,
  );
}
