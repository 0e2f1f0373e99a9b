/** A metric of one subject over time. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { jsonStat, type StatCell } from '../answer/json-stat.ts';
import { formatPeriod } from '../period.ts';
import type { Series } from '../read/series.ts';
import { valuesOfKey } from '../reference-data.ts';
import { ObservationLevel } from './enums.ts';
import { MetricFacet } from './facet.ts';
import { Metric } from './metric.ts';
import { labelOf, ObservationSubject, type SubjectLabel } from './subject.ts';
import { ChosenDimensionValue, MetricSeriesPoint } from './values.ts';

export const MetricSeries = builder.objectRef<Series>('MetricSeries').implement({
  description:
    'A metric of one subject over time, of the default publication of each period. A value published under a former code of a unit belongs to the unit.',
  fields: (t) => ({
    metric: t.field({ type: Metric, description: 'The metric.', resolve: ({ metric }) => metric }),
    subject: t.field({
      type: ObservationSubject,
      description: 'The subject.',
      resolve: ({ subject }) => ({ key: subject, day: null }),
    }),
    level: t.expose('level', { type: ObservationLevel, description: 'The level at which the values are stated.' }),
    dimensions: t.field({
      type: [ChosenDimensionValue],
      description: 'The values of dimensions that it is of; none for the total.',
      resolve: ({ key }) => valuesOfKey(key.key).map(([dimension, value]) => ({ dimension, value })),
    }),
    facet: t.field({
      type: MetricFacet,
      nullable: true,
      description:
        'The publication of the oldest point; of a derived metric that of its first component. Each point names its own.',
      resolve: ({ facets }) => facets[0],
    }),
    facets: t.field({
      type: [MetricFacet],
      description:
        'All publications that were used: several where one takes over from another, or a derived metric needs them.',
      resolve: ({ facets }) => [...facets],
    }),
    points: t.field({
      type: [MetricSeriesPoint],
      complexity: { field: 1, multiplier: 10 },
      description: 'The values, the oldest first.',
      resolve: ({ points }) => [...points],
    }),
    latest: t.field({
      type: MetricSeriesPoint,
      nullable: true,
      description: 'The newest point that has a value; null when none has.',
      resolve: ({ points }) => points.findLast(({ value }) => value !== null),
    }),
    asJsonStat: t.field({
      type: 'JsonStat',
      description: 'The series as a JSON-stat 2.0 dataset.',
      resolve: (series, _args, context) => seriesAsJsonStat([series], context),
    }),
  }),
});

export async function seriesAsJsonStat(
  all: readonly Series[],
  context: Context,
  notes: readonly string[] = [],
): Promise<Record<string, unknown>> {
  const places = await Promise.all(all.map(({ subject }) => labelOf(subject, null, context)));
  const cells = all.flatMap((series, index): StatCell[] => {
    const place = places[index] as SubjectLabel;
    const breakdown =
      series.key.key === ''
        ? place
        : { code: `${place.code};${series.key.key}`, label: `${place.label} (${series.key.key})` };
    return series.points.map(({ period, value, flag, facet }) => ({
      facet,
      metric: series.metric,
      place: breakdown,
      period: formatPeriod(period),
      value,
      flag,
    }));
  });
  const facets = [...new Set(all.flatMap((series) => series.facets))];
  return jsonStat([...new Set(all.map(({ metric }) => metric.namePl))].join(', '), facets, cells, notes);
}
