/** The table of stated values, which lives for one transaction, and Kysely's types of it. */
import type { ColumnDataType } from 'kysely';
import { query } from '#platform/database/index.ts';

export interface StagedObservation {
  readonly value: number | null;
  readonly metric_id: number;
  readonly dimension_id: number;
  readonly period: number;
  readonly subject_id: number;
  readonly ordinal: number;
  readonly row: number;
  readonly facet_id: number;
  readonly level: number;
  readonly flag: number;
  readonly verbatim: string;
  readonly mark: string | null;
  readonly column: string | null;
}

type StagedTables = {
  staged_observation: StagedObservation & { readonly moved: boolean };
  repeated_observation: Pick<StagedObservation, 'ordinal' | 'row' | 'column' | 'verbatim'> & {
    readonly first_row: number;
    readonly first_verbatim: string;
    readonly same: boolean;
  };
};

/** Builds statements over the tables of the hub and the staged ones. */
export const staging = query.withTables<StagedTables>();

const columnTypes: Readonly<Record<keyof StagedObservation, ColumnDataType>> = {
  value: 'double precision',
  metric_id: 'integer',
  dimension_id: 'integer',
  period: 'integer',
  subject_id: 'integer',
  ordinal: 'integer',
  row: 'integer',
  facet_id: 'integer',
  level: 'smallint',
  flag: 'smallint',
  verbatim: 'text',
  mark: 'text',
  column: 'text',
};
const optional: ReadonlySet<string> = new Set(['value', 'mark', 'column'] satisfies (keyof StagedObservation)[]);

export const stagedColumns = Object.keys(columnTypes) as (keyof StagedObservation)[];

export const createStagedTable = stagedColumns
  .reduce(
    (table, name) =>
      table.addColumn(name, columnTypes[name], (column) => (optional.has(name) ? column : column.notNull())),
    staging.schema.createTable('staged_observation').temporary().onCommit('drop'),
  )
  .addColumn('moved', 'boolean', (column) => column.notNull().defaultTo(false));
