/** The orders of observations: each is a list of columns that places a row uniquely, always ascending. */
import { type Expression, expressionBuilder, type RawBuilder, sql } from 'kysely';
import type { Tables } from '#platform/database/index.ts';
import type { SliceInfo } from '../reference-data.ts';

export interface ObservationOrder {
  /** KEY is by metric, facet, level, dimensions, period and subject. */
  readonly field: 'KEY' | 'PERIOD' | 'VALUE';
  readonly direction: 'ASC' | 'DESC';
}

export const byPlace: ObservationOrder = { field: 'KEY', direction: 'ASC' };

interface Placed {
  readonly metricId: number;
  readonly facetId: number;
  readonly level: number;
  readonly dimensionId: number;
  readonly period: number;
  readonly subjectId: number;
  readonly value: number | null;
}

const o = expressionBuilder<{ o: Tables['observation'] }, 'o'>();

export interface OrderColumn {
  readonly expression: Expression<number>;
  numberOf(row: Placed): number;
}

const column = (expression: Expression<number>, numberOf: (row: Placed) => number): OrderColumn => ({
  expression,
  numberOf,
});

const metric = column(o.ref('o.metric_id'), ({ metricId }) => metricId);
const facet = column(o.ref('o.facet_id'), ({ facetId }) => facetId);
const level = column(o.ref('o.level'), ({ level: own }) => own);
const dimension = column(o.ref('o.dimension_id'), ({ dimensionId }) => dimensionId);
const period = column(o.ref('o.period'), ({ period: own }) => own);
const subject = column(o.ref('o.subject_id'), ({ subjectId }) => subjectId);
const slice = [metric, facet, level, dimension, period];

/** Kysely has no words for a minus before a column. */
const descending = ({ expression, numberOf }: OrderColumn): OrderColumn =>
  column(sql<number>`-(${expression})`, (row) => -numberOf(row) || 0);

/** Whatever the direction, observations without a value come last. */
const isMissing = column(sql<number>`(${o.ref('o.value')} IS NULL)::int`, ({ value }) => (value === null ? 1 : 0));
const value = column(o.fn.coalesce('o.value', o.val(0)), ({ value: own }) => own ?? 0);

export function columnsOf({ field, direction }: ObservationOrder): readonly OrderColumn[] {
  const directed = (one: OrderColumn): OrderColumn => (direction === 'DESC' ? descending(one) : one);
  if (field === 'VALUE') return [isMissing, directed(value), ...slice, subject];
  if (field === 'PERIOD') return [directed(period), metric, facet, level, dimension, subject];
  return [...slice, subject].map(directed);
}

export function keyOf(columns: readonly OrderColumn[], row: Placed): string[] {
  return columns.map(({ numberOf }) => String(numberOf(row)));
}

export function isKey(columns: readonly OrderColumn[], key: readonly string[]): boolean {
  return key.length === columns.length && key.every((part) => /^-?\d{1,24}(\.\d{1,20})?(e[+-]\d{1,3})?$/.test(part));
}

/** Slices in this order, which is not by what only rows have. */
export function compareSlices(columns: readonly OrderColumn[], one: SliceInfo, other: SliceInfo): number {
  return compareKeys(sliceKey(columns, one), sliceKey(columns, other));
}

/** Where a slice stands: all but the subject, which comes last. */
export function sliceKey(columns: readonly OrderColumn[], info: SliceInfo): number[] {
  return columns.slice(0, -1).map(({ numberOf }) => numberOf({ ...info, subjectId: 0, value: null }));
}

export function compareKeys(one: readonly number[], other: readonly number[]): number {
  for (const [index, number] of one.entries()) {
    const difference = number - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Kysely has words for comparing tuples of columns, but not of expressions. */
export function isPast(
  columns: readonly OrderColumn[],
  side: 'after' | 'before',
  key: readonly string[],
): RawBuilder<boolean> {
  const own = sql.join(columns.map(({ expression }) => sql`(${expression})::float8`));
  const place = sql.join(key.map((part) => sql`${Number(part)}::float8`));
  return side === 'after' ? sql<boolean>`(${own}) > (${place})` : sql<boolean>`(${own}) < (${place})`;
}
