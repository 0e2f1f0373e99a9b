/** The tables of stated values, which live for one transaction, and Kysely's types of them. */
import type { ColumnDataType } from 'kysely';
import { query } from '#platform/database/index.ts';

/** Of which slice and subject the value is; what the value is. */
interface StagedObservation {
  /** Which statement of the source it is. */
  readonly ordinal: number;
  readonly slice: number;
  readonly subject_id: number;
  readonly value: number | null;
  readonly flag: number;
  /** Stated at the level of a powiat, and stored at that of the gmina which is the same city. */
  readonly moved: boolean;
  readonly verbatim: string;
  readonly mark: string | null;
}

/** Some hundred for a million values, so that the values need not bear all of their keys. */
export interface StagedSlice {
  readonly slice: number;
  /** Its place in the order of the primary key. */
  readonly place: number;
  readonly metric_id: number;
  readonly facet_id: number;
  readonly level: number;
  readonly dimension_id: number;
  readonly period: number;
  readonly stated: number;
  readonly valued: number;
}

type StagedTables = {
  staged_observation: StagedObservation;
  staged_slice: StagedSlice & { readonly known: boolean };
  repeated_observation: Pick<StagedObservation, 'ordinal'> & {
    readonly first_ordinal: number;
    readonly same: boolean;
  };
};

/** Builds statements over the tables of the hub and the staged ones. */
export const staging = query.withTables<StagedTables>();

const observationTypes: Readonly<Record<keyof StagedObservation, ColumnDataType>> = {
  ordinal: 'integer',
  slice: 'integer',
  subject_id: 'integer',
  value: 'double precision',
  flag: 'smallint',
  moved: 'boolean',
  verbatim: 'text',
  mark: 'text',
};
const optional: ReadonlySet<string> = new Set(['value', 'mark'] satisfies (keyof StagedObservation)[]);

const sliceTypes: Readonly<Record<keyof StagedSlice, ColumnDataType>> = {
  slice: 'integer',
  place: 'integer',
  metric_id: 'integer',
  facet_id: 'integer',
  level: 'smallint',
  dimension_id: 'integer',
  period: 'integer',
  stated: 'integer',
  valued: 'integer',
};

/** In the order in which `stage` writes them. */
export const observationColumns = Object.keys(observationTypes) as (keyof StagedObservation)[];
export const sliceColumns = Object.keys(sliceTypes) as (keyof StagedSlice)[];

function temporary<Column extends string>(name: string, types: Readonly<Record<Column, ColumnDataType>>) {
  return (Object.keys(types) as Column[]).reduce(
    (table, column) =>
      table.addColumn(column, types[column], (built) => (optional.has(column) ? built : built.notNull())),
    staging.schema.createTable(name).temporary().onCommit('drop'),
  );
}

export const createStagedObservations = temporary('staged_observation', observationTypes);
export const createStagedSlices = temporary('staged_slice', sliceTypes).addColumn('known', 'boolean', (column) =>
  column.notNull().defaultTo(false),
);
