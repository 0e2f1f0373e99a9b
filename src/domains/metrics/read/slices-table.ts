/** Slices as a table `k` that statements join with the observations in them, `o`. */
import { type AliasedRawBuilder, type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import type { Tables } from '#platform/database/index.ts';
import type { WantedSlice } from './wanted-slices.ts';

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

export const maxId = 2_147_483_647;

interface SliceTable {
  readonly metric: number;
  readonly facet: number;
  readonly level: number;
  readonly dimension: number;
  readonly period: number;
  /** Which of the conditions holds for it. */
  readonly condition: number;
  readonly low: number;
  readonly high: number;
  readonly ordinal: number;
}

export function slicesTable(slices: readonly (WantedSlice & Partial<Bounds>)[]): AliasedRawBuilder<SliceTable, 'k'> {
  const places = conditionPlaces(slices);
  const numbers = (fieldOf: (wanted: WantedSlice & Partial<Bounds>) => number) => sql`${slices.map(fieldOf)}`;
  return sql<SliceTable>`unnest(${numbers(({ slice }) => slice.metricId)}::int[], ${numbers(({ slice }) => slice.facetId)}::int[],
    ${numbers(({ slice }) => slice.level)}::smallint[], ${numbers(({ slice }) => slice.dimensionId)}::int[],
    ${numbers(({ slice }) => slice.period)}::int[], ${numbers(({ rest }) => places.get(rest.key) ?? 0)}::int[],
    ${numbers(({ low = -1 }) => low)}::int[], ${numbers(({ high = maxId }) => high)}::int[])
    WITH ORDINALITY`.as<'k'>(sql`k(metric, facet, level, dimension, period, condition, low, high, ordinal)`);
}

type InSlices = Tables & { k: SliceTable };

export function inSlice(eb: ReturnType<typeof expressionBuilder<InSlices, 'k'>>) {
  return eb
    .selectFrom('observation as o')
    .selectAll('o')
    .whereRef('o.metric_id', '=', 'k.metric')
    .whereRef('o.facet_id', '=', 'k.facet')
    .whereRef('o.level', '=', 'k.level')
    .whereRef('o.dimension_id', '=', 'k.dimension')
    .whereRef('o.period', '=', 'k.period');
}

/** Slices that an exclusion meets have other conditions than the rest; there are as many as exclusions inside each other. */
function conditionPlaces(slices: readonly WantedSlice[]): Map<string, number> {
  return new Map([...new Set(slices.map(({ rest }) => rest.key))].map((key, index) => [key, index]));
}

const k = expressionBuilder<{ k: SliceTable }, 'k'>();

export function conditionOf(slices: readonly WantedSlice[]): Expression<SqlBool> {
  const places = conditionPlaces(slices);
  const groups = [...new Map(slices.map(({ rest }) => [rest.key, rest])).values()];
  const [only, ...others] = groups.map(({ key, conditions }) => ({ key, condition: k.and([...conditions]) }));
  if (only === undefined) return k.and([]);
  if (others.length === 0) return only.condition;
  return k.or(
    [only, ...others].map(({ key, condition }) => k.and([k('k.condition', '=', places.get(key) ?? 0), condition])),
  );
}
