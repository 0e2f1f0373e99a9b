/** A metric of one subject over time: observed, or derived from others. */

import type { Flag } from '../flags.ts';
import { type Level, levelNumbers } from '../levels.ts';
import type { Formula } from '../model.ts';
import { isInSpan, lastDayOf, partsOf, yearsBefore } from '../period.ts';
import type { DimensionKey, Facet, Metric } from '../reference-data.ts';
import type { AreaChange } from './area-changes.ts';
import { type Dimensions, dimensionKeys, facetAt, metricNamed } from './choose.ts';
import { broken, changeOf, flagOfBoth, ratioOf, unbroken } from './formula.ts';
import type { ObservationLoader, SeriesRow } from './load.ts';
import type { MetricContext } from './metric-context.ts';

export interface SeriesQuery {
  readonly metric: Metric;
  readonly subject: string;
  /** The levels at which the subject counts, the first one preferred. */
  readonly levels: readonly Level[];
  readonly dimensions: Dimensions | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly facet: string | null;
}

export interface SeriesPoint {
  readonly period: number;
  readonly value: number | null;
  readonly flag: Flag;
  /** Null for a derived value. */
  readonly verbatim: string | null;
  readonly mark: string | null;
  readonly release: number;
  readonly areaChange: AreaChange | null;
  /** The publication that states it; of a derived value that of its first component. */
  readonly facet: Facet;
  /** Whether the point before it is from another publication. */
  readonly isFacetChange: boolean;
}

export interface Series {
  readonly metric: Metric;
  readonly subject: string;
  readonly level: Level;
  readonly key: DimensionKey;
  readonly facets: readonly Facet[];
  readonly points: readonly SeriesPoint[];
}

export async function seriesOf(
  metricContext: MetricContext,
  loader: ObservationLoader,
  query: SeriesQuery,
): Promise<Series[]> {
  const found = await plainSeries(metricContext, loader, query);
  return found.map((series) => withAreaChanges(metricContext, series));
}

function plainSeries(metricContext: MetricContext, loader: ObservationLoader, query: SeriesQuery): Promise<Series[]> {
  const { formula } = query.metric;
  return formula === null ? observed(metricContext, loader, query) : derived(metricContext, loader, query, formula);
}

async function observed(
  metricContext: MetricContext,
  loader: ObservationLoader,
  query: SeriesQuery,
): Promise<Series[]> {
  const { metric, subject } = query;
  const subjectIds = metricContext.idsOf(subject);
  const keys = dimensionKeys(metricContext.referenceData, metric, query.dimensions, query.facet);
  const loaded = await Promise.all(
    keys.map((key) => loader.series({ subjectIds, metricId: metric.id, dimensionId: key.id })),
  );
  return keys.flatMap((key, index) => chosen(metricContext, query, key, loaded[index] ?? []));
}

/** The first level at which the chosen publications state something. */
function chosen(
  metricContext: MetricContext,
  query: SeriesQuery,
  key: DimensionKey,
  rows: readonly SeriesRow[],
): Series[] {
  const { metric, subject, levels } = query;
  const inSpan = rows.filter(({ period }) => isInSpan(period, query));
  for (const level of levels) {
    const atLevel = inSpan.filter((row) => row.level === levelNumbers[level]);
    const points = withSeams(atLevel.flatMap((row) => pointOf(metricContext, query, key, row)));
    if (points.length === 0) continue;
    return [{ metric, subject, level, key, facets: [...new Set(points.map(({ facet }) => facet))], points }];
  }
  return [];
}

/** None where another publication answers for the period. */
function pointOf(metricContext: MetricContext, query: SeriesQuery, key: DimensionKey, row: SeriesRow): SeriesPoint[] {
  const { level, facetId, ...point } = row;
  const place = { level, dimensionId: key.id, period: row.period };
  const facet = facetAt(metricContext.referenceData, query.metric, query.facet, place);
  return facet?.id === facetId ? [{ ...point, facet, areaChange: null, isFacetChange: false }] : [];
}

/** Where one publication takes over from another, values may not be comparable. */
function withSeams(points: readonly SeriesPoint[]): SeriesPoint[] {
  const before = new Map<string, SeriesPoint>();
  return points.map((point) => {
    const { type } = partsOf(point.period);
    const isFacetChange = (before.get(type)?.facet ?? point.facet) !== point.facet;
    before.set(type, point);
    return isFacetChange ? { ...point, isFacetChange, flag: broken(point.flag) } : point;
  });
}

async function derived(
  metricContext: MetricContext,
  loader: ObservationLoader,
  query: SeriesQuery,
  formula: Formula,
): Promise<Series[]> {
  const part = (code: string, changes: Partial<SeriesQuery>) =>
    plainSeries(metricContext, loader, {
      ...query,
      metric: metricNamed(metricContext.referenceData, code),
      ...changes,
    });
  if (formula.type === 'CHANGE') {
    const before = query.from === null ? null : yearsBefore(query.from, 1);
    const all = await part(formula.of, { from: before });
    return all.map((series) => changes(query, series, formula.unit));
  }
  const numerators = await part(formula.numerator, {});
  const [denominator] = await part(formula.denominator, { dimensions: null, facet: null });
  return numerators.map((numerator) => {
    const by = new Map(denominator?.points.map((point) => [point.period, point]));
    const points = numerator.points.map((point) => {
      const other = by.get(point.period);
      const combined = combinedPoint(point, other, (value, base) => ratioOf(value, base, formula.per));
      return { ...combined, isFacetChange: point.isFacetChange || other?.isFacetChange === true };
    });
    const facets = [...new Set([...numerator.facets, ...(denominator?.facets ?? [])])];
    return { ...numerator, metric: query.metric, facets, points };
  });
}

function changes(query: SeriesQuery, series: Series, unit: 'PERCENT' | 'ABSOLUTE'): Series {
  const byPeriod = new Map(series.points.map((point) => [point.period, point]));
  const points = series.points
    .filter(({ period }) => isInSpan(period, query))
    .flatMap((point) => {
      const before = byPeriod.get(yearsBefore(point.period, 1));
      if (before === undefined) return [];
      // A break before the earlier value does not touch the change since then.
      const isSeam = before.facet !== point.facet;
      const earlier = { ...before, flag: isSeam ? ('BREAK' as const) : unbroken(before.flag) };
      return [combinedPoint(point, earlier, (now, then) => changeOf(now, then, unit))];
    });
  return { ...series, metric: query.metric, points };
}

function combinedPoint(
  point: SeriesPoint,
  other: SeriesPoint | undefined,
  compute: (value: number, other: number) => number | null,
): SeriesPoint {
  const value = point.value === null || other?.value == null ? null : compute(point.value, other.value);
  const release = Math.max(point.release, other?.release ?? 0);
  const flag = flagOfBoth(value, point.flag, other?.flag ?? 'MISSING');
  const { period, facet, isFacetChange } = point;
  return { period, value, flag, verbatim: null, mark: null, release, areaChange: null, facet, isFacetChange };
}

/** A point is marked when the area may differ from that of the point before it. */
function withAreaChanges(metricContext: MetricContext, series: Series): Series {
  const changes = metricContext.areaChanges.of(series.subject);
  if (changes.length === 0) return series;
  const points = series.points.map((point, index) => {
    const before = series.points[index - 1];
    const change = before === undefined ? undefined : changes.find((one) => liesBetween(one, before, point));
    if (change === undefined) return point;
    return { ...point, areaChange: change, flag: broken(point.flag) };
  });
  return { ...series, points };
}

function liesBetween({ notBefore, notAfter }: AreaChange, before: SeriesPoint, point: SeriesPoint): boolean {
  if (partsOf(before.period).type !== partsOf(point.period).type) return false;
  return lastDayOf(before.period) < notAfter && lastDayOf(point.period) > notBefore;
}
