/**
 * Filters of observations. They are mostly decided by slices, which stand in memory; what only the rows show (subject,
 * flag, value) becomes a condition of the statement.
 */
import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import type { Tables } from '#platform/database/index.ts';
import { type Flag, flags as flagMeanings } from '../flags.ts';
import { type Level, levelNumbers } from '../levels.ts';
import { firstDayOf, lastDayOf } from '../period.ts';
import type { MetricReferenceData, SliceInfo } from '../reference-data.ts';
import { facetAt } from './choose.ts';
import type { MetricContext } from './metric-context.ts';

export interface ObservationFilter {
  readonly metricIds?: ReadonlySet<number> | undefined;
  /** As observations are kept by; a subject that does not exist has none. */
  readonly subjects?: readonly string[] | undefined;
  readonly levels?: readonly Level[] | undefined;
  readonly facets?: readonly string[] | undefined;
  /** Keys of values of dimensions; the empty one is the total. */
  readonly dimensions?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly flags?: readonly Flag[] | undefined;
  readonly hasValue?: boolean | undefined;
  readonly value?: { readonly from: number | null; readonly to: number | null } | undefined;
  readonly not?: ObservationFilter | undefined;
}

const o = expressionBuilder<{ o: Tables['observation'] }, 'o'>();

type Condition = Expression<SqlBool>;

/** What the rows of a slice still have to fulfil. */
export interface Remainder {
  /** The same for equal conditions. */
  readonly key: string;
  readonly conditions: readonly Condition[];
  /** Where nothing but this is left, the slice knows how many rows fulfil it. */
  readonly hasValue: boolean | null;
  readonly isCounted: boolean;
}

/** For each slice what its rows still have to fulfil; null where none of them is wanted. */
export function remainders(
  filter: ObservationFilter,
  metricContext: MetricContext,
): (slice: SliceInfo) => Remainder | null {
  return remaindersOf(filter, metricContext, true);
}

function remaindersOf(
  filter: ObservationFilter,
  metricContext: MetricContext,
  hasDefaultFacet: boolean,
): (slice: SliceInfo) => Remainder | null {
  const own = rowConditions(filter, metricContext);
  const { hasValue = null, not } = filter;
  const isCounted = own.length === (hasValue === null ? 0 : 1);
  const excluded = not === undefined ? () => null : remaindersOf(not, metricContext, false);
  return (slice) => {
    if (!isSliceWanted(filter, slice, metricContext.referenceData, hasDefaultFacet)) return null;
    const exclusion = excluded(slice);
    if (exclusion === null) return { key: '0', conditions: own, hasValue, isCounted };
    if (exclusion.conditions.length === 0) return null;
    const conditions = [...own, o.not(o.and([...exclusion.conditions]))];
    return { key: `1${exclusion.key}`, conditions, hasValue, isCounted: false };
  };
}

/** Without a facet the default one, so that a list never holds one number twice. */
function isSliceWanted(
  { metricIds, levels, facets, dimensions, from, to }: ObservationFilter,
  slice: SliceInfo,
  referenceData: MetricReferenceData,
  hasDefaultFacet: boolean,
): boolean {
  return (
    (metricIds === undefined || metricIds.has(slice.metricId)) &&
    (levels === undefined || levels.some((level) => levelNumbers[level] === slice.level)) &&
    (dimensions === undefined || (referenceData.key(slice.dimensionId)?.key ?? '') === dimensions) &&
    (from === undefined || lastDayOf(slice.period) >= firstDayOf(from)) &&
    (to === undefined || firstDayOf(slice.period) <= lastDayOf(to)) &&
    (facets === undefined
      ? !hasDefaultFacet || isDefaultFacet(referenceData, slice)
      : facets.includes(referenceData.facet(slice.facetId)?.code ?? ''))
  );
}

function isDefaultFacet(referenceData: MetricReferenceData, slice: SliceInfo): boolean {
  const metric = referenceData.metricById(slice.metricId);
  return metric !== undefined && facetAt(referenceData, metric, null, slice)?.id === slice.facetId;
}

function rowConditions(
  { subjects, flags, hasValue, value }: ObservationFilter,
  metricContext: MetricContext,
): Condition[] {
  const conditions: Condition[] = [];
  if (subjects !== undefined)
    conditions.push(o('o.subject_id', '=', o.fn.any(o.val(subjectIdsOf(subjects, metricContext)))));
  if (flags !== undefined)
    conditions.push(o('o.flag', '=', o.fn.any(o.val(flags.map((flag): number => flagMeanings[flag].number)))));
  if (hasValue !== undefined) conditions.push(o('o.value', hasValue ? 'is not' : 'is', null));
  if (value !== undefined) conditions.push(inRange(value));
  return conditions;
}

/** A missing value is in no range. */
function inRange({ from, to }: NonNullable<ObservationFilter['value']>): Condition {
  return o.and([
    o('o.value', 'is not', null),
    ...(from === null ? [] : [o('o.value', '>=', from)]),
    ...(to === null ? [] : [o('o.value', '<=', to)]),
  ]);
}

export function subjectIdsOf(subjects: readonly string[], metricContext: MetricContext): number[] {
  return subjects.flatMap((subject) => metricContext.idsOf(subject));
}
