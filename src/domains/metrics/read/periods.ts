/** Which periods a metric has values of, for answers to queries of a period without any. */
import { BadInputError } from '#platform/errors.ts';
import { type Level, levelNames, levelOfNumber } from '../levels.ts';
import { formatPeriod, yearsBefore } from '../period.ts';
import { isFaulty, type Metric, type MetricReferenceData, type SliceInfo } from '../reference-data.ts';
import { type Dimensions, dimensionKey, metricNamed, storedLevels } from './choose.ts';

interface PlaceQuery {
  readonly metric: Metric;
  readonly level: Level;
  readonly dimensions: Dimensions | null;
  readonly facet: string | null;
}

/** Ascending; of a derived metric those of which it can be computed. */
export function periodsWithValues(referenceData: MetricReferenceData, place: PlaceQuery): number[] {
  const { formula } = place.metric;
  if (formula === null) return distinctPeriods(valuedSlices(referenceData, place));
  const periodsOf = (code: string, changes: Partial<PlaceQuery> = {}): number[] =>
    periodsWithValues(referenceData, { ...place, metric: metricNamed(referenceData, code), ...changes });
  if (formula.type === 'CHANGE') {
    const periods = periodsOf(formula.of);
    return periods.filter((period) => periods.includes(yearsBefore(period, 1)));
  }
  const denominators = new Set(periodsOf(formula.denominator, { dimensions: null, facet: null }));
  return periodsOf(formula.numerator).filter((period) => denominators.has(period));
}

function valuedSlices(
  referenceData: MetricReferenceData,
  { metric, level, dimensions, facet }: PlaceQuery,
): SliceInfo[] {
  const key = dimensionKey(referenceData, metric, dimensions);
  const levels = storedLevels(metric, level);
  return referenceData
    .slices(metric)
    .filter((slice) => slice.dimensionId === key?.id && slice.valued > 0 && levels.includes(slice.level))
    .filter((slice) => {
      const known = referenceData.facet(slice.facetId);
      return known !== undefined && (facet === null ? !isFaulty(known) : known.code === facet);
    });
}

function distinctPeriods(slices: readonly SliceInfo[]): number[] {
  return [...new Set(slices.map(({ period }) => period))].toSorted((a, b) => a - b);
}

type SliceOfPeriod = { readonly period: number; readonly values: ReadonlyMap<string, unknown> };

/** Refuses a period of which nothing is stated; one whose values are all missing is answered. */
export function refuseWithoutValues(referenceData: MetricReferenceData, place: PlaceQuery, slice: SliceOfPeriod): void {
  const fault = faultWithoutValues(referenceData, place, slice);
  if (fault !== null) throw fault;
}

export function faultWithoutValues(
  referenceData: MetricReferenceData,
  place: PlaceQuery,
  { period, values }: SliceOfPeriod,
): BadInputError | null {
  const isStated =
    values.size > 0 && (place.metric.formula === null || periodsWithValues(referenceData, place).includes(period));
  return isStated ? null : noValuesError(referenceData, place, period);
}

function noValuesError(referenceData: MetricReferenceData, place: PlaceQuery, period: number): BadInputError {
  const { metric, level } = place;
  const periods = periodsWithValues(referenceData, place);
  const [shown, okres] = period === 0 ? ['', ''] : [` for ${formatPeriod(period)}`, ` za ${formatPeriod(period)}`];
  const what = `The metric "${metric.code}" has no values${shown} at the level ${level}.`;
  const co = `Wskaźnik "${metric.code}" nie ma wartości${okres} na poziomie ${level}.`;
  const [hint, rada] = periods.length > 0 ? periodHints(periods) : otherHints(referenceData, place);
  return new BadInputError(what, hint, { polish: `${co} ${rada}` });
}

/** English and Polish. */
export function periodHints(periods: readonly number[]): [string, string] {
  const list = spansOf(periods);
  return [`It has values for: ${list}.`, `Ma wartości za: ${list}.`];
}

function otherHints(referenceData: MetricReferenceData, { metric }: PlaceQuery): [string, string] {
  const slices = referenceData.slices(metric).filter(({ valued }) => valued > 0);
  const faulty = referenceData
    .facets(metric)
    .filter((facet) => isFaulty(facet) && slices.some(({ facetId }) => facetId === facet.id));
  const sound = slices.filter(({ facetId }) => !faulty.some(({ id }) => id === facetId));
  const found = new Set(sound.map(({ level }) => levelOfNumber(level)));
  const levels = levelNames.filter((level) => found.has(level)).join(', ');
  if (levels !== '')
    return [
      `It has none there for other periods, or of these dimensions; its levels are ${levels}.`,
      `Nie ma ich tam za inne okresy albo dla tych wymiarów; jego poziomy to ${levels}.`,
    ];
  if (faulty.length === 0) return ['Load its values first.', 'Najpierw wczytaj jego wartości.'];
  const codes = faulty.map(({ code }) => code).join(', ');
  return [
    `Only publications that are known to be faulty have values: ask for one by "facet": ${codes}.`,
    `Wartości mają tylko publikacje, o których wiadomo, że są błędne: wskaż jedną w "facet": ${codes}.`,
  ];
}

const maxSpans = 40;

/** `2010–2019, 2021, 2024-Q1`: years in a row are joined. */
function spansOf(periods: readonly number[]): string {
  const spans: [first: number, last: number][] = [];
  for (const period of periods) {
    const span = spans.at(-1);
    if (span !== undefined && yearsBefore(period, 1) === span[1] && period % 100 === 0) span[1] = period;
    else spans.push([period, period]);
  }
  const texts = spans.map(([first, last]) =>
    first === last ? formatPeriod(first) : `${formatPeriod(first)}–${formatPeriod(last)}`,
  );
  return texts.length <= maxSpans ? texts.join(', ') : `${texts.slice(-maxSpans).join(', ')} and earlier ones`;
}
