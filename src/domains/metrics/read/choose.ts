/** Which observations answer a query: of which dimensions, level and publication. */
import { BadInputError } from '#platform/errors.ts';
import { type Level, levelNumbers } from '../levels.ts';
import {
  canonicalKey,
  type DimensionKey,
  type Facet,
  isFaulty,
  type Metric,
  type MetricReferenceData,
  totalKey,
} from '../reference-data.ts';

export type Dimensions = Readonly<Record<string, string>>;

export function metricNamed(referenceData: MetricReferenceData, code: string): Metric {
  const metric = referenceData.metric(code);
  if (metric === undefined) throw noMetric(code);
  return metric;
}

export function noMetric(code: string): BadInputError {
  const shown = `"${code.slice(0, 80)}"`;
  return new BadInputError(`There is no metric ${shown}.`, 'Take its code from the query "metrics".', {
    polish: `Nie ma wskaźnika ${shown}. Weź jego kod z zapytania "metrics".`,
  });
}

const total: DimensionKey = { id: totalKey, metricId: 0, key: '' };

/** The values of dimensions that were requested; without any the total. Null when no observation has them. */
export function dimensionKey(
  referenceData: MetricReferenceData,
  metric: Metric,
  requested: Dimensions | null,
): DimensionKey | null {
  const key = canonicalKey(requested ?? {});
  return key === '' ? total : (referenceData.keys(metric).find((known) => known.key === key) ?? null);
}

/** The total, where there is one; of a metric without it all its combinations. */
export function dimensionKeys(
  referenceData: MetricReferenceData,
  metric: Metric,
  requested: Dimensions | null,
  facet: string | null,
): DimensionKey[] {
  if (requested !== null) {
    const key = dimensionKey(referenceData, metric, requested);
    return key === null ? [] : [key];
  }
  const stated = new Set(
    referenceData
      .slices(metric)
      .filter(({ facetId }) => isCandidate(referenceData.facet(facetId), facet))
      .map(({ dimensionId }) => dimensionId),
  );
  const keys = stated.has(totalKey) ? [total] : referenceData.keys(metric).filter(({ id }) => stated.has(id));
  if (keys.length <= maxCombinations) return keys;
  throw new BadInputError(
    `The metric "${metric.code}" has no total and ${keys.length} combinations of dimension values.`,
    'Say in "dimensions" which of them.',
    {
      polish: `Wskaźnik "${metric.code}" nie ma wartości ogółem, a kombinacji wartości wymiarów ma ${keys.length}. Wskaż w "dimensions", o którą chodzi.`,
    },
  );
}

const maxCombinations = 50;

function isCandidate(facet: Facet | undefined, requested: string | null): boolean {
  if (facet === undefined) return false;
  return requested === null ? !isFaulty(facet) : facet.code === requested;
}

/** The publication of the metric with a code. */
export function facetNamed(referenceData: MetricReferenceData, metric: Metric, code: string): Facet {
  const facets = referenceData.facets(metric);
  const facet = facets.find((one) => one.code === code);
  if (facet !== undefined) return facet;
  const known = facets.map((one) => one.code).join(', ');
  throw new BadInputError(`The metric "${metric.code}" has no facet "${code.slice(0, 80)}".`, `It has: ${known}.`, {
    polish: `Wskaźnik "${metric.code}" nie ma publikacji (facet) "${code.slice(0, 80)}". Ma: ${known}.`,
  });
}

/**
 * The publication that an answer uses for one level, dimensions and period: the requested one, or the default, which is
 * the same for every field. Null where it states nothing there.
 */
export function facetAt(
  referenceData: MetricReferenceData,
  metric: Metric,
  requested: string | null,
  place: { readonly level: number; readonly dimensionId: number; readonly period: number },
): Facet | null {
  if (requested !== null) return facetNamed(referenceData, metric, requested);
  return referenceData.defaultFacet(metric, place.level, place.dimensionId, place.period) ?? null;
}

/** The levels at which observations of a level stand: a city that is both is kept as a gmina where it has one value. */
export function storedLevels(metric: Metric, level: Level): number[] {
  const own = levelNumbers[level];
  return level === 'POWIAT' && metric.cityLevels === 'ONE' ? [own, levelNumbers.GMINA] : [own];
}
