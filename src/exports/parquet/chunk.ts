/** Writes the values of a column in one group of rows: a dictionary where there is one, and a page. */
import type { ByteWriter } from 'hyparquet-writer';
import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import type { writeMetadata } from 'hyparquet-writer/src/metadata.js';
import { snappyCompress } from 'hyparquet-writer/src/snappy.js';
import { packRuns } from './runs.ts';
import { type ParquetColumn, physicalType } from './schema.ts';

/** Of the footer; the library names none of these types itself. */
export type RowGroup = Parameters<typeof writeMetadata>[1]['row_groups'][number];
type ColumnChunk = RowGroup['columns'][number];
type Encoding = NonNullable<ColumnChunk['meta_data']>['encodings'][number];

export interface EncodedColumn {
  readonly rows: number;
  readonly nulls: number;
  /** Which rows have a value; null: all. */
  readonly flags: Uint8Array | null;
  readonly bounds: { readonly min_value?: number | Uint8Array; readonly max_value?: number | Uint8Array };
  readonly dictionary: { readonly bytes: Uint8Array; readonly count: number } | null;
  /** Parts of the page, behind one another. */
  readonly values: readonly Uint8Array[];
}

export function writeChunk(writer: ByteWriter, column: ParquetColumn, encoded: EncodedColumn): ColumnChunk {
  const { rows, nulls, bounds, dictionary } = encoded;
  const start = writer.offset;
  const encoding: Encoding = dictionary === null ? 'PLAIN' : 'RLE_DICTIONARY';
  const dictionaryBytes = dictionary === null ? 0 : writeDictionary(writer, dictionary);
  const page = writer.offset;
  const pageBytes = writePage(writer, column, encoded, encoding);
  const dictionaryStats = { page_type: 'DICTIONARY_PAGE', encoding: 'PLAIN', count: 1 } as const;
  return {
    file_offset: BigInt(start),
    meta_data: {
      type: physicalType(column),
      encodings: dictionary === null ? ['PLAIN'] : ['PLAIN', 'RLE_DICTIONARY'],
      path_in_schema: [column.name],
      codec: 'SNAPPY',
      num_values: BigInt(rows),
      total_compressed_size: BigInt(writer.offset - start),
      total_uncompressed_size: BigInt(dictionaryBytes + pageBytes),
      data_page_offset: BigInt(page),
      ...(dictionary === null ? {} : { dictionary_page_offset: BigInt(start) }),
      statistics: { ...bounds, null_count: BigInt(nulls) },
      encoding_stats: [
        ...(dictionary === null ? [] : [dictionaryStats]),
        { page_type: 'DATA_PAGE_V2', encoding, count: 1 },
      ],
    },
  };
}

/** Returns its bytes as they are uncompressed, header included. */
function writeDictionary(writer: ByteWriter, { bytes, count }: NonNullable<EncodedColumn['dictionary']>): number {
  const compressed = snappyCompress(bytes);
  const start = writer.offset;
  writePageHeader(writer, {
    type: 'DICTIONARY_PAGE',
    uncompressed_page_size: bytes.length,
    compressed_page_size: compressed.length,
    dictionary_page_header: { num_values: count, encoding: 'PLAIN' },
  });
  const header = writer.offset - start;
  writer.appendBytes(compressed);
  return header + bytes.length;
}

function writePage(writer: ByteWriter, column: ParquetColumn, encoded: EncodedColumn, encoding: Encoding): number {
  const { rows, nulls, values } = encoded;
  const levels = levelsOf(column, encoded);
  const [first = new Uint8Array()] = values;
  const page = values.length === 1 ? first : Buffer.concat(values);
  const compressed = snappyCompress(page);
  const start = writer.offset;
  writePageHeader(writer, {
    type: 'DATA_PAGE_V2',
    uncompressed_page_size: levels.length + page.length,
    compressed_page_size: levels.length + compressed.length,
    data_page_header_v2: {
      num_values: rows,
      num_nulls: nulls,
      num_rows: rows,
      encoding,
      definition_levels_byte_length: levels.length,
      repetition_levels_byte_length: 0,
      is_compressed: true,
    },
  });
  const header = writer.offset - start;
  writer.appendBytes(levels);
  writer.appendBytes(compressed);
  return header + levels.length + page.length;
}

/** Whether each row has a value, of columns that may lack one. */
function levelsOf({ name, isRequired }: ParquetColumn, { rows, nulls, flags }: EncodedColumn): Uint8Array {
  if (isRequired) {
    if (nulls > 0) throw new Error(`The required column ${name} lacks a value`);
    return new Uint8Array();
  }
  return packRuns(flags ?? new Uint8Array(rows).fill(1), rows, 1);
}
