/** The keys inside global ids: codes and not the hub's numbers, so that they are the same in every hub. */
import type { Facet, MetricCatalogue, SliceKey } from './catalogue.ts';
import { isLevel, levelNumbers, levelOfNumber } from './levels.ts';
import { formatPeriod, parsePeriod } from './period.ts';

/** `population:bdl-ludn-2425` */
export function facetKey(catalogue: MetricCatalogue, id: number): string {
  const facet = catalogue.facet(id);
  return `${catalogue.metricById(facet?.metricId ?? 0)?.code}:${facet?.code}`;
}

export function parseFacetKey(catalogue: MetricCatalogue, key: string): Facet | undefined {
  const [metricCode = '', facetCode] = key.split(':');
  const metric = catalogue.metric(metricCode);
  return metric && catalogue.facets(metric).find(({ code }) => code === facetCode);
}

export interface ObservationPlace extends SliceKey {
  readonly subjectId: number;
}

/** `population:bdl-ludn-2425:GMINA::2019:TERRITORIAL_UNIT:0202021` */
export function observationKey(catalogue: MetricCatalogue, place: ObservationPlace): string {
  const dimensions = catalogue.key(place.dimensionId)?.key ?? '';
  const where = [levelOfNumber(place.level), dimensions, formatPeriod(place.period)].join(':');
  return `${facetKey(catalogue, place.facetId)}:${where}:${catalogue.subjectName(place.subjectId)}`;
}

export function parseObservationKey(catalogue: MetricCatalogue, key: string): ObservationPlace | undefined {
  const [metricCode = '', facetCode = '', level = '', dimensions = '', periodText = '', ...subject] = key.split(':');
  const facet = parseFacetKey(catalogue, `${metricCode}:${facetCode}`);
  const period = parsePeriod(periodText);
  const subjectId = catalogue.subjectNamed(subject.join(':'));
  if (facet === undefined || period === null || subjectId === undefined || !isLevel(level)) return undefined;
  const dimensionId = catalogue.dimensionId(facet.metricId, dimensions);
  if (dimensionId === undefined) return undefined;
  return { metricId: facet.metricId, facetId: facet.id, level: levelNumbers[level], dimensionId, period, subjectId };
}
