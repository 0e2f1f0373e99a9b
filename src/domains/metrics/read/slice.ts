/** A metric at one level in one period: observed, or derived from others. */
import { isCityWithPowiatRights } from '#registry';
import { type Level, levelNumbers } from '../levels.ts';
import type { Formula } from '../model.ts';
import { lastDayOf, yearsBefore } from '../period.ts';
import type { DimensionKey, Facet, Metric } from '../reference-data.ts';
import { type Dimensions, dimensionKey, facetAt, metricNamed, storedLevels } from './choose.ts';
import { changeOf, flagOfBoth, ratioOf, unbroken } from './formula.ts';
import type { ObservationLoader } from './load.ts';
import type { Measured, MetricContext, SliceValues } from './metric-context.ts';

export interface SliceQuery {
  readonly metric: Metric;
  readonly level: Level;
  readonly period: number;
  readonly dimensions: Dimensions | null;
  readonly facet: string | null;
}

export interface MetricSlice extends Omit<SliceQuery, 'facet'> {
  readonly key: DimensionKey | null;
  /** The publications that the values come from: of a derived metric several. */
  readonly facets: readonly Facet[];
  readonly values: SliceValues;
}

/** Formulas over formulas; more would be a mistake in the definitions. */
const maxFormulaDepth = 4;

export async function sliceOf(
  metricContext: MetricContext,
  loader: ObservationLoader,
  query: SliceQuery,
  depth = 0,
): Promise<MetricSlice> {
  const { formula } = query.metric;
  if (depth > maxFormulaDepth) throw new Error(`The formula of ${query.metric.code} leads to itself`);
  if (formula === null) return observed(metricContext, loader, query);
  const derived = (code: string, changes: Partial<SliceQuery>) =>
    sliceOf(
      metricContext,
      loader,
      { ...query, metric: metricNamed(metricContext.referenceData, code), ...changes },
      depth + 1,
    );
  return derivedSlice(query, formula, derived);
}

async function observed(
  metricContext: MetricContext,
  loader: ObservationLoader,
  query: SliceQuery,
): Promise<MetricSlice> {
  const { metric, level, period, dimensions } = query;
  const key = dimensionKey(metricContext.referenceData, metric, dimensions);
  const levels = storedLevels(metric, level);
  const slices = metricContext.referenceData
    .slices(metric)
    .filter((slice) => slice.dimensionId === key?.id && slice.period === period && levels.includes(slice.level));
  // A publication that states the level itself comes before one that only has cities there.
  const [facet = null] = levels.flatMap((stored) => {
    const at = facetAt(metricContext.referenceData, metric, query.facet, {
      level: stored,
      dimensionId: key?.id ?? -1,
      period,
    });
    return slices.some(({ facetId, level: own }) => facetId === at?.id && own === stored) ? (at ?? []) : [];
  });
  const chosen = facet === null ? [] : slices.filter(({ facetId }) => facetId === facet.id);
  const loaded = await Promise.all(chosen.map(async (slice) => ({ slice, values: await loader.slice(slice) })));
  const own = loaded.find(({ slice }) => slice.level === levelNumbers[level])?.values ?? new Map();
  const others = loaded.filter(({ slice }) => slice.level !== levelNumbers[level]);
  const values =
    others.length === 0
      ? own
      : new Map([...others.flatMap((other) => citiesOf(metricContext, other.values, period)), ...own]);
  return { metric, level, period, dimensions, key, facets: facet === null ? [] : [facet], values };
}

function citiesOf(metricContext: MetricContext, values: SliceValues, period: number): [string, Measured][] {
  const states = metricContext.statesOn(lastDayOf(period));
  return [...values].filter(([key]) => {
    const state = states.get(key);
    return state !== undefined && isCityWithPowiatRights(state.version);
  });
}

async function derivedSlice(
  query: SliceQuery,
  formula: Formula,
  slice: (code: string, changes: Partial<SliceQuery>) => Promise<MetricSlice>,
): Promise<MetricSlice> {
  if (formula.type === 'CHANGE') {
    const before = yearsBefore(query.period, 1);
    const [now, earlier] = await Promise.all([slice(formula.of, {}), slice(formula.of, { period: before })]);
    const then = isSameFacets(now, earlier) ? withoutBreaks(earlier) : allBroken(earlier);
    return combined(query, now, then, (value, other) => changeOf(value, other, formula.unit));
  }
  const [numerator, denominator] = await Promise.all([
    slice(formula.numerator, {}),
    slice(formula.denominator, { dimensions: null, facet: null }),
  ]);
  return combined(query, numerator, denominator, (value, by) => ratioOf(value, by, formula.per));
}

/** A break before the earlier value does not touch the change since then. */
function withoutBreaks(slice: MetricSlice): MetricSlice {
  const values = new Map([...slice.values].map(([key, { value, flag }]) => [key, { value, flag: unbroken(flag) }]));
  return { ...slice, values };
}

export function isSameFacets(one: MetricSlice, other: MetricSlice): boolean {
  return (
    one.facets.length === other.facets.length && one.facets.every(({ id }, index) => id === other.facets[index]?.id)
  );
}

/** Values of two publications are compared over a break. */
function allBroken(slice: MetricSlice): MetricSlice {
  const values = new Map([...slice.values].map(([key, { value }]) => [key, { value, flag: 'BREAK' as const }]));
  return { ...slice, values };
}

function combined(
  { metric, level, period, dimensions }: SliceQuery,
  first: MetricSlice,
  second: MetricSlice,
  compute: (first: number, second: number) => number | null,
): MetricSlice {
  const values = new Map<string, Measured>();
  for (const [key, one] of first.values) {
    const other = second.values.get(key);
    const value = one.value === null || other?.value == null ? null : compute(one.value, other.value);
    values.set(key, { value, flag: flagOfBoth(value, one.flag, other?.flag ?? 'MISSING') });
  }
  const facets = [...new Set([...first.facets, ...second.facets])];
  return { metric, level, period, dimensions, key: first.key, facets, values };
}
