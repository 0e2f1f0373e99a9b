/** Series of metrics of units and offices. */
import { builder } from '#graphql/builder.ts';
import { weighed } from '#graphql/complexity.ts';
import { Office } from '#offices';
import { TerritorialUnit } from '#registry';
import type { Series } from '../read/series.ts';
import { ObservationLevel } from './enums.ts';
import { checkedMetrics, seriesDescriptions, seriesFor } from './find-series.ts';
import { DimensionValueInput, dimensionsOf, levelsOfUnit, otherSubject, spanOf } from './inputs.ts';
import { MetricSeries } from './series.ts';

const perMetric = weighed({ weight: 1, multipliedBy: ['metrics'] }, ({ metrics }: { metrics: readonly string[] }) => ({
  field: 1,
  multiplier: Math.max(1, metrics.length),
}));

builder.objectFields(TerritorialUnit, (t) => ({
  indicators: t.field({
    type: [MetricSeries],
    nullable: { list: true, items: true },
    complexity: perMetric,
    description:
      'Series of metrics of this unit; none for a metric of which it has no value. An unknown metric, or one without values in the periods requested, is null with an error at its place.',
    args: {
      metrics: t.arg.idList({ required: true, description: seriesDescriptions.metrics }),
      from: t.arg.string({ description: seriesDescriptions.from }),
      to: t.arg.string({ description: seriesDescriptions.to }),
      dimensions: t.arg({ type: [DimensionValueInput], description: seriesDescriptions.dimensions }),
      level: t.arg({
        type: ObservationLevel,
        description: 'Of a city with powiat rights: its values as a GMINA (the default) or as a POWIAT.',
      }),
      facet: t.arg.string({ description: seriesDescriptions.facet }),
    },
    resolve: ({ unit, version }, { metrics, from, to, dimensions, level, facet }, context) => {
      const levels = level == null ? levelsOfUnit(version) : [level];
      const span = { ...spanOf(from, to), dimensions: dimensionsOf(dimensions), facet: facet ?? null };
      return seriesFor(checkedMetrics(metrics), [{ key: unit.id, levels }], span, context) as Promise<Series[]>;
    },
  }),
}));

builder.objectFields(Office, (t) => ({
  indicators: t.field({
    type: [MetricSeries],
    nullable: { list: true, items: true },
    complexity: perMetric,
    description:
      'Series of metrics of this office; none for a metric of which it has no value. An unknown metric, or one without values in the periods requested, is null with an error at its place.',
    args: {
      metrics: t.arg.idList({ required: true, description: seriesDescriptions.metrics }),
      from: t.arg.string({ description: seriesDescriptions.from }),
      to: t.arg.string({ description: seriesDescriptions.to }),
      dimensions: t.arg({ type: [DimensionValueInput], description: seriesDescriptions.dimensions }),
      facet: t.arg.string({ description: seriesDescriptions.facet }),
    },
    resolve: ({ id }, { metrics, from, to, dimensions, facet }, context) => {
      const span = { ...spanOf(from, to), dimensions: dimensionsOf(dimensions), facet: facet ?? null };
      return seriesFor(checkedMetrics(metrics), [otherSubject('OFFICE', id)], span, context) as Promise<Series[]>;
    },
  }),
}));
