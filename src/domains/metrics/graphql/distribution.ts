/** How the values of a metric are spread over units. */
import { builder } from '#graphql/builder.ts';
import { BadInputError } from '#platform/errors.ts';
import type { Group } from '../answer/standing.ts';
import { formatPeriod } from '../period.ts';
import { type Bin, binsOf } from '../statistics.ts';
import { ObservationLevel } from './enums.ts';
import { MetricFacet } from './facet.ts';
import {
  DistributionSummary,
  groupAsJsonStat,
  groupCost,
  groupDescriptions,
  groupFor,
  wholeGroupCost,
} from './group.ts';
import { DimensionValueInput, PeerFilter } from './inputs.ts';
import { Metric } from './metric.ts';

const DistributionBin = builder.objectRef<Bin>('DistributionBin').implement({
  description: 'A range of values.',
  fields: (t) => ({
    from: t.exposeFloat('from', { description: 'Its lower limit, included.' }),
    to: t.exposeFloat('to', { description: 'Its upper limit; only the last bin includes it.' }),
    count: t.exposeInt('count', { description: 'How many units have a value in it.' }),
  }),
});

const Distribution = builder.objectRef<{ readonly group: Group; readonly bins: number }>('Distribution').implement({
  description: 'How the values of a group of units are spread.',
  fields: (t) => ({
    metric: t.field({ type: Metric, description: 'The metric.', resolve: ({ group }) => group.slice.metric }),
    period: t.string({ description: 'The period.', resolve: ({ group }) => formatPeriod(group.slice.period) }),
    facets: t.field({
      type: [MetricFacet],
      description: 'The publications that were used; none without values.',
      resolve: ({ group }) => [...group.slice.facets],
    }),
    summary: t.field({
      type: DistributionSummary,
      description: 'Summary statistics of the group.',
      resolve: ({ group }) => group.summary,
    }),
    bins: t.field({
      type: [DistributionBin],
      description:
        'Ranges of equal width from the lowest to the highest value; one when all values are equal, none without values.',
      resolve: ({ group, bins }) => binsOf(group.ascending, bins),
    }),
    asJsonStat: t.field({
      type: 'JsonStat',
      complexity: wholeGroupCost.ofOne,
      description: 'The values behind it as a JSON-stat 2.0 dataset.',
      resolve: ({ group }) => groupAsJsonStat(group, group.members),
    }),
  }),
});

const maxBins = 100;

builder.queryField('distribution', (t) =>
  t.field({
    type: Distribution,
    complexity: groupCost,
    nullable: true,
    description:
      'How the values of a metric are spread over units in one period. A period without values is an error that names the periods there are.',
    args: {
      metric: t.arg.id({ required: true, description: groupDescriptions.metric }),
      period: t.arg.string({ description: groupDescriptions.lastPeriod }),
      bins: t.arg.int({ defaultValue: 10, description: `Into how many bins, 1 to ${maxBins}.` }),
      level: t.arg({ type: ObservationLevel, defaultValue: 'GMINA', description: 'The level of the units.' }),
      peers: t.arg({ type: PeerFilter, description: 'Filters the units; by default all at the level.' }),
      dimensions: t.arg({ type: [DimensionValueInput], description: groupDescriptions.dimensions }),
      facet: t.arg.string({ description: groupDescriptions.facet }),
    },
    resolve: async (_root, { bins, ...requested }, context) => {
      const wanted = bins ?? 10;
      if (wanted < 1 || wanted > maxBins)
        throw new BadInputError(`"bins" is ${wanted}.`, `Ask for 1 to ${maxBins}.`, {
          polish: `"bins" wynosi ${wanted}. Podaj liczbę od 1 do ${maxBins}.`,
        });
      return { group: await groupFor(requested, requested.level ?? 'GMINA', null, context), bins: wanted };
    },
  }),
);
