/**
 * Makes Parquet of rows: gathers them into groups and encodes each when it is full. What the pages and the footer look
 * like in bytes is hyparquet-writer's part.
 */
import { ByteWriter } from 'hyparquet-writer';
import { writeMetadata } from 'hyparquet-writer/src/metadata.js';
import { type RowGroup, writeChunk } from './chunk.ts';
import { NumberColumn } from './number-column.ts';
import { geoMetadata, type ParquetColumn, physicalType, schemaOf } from './schema.ts';
import { TextColumn } from './text-column.ts';

/** As many as still compress well: all their values are in memory at once. */
const rowsOfGroup = 100_000;
/** Of distinct texts: a group of long ones ends earlier. */
const bytesOfGroup = 16 * 1024 * 1024;
const magic = 0x31524150;

export type GatheredColumn = TextColumn | NumberColumn;

export class ParquetTable {
  readonly columns: readonly GatheredColumn[];
  readonly #declared: readonly ParquetColumn[];
  readonly #writer = new ByteWriter();
  readonly #groups: RowGroup[] = [];
  /** Of the group. */
  #rows = 0;
  #rowsOfFile = 0;

  constructor(columns: readonly ParquetColumn[]) {
    this.#declared = columns;
    this.columns = columns.map((column) => {
      const type = physicalType(column);
      return type === 'BYTE_ARRAY' ? new TextColumn(rowsOfGroup) : new NumberColumn(type, rowsOfGroup);
    });
    this.#writer.appendUint32(magic);
  }

  /** The place in the group of the row whose cells are being set. */
  get row(): number {
    return this.#rows;
  }

  endRow(): void {
    this.#rows += 1;
    if (this.#rows === rowsOfGroup || this.#bytes() > bytesOfGroup) this.#writeGroup();
  }

  #bytes(): number {
    let bytes = 0;
    for (const column of this.columns) bytes += column.bytes;
    return bytes;
  }

  #writeGroup(): void {
    if (this.#rows === 0) return;
    const start = this.#writer.offset;
    const chunks = this.#declared.map((declared, at) => {
      const column = this.columns[at] as GatheredColumn;
      const chunk = writeChunk(this.#writer, declared, column.encode(this.#rows, declared.type !== 'geometry'));
      column.clear();
      return chunk;
    });
    const sizes = chunks.map(({ meta_data }) => meta_data?.total_uncompressed_size ?? 0n);
    this.#groups.push({
      columns: chunks,
      total_byte_size: sizes.reduce((sum, size) => sum + size, 0n),
      num_rows: BigInt(this.#rows),
      total_compressed_size: BigInt(this.#writer.offset - start),
    });
    this.#rowsOfFile += this.#rows;
    this.#rows = 0;
  }

  /** Ends the file. */
  end(): void {
    this.#writeGroup();
    writeMetadata(this.#writer, {
      version: 2,
      created_by: 'wezel',
      schema: schemaOf(this.#declared),
      num_rows: BigInt(this.#rowsOfFile),
      row_groups: this.#groups,
      key_value_metadata: geoMetadata(this.#declared),
      metadata_length: 0,
    });
    this.#writer.appendUint32(magic);
  }

  /** The bytes of the file that are ready. */
  take(): Uint8Array<ArrayBuffer> {
    const bytes = Uint8Array.from(this.#writer.getBytes());
    this.#writer.index = 0;
    return bytes;
  }
}
