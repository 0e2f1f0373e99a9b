/** Which slices an observation filter wants, and how many of their rows. */
import type { SliceInfo } from '../reference-data.ts';
import { type ObservationFilter, type Remainder, remainders } from './filter.ts';
import type { MetricContext } from './metric-context.ts';

export interface WantedSlice {
  readonly slice: SliceInfo;
  readonly rest: Remainder;
}

export function wantedSlices(metricContext: MetricContext, filter: ObservationFilter): WantedSlice[] {
  const { referenceData } = metricContext;
  const { metricIds } = filter;
  const slices =
    metricIds === undefined
      ? referenceData.rows.slices
      : [...metricIds]
          .flatMap((id) => referenceData.metricById(id) ?? [])
          .flatMap((metric) => referenceData.slices(metric));
  const remainder = remainders(filter, metricContext);
  return slices.flatMap((slice) => {
    const rest = remainder(slice);
    return rest === null ? [] : [{ slice, rest }];
  });
}

/** Null where the statement has to count. */
export function countOf({ stated, valued }: SliceInfo, { isCounted, hasValue }: Remainder): number | null {
  if (!isCounted) return null;
  return hasValue === null ? stated : hasValue ? valued : stated - valued;
}

/** Rows that are looked through at once where slices do not say how many of theirs are wanted. */
const rowsAtOnce = 50_000;

/** Where a subject is in none of the slices so far, so many times as many are looked through next. */
const growth = 4;

/**
 * The first slice may be left at the cursor with hardly a row; those after it must hold the page.
 * `subjects`: how many are wanted of each slice; null for all.
 */
export function* portionsOf(
  slices: readonly WantedSlice[],
  limit: number,
  subjects: number | null,
): Generator<WantedSlice[]> {
  let portion: WantedSlice[] = [];
  let size = 0;
  let enough = limit;
  for (const wanted of slices) {
    const { slice, rest } = wanted;
    const count = countOf(slice, rest);
    if (count === 0) continue;
    portion.push(wanted);
    const likely = subjects === null ? (slice.stated * limit) / rowsAtOnce : Math.min(subjects, slice.stated);
    if (portion.length > 1) size += count ?? likely;
    if (size < enough) continue;
    yield portion;
    [portion, size] = [[], 0];
    if (subjects !== null) enough *= growth;
  }
  if (portion.length > 0) yield portion;
}
