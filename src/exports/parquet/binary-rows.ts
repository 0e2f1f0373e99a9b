/** COPY's binary format: numbers need no reading, and no text has anything escaped. */
import { cellSetters, type RowReader, type SetCell } from './rows.ts';
import type { ParquetColumn } from './schema.ts';
import type { ParquetTable } from './table.ts';

const signatureBytes = 11;
const fieldsBytes = 2;
const lengthBytes = 4;
const endOfFile = -1;
/** PostgreSQL counts from 1 January 2000. */
const epochDays = 10_957;
const epochMs = epochDays * 86_400_000;

const int32 = (bytes: Buffer, at: number): number =>
  ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);

const double = (bytes: Buffer, at: number): number => bytes.readDoubleBE(at);

/** Microseconds of any year that a day may have are exact. */
const milliseconds = (bytes: Buffer, at: number): number =>
  Math.floor((int32(bytes, at) * 2 ** 32 + (int32(bytes, at + 4) >>> 0)) / 1_000) + epochMs;

const numbers = {
  integer: int32,
  number: double,
  decimal: double,
  boolean: (bytes: Buffer, at: number): number => bytes[at] ?? 0,
  date: (bytes: Buffer, at: number): number => int32(bytes, at) + epochDays,
  datetime: milliseconds,
};

export class BinaryRows implements RowReader {
  readonly #table: ParquetTable;
  readonly #set: readonly SetCell[];
  #hasHeader = false;

  constructor(columns: readonly ParquetColumn[], table: ParquetTable) {
    this.#table = table;
    this.#set = cellSetters(columns, table, numbers);
  }

  read(bytes: Buffer): number {
    let at = this.#hasHeader ? 0 : this.#header(bytes);
    for (let end = endOfRow(bytes, at); this.#hasHeader && end > at; end = endOfRow(bytes, at)) {
      if (bytes.readInt16BE(at) !== endOfFile) this.#row(bytes, at + fieldsBytes);
      at = end;
    }
    return at;
  }

  #header(bytes: Buffer): number {
    const begin = signatureBytes + lengthBytes;
    const end =
      bytes.length < begin + lengthBytes ? Number.POSITIVE_INFINITY : begin + lengthBytes + int32(bytes, begin);
    if (end > bytes.length) return 0;
    this.#hasHeader = true;
    return end;
  }

  #row(bytes: Buffer, start: number): void {
    const { row, columns } = this.#table;
    let at = start;
    for (let column = 0; column < columns.length; column += 1) {
      const length = int32(bytes, at);
      at += lengthBytes;
      if (length < 0) {
        columns[column]?.setNull(row);
        continue;
      }
      this.#set[column]?.(row, bytes, at, at + length);
      at += length;
    }
    this.#table.endRow();
  }
}

/** Where it began, when it is not whole. */
function endOfRow(bytes: Buffer, start: number): number {
  if (start + fieldsBytes > bytes.length) return start;
  const fields = bytes.readInt16BE(start);
  let at = start + fieldsBytes;
  for (let field = 0; field < fields; field += 1) {
    if (at + lengthBytes > bytes.length) return start;
    at += lengthBytes + Math.max(0, int32(bytes, at));
  }
  return at > bytes.length ? start : at;
}
