/** COPY's text format: cells between tabs. */
import { cellSetters, type RowReader, type SetCell } from './rows.ts';
import type { ParquetColumn } from './schema.ts';
import type { ParquetTable } from './table.ts';

const tab = 0x09;
const lineFeed = 0x0a;
const backslash = 0x5c;
const dayMs = 86_400_000;
const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

const textOf = (bytes: Buffer, start: number, end: number): string => bytes.toString('utf8', start, end);
const number = (bytes: Buffer, start: number, end: number): number => Number(textOf(bytes, start, end));

const numbers = {
  integer: number,
  number,
  decimal: number,
  boolean: (bytes: Buffer, start: number): number => (bytes[start] === 't'.charCodeAt(0) ? 1 : 0),
  date: (bytes: Buffer, start: number, end: number): number => Date.parse(textOf(bytes, start, end)) / dayMs,
  datetime: (bytes: Buffer, start: number, end: number): number => Date.parse(textOf(bytes, start, end)),
};

export class TextRows implements RowReader {
  readonly #table: ParquetTable;
  readonly #set: readonly SetCell[];

  constructor(columns: readonly ParquetColumn[], table: ParquetTable) {
    this.#table = table;
    this.#set = cellSetters(columns, table, numbers);
  }

  read(bytes: Buffer): number {
    let line = 0;
    for (let end = bytes.indexOf(lineFeed); end !== -1; end = bytes.indexOf(lineFeed, line)) {
      this.#row(bytes, line, end);
      line = end + 1;
    }
    return line;
  }

  /** Tabs and line feeds inside a cell are escaped. */
  #row(bytes: Buffer, start: number, end: number): void {
    let [cell, column, hasEscape] = [start, 0, false];
    for (let at = start; at <= end; at += 1) {
      const byte = bytes[at];
      if (byte === backslash) hasEscape = true;
      if (byte !== tab && at !== end) continue;
      this.#cell(column, bytes.subarray(cell, at), hasEscape);
      [cell, column, hasEscape] = [at + 1, column + 1, false];
    }
    this.#table.endRow();
  }

  #cell(column: number, bytes: Buffer, hasEscape: boolean): void {
    const { row, columns } = this.#table;
    if (hasEscape && bytes.length === 2 && bytes[1] === 'N'.charCodeAt(0)) {
      columns[column]?.setNull(row);
      return;
    }
    const cell = hasEscape ? Buffer.from(unescaped(bytes.toString('utf8'))) : bytes;
    this.#set[column]?.(row, cell, 0, cell.length);
  }
}

function unescaped(cell: string): string {
  return cell.replaceAll(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter);
}
