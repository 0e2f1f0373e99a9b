/** Reads what PostgreSQL's COPY sends, as it arrives, into a table of Parquet. */
import { geojsonToWkb } from 'hyparquet-writer';
import { NumberColumn } from './number-column.ts';
import type { ParquetColumn } from './schema.ts';
import type { GatheredColumn, ParquetTable } from './table.ts';

export type RowFormat = 'binary' | 'text';

export interface RowReader {
  /** Rows that are whole in these bytes; returns where the first one begins that is not. */
  read(bytes: Buffer): number;
}

/** Sets a cell of a column from its bytes. */
export type SetCell = (row: number, bytes: Buffer, start: number, end: number) => void;

export function cellSetters(
  columns: readonly ParquetColumn[],
  table: ParquetTable,
  numbers: Readonly<Record<string, (bytes: Buffer, start: number, end: number) => number>>,
): SetCell[] {
  return columns.map(({ type, name }, at) => {
    const column = table.columns[at] as GatheredColumn;
    if (column instanceof NumberColumn) {
      const read = numbers[type];
      if (read === undefined) throw new Error(`No number is read of the column ${name}`);
      return (row, bytes, start, end) => column.set(row, read(bytes, start, end));
    }
    if (type !== 'geometry') return (row, bytes, start, end) => column.set(row, bytes, start, end);
    return (row, bytes, start, end) => {
      const shape = geojsonToWkb(JSON.parse(bytes.toString('utf8', start, end)));
      column.set(row, shape, 0, shape.length);
    };
  });
}
