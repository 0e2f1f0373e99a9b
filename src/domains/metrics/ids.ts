/** The keys inside global ids: codes and not the hub's numbers, so that they are the same in every hub. */

import { isLevel, levelNumbers, levelOfNumber } from './levels.ts';
import { formatPeriod, parsePeriod } from './period.ts';
import type { Facet, MetricReferenceData, SliceKey } from './reference-data.ts';

/** `population:bdl-ludn-2425` */
export function facetKey(referenceData: MetricReferenceData, id: number): string {
  const facet = referenceData.facet(id);
  return `${referenceData.metricById(facet?.metricId ?? 0)?.code}:${facet?.code}`;
}

export function parseFacetKey(referenceData: MetricReferenceData, key: string): Facet | undefined {
  const [metricCode = '', facetCode] = key.split(':');
  const metric = referenceData.metric(metricCode);
  return metric && referenceData.facets(metric).find(({ code }) => code === facetCode);
}

export interface ObservationPlace extends SliceKey {
  readonly subjectId: number;
}

/** `population:bdl-ludn-2425:GMINA::2019:TERRITORIAL_UNIT:0202021` */
export function observationKey(referenceData: MetricReferenceData, place: ObservationPlace): string {
  const dimensions = referenceData.key(place.dimensionId)?.key ?? '';
  const where = [levelOfNumber(place.level), dimensions, formatPeriod(place.period)].join(':');
  return `${facetKey(referenceData, place.facetId)}:${where}:${referenceData.subjectName(place.subjectId)}`;
}

export function parseObservationKey(referenceData: MetricReferenceData, key: string): ObservationPlace | undefined {
  const [metricCode = '', facetCode = '', level = '', dimensions = '', periodText = '', ...subject] = key.split(':');
  const facet = parseFacetKey(referenceData, `${metricCode}:${facetCode}`);
  const period = parsePeriod(periodText);
  const subjectId = referenceData.subjectNamed(subject.join(':'));
  if (facet === undefined || period === null || subjectId === undefined || !isLevel(level)) return undefined;
  const dimensionId = referenceData.dimensionId(facet.metricId, dimensions);
  if (dimensionId === undefined) return undefined;
  return { metricId: facet.metricId, facetId: facet.id, level: levelNumbers[level], dimensionId, period, subjectId };
}
