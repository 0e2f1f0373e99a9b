/** Parquet of the bytes that COPY sends, piece by piece. */
import { BinaryRows } from './binary-rows.ts';
import type { RowFormat, RowReader } from './rows.ts';
import type { ParquetColumn } from './schema.ts';
import { ParquetTable } from './table.ts';
import { TextRows } from './text-rows.ts';

export class ParquetEncoder {
  readonly #table: ParquetTable;
  readonly #rows: RowReader;
  /** The beginning of a row whose end has not come yet. */
  #rest: Uint8Array = new Uint8Array();

  constructor(columns: readonly ParquetColumn[], format: RowFormat) {
    this.#table = new ParquetTable(columns);
    this.#rows = new (format === 'binary' ? BinaryRows : TextRows)(columns, this.#table);
  }

  /** Bytes of the file that are ready after this chunk. */
  add(chunk: Uint8Array): Uint8Array<ArrayBuffer> {
    const bytes = Buffer.concat([this.#rest, chunk]);
    this.#rest = bytes.subarray(this.#rows.read(bytes));
    return this.#table.take();
  }

  end(): Uint8Array<ArrayBuffer> {
    this.#table.end();
    return this.#table.take();
  }
}
