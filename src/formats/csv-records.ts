/**
 * Delimited text, record by record (RFC 4180, and what is written instead). A quotation mark opens a cell only at its
 * beginning and closes it only before a delimiter or the end of the line; one that is never closed costs its own line.
 */
import type { RowDamage } from './table.ts';

export type Delimiter = ';' | '\t' | ',' | '|';

export interface CsvRecord {
  readonly number: number;
  readonly ordinal: number;
  readonly cells: readonly string[];
  readonly text: string;
  readonly fault: RowDamage | null;
}

export interface CsvRules {
  readonly delimiter: Delimiter;
  /** Whether a cell in quotation marks may hold line breaks. */
  readonly lineBreaks: boolean;
  /** Characters; what is longer is no record of a table. */
  readonly longestRecord: number;
}

export function* csvRecords(pieces: Iterable<string>, rules: CsvRules): Generator<CsvRecord> {
  const scanner = new Scanner(rules);
  for (const piece of pieces) yield* scanner.read(piece, false);
  yield* scanner.read('', true);
}

/** One line, or one record, as its cells; null when a quotation mark stays open. */
export function cellsOfLine(line: string, delimiter: Delimiter): string[] | null {
  if (!line.includes('"')) return line.split(delimiter);
  const record = quotedRecord(line, delimiter);
  return typeof record === 'string' ? null : unwrapped(record.cells, line, delimiter);
}

class Scanner {
  readonly #rules: CsvRules;
  #text = '';
  #start = 0;
  #number = 1;
  #ordinal = 1;
  /** The rest of a line that was too long is passed over. */
  #isSkipping = false;
  readonly #breaks = { feed: -1, carriage: -1 };

  constructor(rules: CsvRules) {
    this.#rules = rules;
  }

  *read(piece: string, isEnd: boolean): Generator<CsvRecord> {
    this.#take(piece);
    while (this.#start < this.#text.length) {
      const end = this.#endOfLine(isEnd);
      if (this.#isSkipping) {
        if (!this.#skipTo(end)) return;
        continue;
      }
      if (end === null && this.#text.length - this.#start <= this.#rules.longestRecord) return;
      const record = this.#recordTo(end, isEnd);
      if (record === null) return;
      if (record.fault !== null || record.cells.some((cell) => cell !== '' && cell.trim() !== '')) yield record;
    }
  }

  #take(piece: string): void {
    this.#text = this.#text.slice(this.#start) + piece;
    this.#start = 0;
    this.#breaks.feed = this.#breaks.carriage = -1;
  }

  /** Null when the text so far ends before the line does. */
  #endOfLine(isEnd: boolean): number | null {
    const feed = this.#next('feed', '\n');
    const carriage = this.#next('carriage', '\r');
    const end = Math.min(feed, carriage);
    const { length } = this.#text;
    // Of a carriage return at the end nobody knows whether a line feed follows.
    if (end === length || (end === carriage && end + 1 === length)) return isEnd ? end : null;
    return end;
  }

  #next(kind: 'feed' | 'carriage', character: string): number {
    if (this.#breaks[kind] < this.#start) {
      const found = this.#text.indexOf(character, this.#start);
      this.#breaks[kind] = found < 0 ? this.#text.length : found;
    }
    return this.#breaks[kind];
  }

  #skipTo(end: number | null): boolean {
    this.#start = end === null ? this.#text.length : afterBreak(this.#text, end);
    this.#isSkipping = end === null;
    return end !== null;
  }

  /** Null when more of the text is needed. */
  #recordTo(end: number | null, isEnd: boolean): CsvRecord | null {
    const { delimiter, lineBreaks, longestRecord } = this.#rules;
    const longest = this.#start + longestRecord;
    if (end === null || end > longest) return this.#tooLong(longest);
    const line = this.#text.slice(this.#start, end);
    if (!line.includes('"')) return this.#record(line.split(delimiter), line);
    const text = lineBreaks ? this.#text.slice(this.#start, longest) : line;
    const isAll = isEnd || !lineBreaks || text.length === longestRecord;
    const quoted = quotedRecord(text, delimiter);
    // A closing mark at the end of what is known may be the first of two.
    const isWhole = typeof quoted !== 'string' && (quoted.end < text.length || isEnd || !lineBreaks);
    if (!isWhole) return isAll ? this.#openQuote(line) : null;
    const whole = text.slice(0, quoted.end);
    return this.#record(unwrapped(quoted.cells, whole, delimiter), whole);
  }

  #record(cells: readonly string[], text: string, fault: RowDamage | null = null): CsvRecord {
    const record = { number: this.#number, ordinal: this.#ordinal, cells, text, fault };
    this.#number += countLines(text);
    this.#ordinal += 1;
    this.#start = afterBreak(this.#text, this.#start + text.length);
    return record;
  }

  #openQuote(text: string): CsvRecord {
    const reason = 'A quotation mark is opened and not closed: close or remove it.';
    return this.#record(text.split(this.#rules.delimiter), text, { kind: 'OPEN_QUOTE', index: null, reason });
  }

  #tooLong(end: number): CsvRecord {
    const text = this.#text.slice(this.#start, end);
    const reason = `The line has more than ${this.#rules.longestRecord} characters: is a line break missing?`;
    this.#isSkipping = true;
    return this.#record([], text, { kind: 'TOO_LONG', index: null, reason });
  }
}

function afterBreak(text: string, at: number): number {
  if (text.startsWith('\r\n', at)) return at + 2;
  return text[at] === '\n' || text[at] === '\r' ? at + 1 : at;
}

function countLines(text: string): number {
  if (!text.includes('\n') && !text.includes('\r')) return 1;
  return text.split(/\r\n|\n|\r/).length;
}

interface QuotedRecord {
  readonly cells: string[];
  readonly end: number;
}

/** `OPEN` when a quotation mark is not closed in this text. */
function quotedRecord(text: string, delimiter: Delimiter): QuotedRecord | 'OPEN' {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const opening = skipBlanks(text, at, delimiter);
    if (text[opening] === '"') {
      const closing = closingQuote(text, opening, delimiter);
      if (closing === null) return 'OPEN';
      cells.push(text.slice(opening + 1, closing).replaceAll('""', '"'));
      at = skipBlanks(text, closing + 1, delimiter);
    } else {
      const end = endOfCell(text, at, delimiter);
      cells.push(text.slice(at, end));
      at = end;
    }
    if (text[at] !== delimiter) return { cells, end: at };
    at += 1;
  }
}

function skipBlanks(text: string, from: number, delimiter: Delimiter): number {
  let at = from;
  while (text[at] === ' ' || (text[at] === '\t' && delimiter !== '\t')) at += 1;
  return at;
}

function endOfCell(text: string, from: number, delimiter: Delimiter): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}

/** Null when there is none; marks inside a cell that nobody doubled stand for themselves. */
function closingQuote(text: string, opening: number, delimiter: Delimiter): number | null {
  for (let at = text.indexOf('"', opening + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    if (text[at + 1] === '"') {
      at += 1;
      continue;
    }
    const next = text[skipBlanks(text, at + 1, delimiter)];
    if (next === undefined || next === delimiter || next === '\n' || next === '\r') return at;
  }
  return null;
}

/** A spreadsheet that took the file for one column puts whole lines in quotation marks. */
function unwrapped(cells: readonly string[], text: string, delimiter: Delimiter): string[] {
  const [only = ''] = cells;
  if (cells.length > 1 || !text.trimStart().startsWith('"') || !only.includes(delimiter)) return [...cells];
  return cellsOfLine(only, delimiter) ?? only.split(delimiter);
}
