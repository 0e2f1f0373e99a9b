/** A mapping as it was read: what the columns of a file mean. */
import type { Delimiter } from '#formats/csv-records.ts';
import type { FacetDefinition, Level, MetricDefinition } from '#metrics';
import type { MissingMarks } from './cell-value.ts';

/** A heading, the letters of a sheet's column, or a number from 1. */
export type ColumnName = string | number;

export interface Mapping {
  readonly facet: FacetDefinition;
  readonly asOf: string | null;
  readonly layout: Layout;
  readonly missing: MissingMarks;
  readonly skip: readonly SkipRule[];
  /** Several columns are joined; one that holds only a dash counts as empty. */
  readonly code: readonly CodeRule[];
  readonly name: NameRule | 'none' | null;
  readonly level: LevelRule | null;
  /** Null where each column of values states its own. */
  readonly period: PeriodRule | null;
  readonly districts: 'KEEP' | 'SUM';
  readonly dimensions: readonly DimensionRule[];
  readonly values: readonly ValueRule[];
  readonly metrics: readonly MetricDefinition[];
}

export interface Layout {
  readonly sheet: string | number | undefined;
  readonly delimiter: Delimiter | undefined;
  readonly decimal: ',' | '.' | undefined;
  /** First and last row of the heading; null where there is none. */
  readonly header: readonly [number, number] | null;
  readonly firstRow: number;
}

export interface SkipRule {
  readonly column: ColumnName;
  readonly test: (text: string) => boolean;
}

export interface CodeRule {
  readonly column: ColumnName;
  /** To which zeros that a spreadsheet took away are put back. */
  readonly digits: number | null;
}

/** Columns of the unit's name, and of the names of the powiat and voivodeship that it is in. */
export interface NameRule {
  readonly column: ColumnName | null;
  readonly powiat: ColumnName | null;
  readonly voivodeship: ColumnName | null;
}

export interface LevelRule {
  readonly column: ColumnName | null;
  readonly levels: ReadonlyMap<string, Level>;
}

export type PeriodRule =
  | { readonly type: 'FIXED'; readonly text: string }
  | { readonly type: 'COLUMN'; readonly column: ColumnName }
  /** Looked for in the rows before the data, then in the name of the file; its first group is the period. */
  | { readonly type: 'SEARCH'; readonly pattern: RegExp }
  /** Looked for in the heading of each column of values. */
  | { readonly type: 'HEADING'; readonly pattern: RegExp };

export interface DimensionRule {
  readonly code: string;
  readonly column: ColumnName;
  readonly values: ReadonlyMap<string, string>;
}

export interface ValueRule {
  readonly column: ColumnName;
  readonly metric: string;
  readonly factor: number;
  /** Null where the rows or the file state it. */
  readonly period: number | null;
  readonly dimensions: Readonly<Record<string, string>>;
}
