/** Which observations answer a question: of which dimensions, level and publication. One answer never mixes two publications. */
import { BadInputError } from '#platform/errors.ts';
import {
  canonicalKey,
  type DimensionKey,
  type Facet,
  type Metric,
  type MetricCatalogue,
  totalKey,
} from '../catalogue.ts';
import { type Level, levelNumbers } from '../levels.ts';

export type Dimensions = Readonly<Record<string, string>>;

export function metricNamed(catalogue: MetricCatalogue, code: string): Metric {
  const metric = catalogue.metric(code);
  if (metric !== undefined) return metric;
  throw new BadInputError(`There is no metric "${code.slice(0, 80)}".`, 'Take its code from the query "metrics".', {
    polish: `Nie ma wskaźnika "${code.slice(0, 80)}". Weź jego kod z zapytania "metrics".`,
  });
}

const total: DimensionKey = { id: totalKey, metricId: 0, key: '' };

/** The values of dimensions that were asked for; without any the total. Null when no observation has them. */
export function dimensionKey(
  catalogue: MetricCatalogue,
  metric: Metric,
  asked: Dimensions | null,
): DimensionKey | null {
  const key = canonicalKey(asked ?? {});
  return key === '' ? total : (catalogue.keys(metric).find((known) => known.key === key) ?? null);
}

/** The total, where there is one; of a metric without it all its combinations. */
export function dimensionKeys(catalogue: MetricCatalogue, metric: Metric, asked: Dimensions | null): DimensionKey[] {
  if (asked !== null) {
    const key = dimensionKey(catalogue, metric, asked);
    return key === null ? [] : [key];
  }
  const hasTotal = catalogue.slices(metric).some(({ dimensionId }) => dimensionId === totalKey);
  const keys = hasTotal ? [total] : [...catalogue.keys(metric)];
  if (keys.length <= mostCombinations) return keys;
  throw new BadInputError(
    `The metric "${metric.code}" has no total and ${keys.length} combinations of dimension values.`,
    'Say in "dimensions" which of them.',
    {
      polish: `Wskaźnik "${metric.code}" nie ma wartości ogółem, a kombinacji wartości wymiarów ma ${keys.length}. Wskaż w "dimensions", o którą chodzi.`,
    },
  );
}

const mostCombinations = 50;

/** The asked publication, or the first by rank that has such observations. */
export function facetFor(
  catalogue: MetricCatalogue,
  metric: Metric,
  asked: string | null,
  has: (facet: Facet) => boolean,
): Facet | null {
  const facets = catalogue.facets(metric);
  if (asked === null) return facets.find(has) ?? null;
  const facet = facets.find(({ code }) => code === asked);
  if (facet !== undefined) return has(facet) ? facet : null;
  const known = facets.map(({ code }) => code).join(', ');
  throw new BadInputError(`The metric "${metric.code}" has no facet "${asked.slice(0, 80)}".`, `It has: ${known}.`, {
    polish: `Wskaźnik "${metric.code}" nie ma publikacji (facet) "${asked.slice(0, 80)}". Ma: ${known}.`,
  });
}

/** The levels at which observations of a level stand: a city that is both is kept as a gmina where it has one value. */
export function storedLevels(metric: Metric, level: Level): number[] {
  const own = levelNumbers[level];
  return level === 'POWIAT' && metric.cityLevels === 'ONE' ? [own, levelNumbers.GMINA] : [own];
}

/** The first publication by rank that has values of all these periods, so that they can be compared; null when none has. */
export function facetForAll(
  catalogue: MetricCatalogue,
  metric: Metric,
  level: Level,
  periods: readonly number[],
): string | null {
  const levels = storedLevels(metric, level);
  const slices = catalogue.slices(metric).filter((slice) => levels.includes(slice.level) && slice.valued > 0);
  const has = (facetId: number, period: number): boolean =>
    slices.some((slice) => slice.facetId === facetId && slice.period === period);
  return catalogue.facets(metric).find(({ id }) => periods.every((period) => has(id, period)))?.code ?? null;
}
