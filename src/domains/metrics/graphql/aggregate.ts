/** Regions from the units in them. */
import { builder } from '#graphql/builder.ts';
import { onDay, TerritorialUnit, unitId } from '#registry';
import { type Aggregate, aggregateOf } from '../answer/aggregate.ts';
import { jsonStat } from '../answer/json-stat.ts';
import { withinRule } from '../answer/peers.ts';
import { formatPeriod, lastDayOf } from '../period.ts';
import { metricNamed } from '../read/choose.ts';
import { metricContextOf } from '../read/metric-context.ts';
import { refuseWithoutValues } from '../read/periods.ts';
import { type MetricSlice, sliceOf } from '../read/slice.ts';
import { MetricAggregation, ObservationLevel } from './enums.ts';
import { MetricFacet } from './facet.ts';
import { groupCost } from './group.ts';
import { metricArgument, metricId } from './ids.ts';
import { DimensionValueInput, dimensionsOf, periodArgument, territorialLevel, unitArgument } from './inputs.ts';
import { Metric } from './metric.ts';

interface AggregateAnswer extends Aggregate {
  readonly slice: MetricSlice;
  readonly region: string | null;
}

const RegionalAggregate = builder.objectRef<AggregateAnswer>('RegionalAggregate').implement({
  description: 'A metric of a region, computed from the units in it by the rule of the metric.',
  fields: (t) => ({
    metric: t.field({ type: Metric, description: 'The metric.', resolve: ({ slice }) => slice.metric }),
    period: t.string({ description: 'The period.', resolve: ({ slice }) => formatPeriod(slice.period) }),
    level: t.field({
      type: ObservationLevel,
      description: 'The level of the units that went into it.',
      resolve: ({ slice }) => slice.level,
    }),
    region: t.field({
      type: TerritorialUnit,
      nullable: true,
      description: 'The region, as it was at the end of the period; null for Poland.',
      resolve: ({ region, slice }, _args, { release }) => {
        const day = lastDayOf(slice.period);
        const state = region === null ? undefined : metricContextOf(release).statesOn(day).get(region);
        return state === undefined ? null : onDay(state, day);
      },
    }),
    aggregation: t.field({
      type: MetricAggregation,
      description: 'The rule: a sum, a weighted mean, or none, and then there is no value.',
      resolve: ({ slice }) => slice.metric.aggregation,
    }),
    value: t.exposeFloat('value', {
      nullable: true,
      description: 'In the unit of measure of the metric; null where it does not add up, or no unit has a value.',
    }),
    units: t.exposeInt('units', {
      description: 'How many units of the level the region had at the end of the period.',
    }),
    covered: t.exposeInt('covered', {
      description: 'How many of them have a value (and a weight, where one is needed).',
    }),
    isComplete: t.boolean({
      description: 'Whether all units have a value.',
      resolve: ({ units, covered }) => units === covered,
    }),
    facets: t.field({
      type: [MetricFacet],
      description: 'The publications that were used; none without values.',
      resolve: ({ slice }) => [...slice.facets],
    }),
    asJsonStat: t.field({
      type: 'JsonStat',
      description: 'The value as a JSON-stat 2.0 dataset.',
      resolve: ({ slice, region, value }, _args, { release }) => {
        const state =
          region === null ? undefined : metricContextOf(release).statesOn(lastDayOf(slice.period)).get(region);
        const place = { code: state?.version.terc ?? 'PL', label: state?.version.name ?? 'Polska' };
        const flag = value === null ? 'MISSING' : 'NORMAL';
        const cell = { metric: slice.metric, place, period: formatPeriod(slice.period), value, flag } as const;
        return jsonStat(slice.metric.namePl, slice.facets, [cell]);
      },
    }),
  }),
});

builder.queryField('regionalAggregate', (t) =>
  t.field({
    type: RegionalAggregate,
    nullable: true,
    complexity: groupCost,
    description:
      "A metric of a region from the units in it, by the metric's own rule of adding up, with how many of how many units went in. A period without values is an error that names the periods there are.",
    args: {
      metric: t.arg.id({ required: true, description: metricId.description('The metric') }),
      period: t.arg.string({
        required: true,
        description: 'The period: `2019`, `2019-Q1`, `2019-H1`, `2019-03` or `2019/2020`.',
      }),
      level: t.arg({
        type: ObservationLevel,
        required: true,
        description: 'The level of the units that are added up.',
      }),
      within: t.arg.id({ description: `${unitId.description('The region')} Without it Poland.` }),
      dimensions: t.arg({
        type: [DimensionValueInput],
        description: 'Of which values of dimensions; without it the total.',
      }),
      facet: t.arg.string({
        description: 'The code of the publication to use; without it the default of the metric for the period.',
      }),
    },
    resolve: async (_root, { metric: code, period: text, level, within, dimensions, facet }, context) => {
      const metricContext = metricContextOf(context.release);
      const loader = context.loaders.metrics.observations;
      const period = periodArgument(text, 'period');
      const metric = metricArgument(code, context);
      const place = { metric, level, dimensions: dimensionsOf(dimensions), facet: facet ?? null };
      const slice = await sliceOf(metricContext, loader, { ...place, period });
      refuseWithoutValues(metricContext.referenceData, place, slice);
      const weights =
        metric.weight === null
          ? null
          : await sliceOf(metricContext, loader, {
              metric: metricNamed(metricContext.referenceData, metric.weight),
              level,
              period,
              dimensions: null,
              facet: null,
            });
      const day = lastDayOf(period);
      const region = within == null ? null : unitArgument(within, 'within', day, context);
      const isInside = region === null ? () => true : withinRule(metricContext, region, day);
      const states = metricContext.unitsAt(territorialLevel(level), day).filter(isInside);
      return { slice, region, ...aggregateOf(slice, weights, states) };
    },
  }),
);
