/** Csv as official files have it: any delimiter, quoted or not, with a delimiter at the end of each line or without. */
import { decodeText } from '../teryt/decode.ts';
import type { Table, TableRow } from './table.ts';

const delimiters = [';', '\t', ',', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** A quotation mark that is never closed must not swallow the file. */
const longestRecord = 100_000;

export function readCsv(bytes: Uint8Array, delimiter?: Delimiter): Table {
  const { text, encoding } = decodeText(bytes);
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const by = delimiter ?? delimiterOf(plain);
  return {
    format: `csv ${by === '\t' ? 'tab' : by} ${encoding}`,
    hasWholeRows: true,
    endsOpen: !/[\r\n]$/.test(plain),
    rows: () => rowsOf(plain, by),
  };
}

/** The one that most of the first lines have the same number of. */
function delimiterOf(text: string): Delimiter {
  const lines = text.slice(0, 20_000).split(/\r\n|\n|\r/, 30);
  const score = (delimiter: Delimiter): number => {
    const counts = lines.map((line) => cellsOf(line, delimiter).length).filter((count) => count > 1);
    const same = Map.groupBy(counts, (count) => count);
    return Math.max(0, ...[...same.values()].map((group) => group.length));
  };
  return delimiters.reduce((best, delimiter) => (score(delimiter) > score(best) ? delimiter : best));
}

function* rowsOf(text: string, delimiter: Delimiter): Generator<TableRow> {
  let number = 1;
  let ordinal = 1;
  let start = 0;
  while (start < text.length) {
    const end = endOfRecord(text, start);
    const line = text.slice(start, end);
    const isQuoted = line.includes('"');
    const cells = isQuoted ? cellsOf(line, delimiter) : line.split(delimiter);
    if (cells.some(isFilled)) yield { number, ordinal, cells, text: line };
    ordinal += 1;
    number += isQuoted ? line.split('\n').length : 1;
    start = end + (text.startsWith('\r\n', end) ? 2 : 1);
  }
}

function isFilled(cell: string): boolean {
  return cell !== '' && cell.trim() !== '';
}

/** Where the record's line ends; a line break between quotation marks does not end it. */
function endOfRecord(text: string, start: number): number {
  let end = endOfLine(text, start);
  if (!hasOpenQuote(text.slice(start, end))) return end;
  const first = end;
  while (hasOpenQuote(text.slice(start, end)) && end < text.length) {
    end = endOfLine(text, end + 1);
    if (end - start > longestRecord) return first;
  }
  return hasOpenQuote(text.slice(start, end)) ? first : end;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  if (end === -1) {
    const carriage = text.indexOf('\r', from);
    return carriage === -1 ? text.length : carriage;
  }
  return end > from && text[end - 1] === '\r' ? end - 1 : end;
}

function hasOpenQuote(line: string): boolean {
  let quotes = 0;
  for (let at = line.indexOf('"'); at !== -1; at = line.indexOf('"', at + 1)) quotes += 1;
  return quotes % 2 === 1;
}

/** RFC 4180; a stray quotation mark inside a cell stands for itself. */
function cellsOf(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  let at = 0;
  while (at <= line.length) {
    if (line[at] === '"') {
      const end = closingQuote(line, at, delimiter);
      cells.push(line.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 2;
    } else {
      const end = line.indexOf(delimiter, at);
      cells.push(line.slice(at, end === -1 ? line.length : end));
      at = end === -1 ? line.length + 1 : end + 1;
    }
  }
  return cells;
}

function closingQuote(line: string, opening: number, delimiter: string): number {
  for (let at = line.indexOf('"', opening + 1); at !== -1; at = line.indexOf('"', at + 1)) {
    if (line[at + 1] === '"') at += 1;
    else if (at + 1 === line.length || line[at + 1] === delimiter) return at;
  }
  return line.length;
}
