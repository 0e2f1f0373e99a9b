/** How a dataset is declared: once, for csv, JSON lines, Parquet, GeoJSON, the data package and the read-me. */
import type { Compilable, OperationNodeSource } from 'kysely';

/** `decimal`: exact, as text in JSON and Parquet where a double could not hold it. */
export type ColumnType =
  | 'string'
  | 'integer'
  | 'number'
  | 'decimal'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'json'
  | 'geometry';

/** Type, what it is, and its heading in Polish. */
export type ColumnDeclaration = readonly [type: ColumnType, description: string, polish: string];

export interface Reference {
  readonly fields: readonly string[];
  readonly dataset: string;
  readonly to: readonly string[];
}

export interface Dataset {
  readonly name: string;
  readonly title: string;
  readonly titlePl: string;
  readonly description: string;
  readonly columns: Readonly<Record<string, ColumnDeclaration>>;
  readonly primaryKey: readonly string[];
  readonly references: readonly Reference[];
  /** Names the table whose rows these are; the catalogue's themes and the change feed's types go by it. */
  readonly table: string;
  readonly rows: Compilable<unknown> & OperationNodeSource;
  /** The columns that say which period the rows are about, where there is a shorter way to them than all rows. */
  readonly periods?: Compilable<unknown>;
  /** By what the rows are ordered, where it is not the primary key: columns that are selected beside the declared ones. */
  readonly order?: readonly string[];
}

type Declared<Columns> = Omit<Dataset, 'columns' | 'rows' | 'references' | 'primaryKey'> & {
  readonly columns: Columns;
  readonly primaryKey: readonly (keyof Columns & string)[];
  readonly references?: readonly (Omit<Reference, 'fields'> & {
    readonly fields: readonly (keyof Columns & string)[];
  })[];
  /** Every declared column is selected under its name. */
  readonly rows: Compilable<Readonly<Record<keyof Columns, unknown>>> & OperationNodeSource;
};

export function dataset<const Columns extends Readonly<Record<string, ColumnDeclaration>>>(
  declared: Declared<Columns>,
): Dataset {
  return { references: [], ...declared };
}

export const sourceReference = { fields: ['source_id'], dataset: 'sources', to: ['id'] } as const;
export const sourceColumn = ['string', 'The source, in the dataset sources.', 'Źródło'] as const;
