/** How the columns of a dataset are stored in Parquet. */
import type { SchemaElement } from 'hyparquet-writer';
import type { ColumnType } from '../datasets/index.ts';

export interface ParquetColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly isRequired: boolean;
}

export type PhysicalType = 'BYTE_ARRAY' | 'INT32' | 'INT64' | 'DOUBLE' | 'BOOLEAN';

type Stored = { readonly type: PhysicalType; readonly converted_type?: 'UTF8' | 'DATE' | 'TIMESTAMP_MILLIS' };

const stored: Readonly<Record<ColumnType, Stored>> = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  json: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT32' },
  number: { type: 'DOUBLE' },
  decimal: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE' },
  datetime: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  geometry: { type: 'BYTE_ARRAY' },
};

export const physicalType = ({ type }: ParquetColumn): PhysicalType => stored[type].type;

export function schemaOf(columns: readonly ParquetColumn[]): SchemaElement[] {
  return [
    { name: 'root', num_children: columns.length },
    ...columns.map(
      ({ name, type, isRequired }): SchemaElement => ({
        name,
        repetition_type: isRequired ? 'REQUIRED' : 'OPTIONAL',
        ...stored[type],
      }),
    ),
  ];
}

/** GeoParquet 1.1. */
export function geoMetadata(columns: readonly ParquetColumn[]): { key: string; value: string }[] {
  const geometry = columns.find(({ type }) => type === 'geometry');
  if (geometry === undefined) return [];
  const value = {
    version: '1.1.0',
    primary_column: geometry.name,
    columns: { [geometry.name]: { encoding: 'WKB', geometry_types: ['Polygon', 'MultiPolygon'] } },
  };
  return [{ key: 'geo', value: JSON.stringify(value) }];
}
