/** Units by a metric, the best first. */
import { builder } from '#graphql/builder.ts';
import { weighed } from '#graphql/complexity.ts';
import { type Ordering, type PageArguments, pageComplexity, pageCost, pageOf } from '#graphql/pages.ts';
import { TerritorialUnit } from '#registry';
import type { Group, RankedMember } from '../answer/standing.ts';
import { formatPeriod } from '../period.ts';
import { isAscendingBest } from '../statistics.ts';
import { ObservationFlag, ObservationLevel } from './enums.ts';
import { MetricFacet } from './facet.ts';
import { groupAsJsonStat, groupDescriptions, groupFor, rankingCost, unitOf, wholeGroupCost } from './group.ts';
import { DimensionValueInput, PeerFilter } from './inputs.ts';
import { Metric } from './metric.ts';

interface Entry {
  readonly group: Group;
  readonly member: RankedMember;
}

const RankingEntry = builder.objectRef<Entry>('RankingEntry').implement({
  description: 'The rank of a unit in a ranking.',
  fields: (t) => ({
    rank: t.int({ description: 'Its rank; equal values share one.', resolve: ({ member }) => member.rank }),
    tiedWith: t.int({ description: 'How many others have the same value.', resolve: ({ member }) => member.tied }),
    unit: t.field({
      type: TerritorialUnit,
      description: 'The unit, as it was at the end of the period.',
      resolve: ({ group, member }) => unitOf(member, group),
    }),
    value: t.float({ description: 'In the unit of measure of the metric.', resolve: ({ member }) => member.value }),
    flag: t.field({
      type: ObservationFlag,
      description: 'The status of the observation.',
      resolve: ({ member }) => member.flag,
    }),
  }),
});

function rankingOrder({ slice }: Group): Ordering<RankedMember> {
  const sign = isAscendingBest(slice.metric.polarity) ? 1 : -1;
  return {
    name: `ranking ${slice.metric.code} ${slice.period}`,
    keyOf: ({ value, state }) => [String(value), state.version.terc],
    compareKeys: ([a = '', x = ''], [b = '', y = '']) => sign * (Number(a) - Number(b)) || (x < y ? -1 : x > y ? 1 : 0),
  };
}

builder.queryField('ranking', (t) =>
  t.connection(
    {
      type: RankingEntry,
      nullable: true,
      description:
        'Units by a metric in one period, the best first by the polarity of the metric (the highest of a neutral one). Units without a value are left out; see missing. A period without values is an error that names the periods there are.',
      args: {
        metric: t.arg.id({ required: true, description: groupDescriptions.metric }),
        period: t.arg.string({ description: groupDescriptions.lastPeriod }),
        level: t.arg({ type: ObservationLevel, defaultValue: 'GMINA', description: 'The level of the units.' }),
        peers: t.arg({ type: PeerFilter, description: 'Filters the units; by default all at the level.' }),
        dimensions: t.arg({ type: [DimensionValueInput], description: groupDescriptions.dimensions }),
        facet: t.arg.string({ description: groupDescriptions.facet }),
      },
      complexity: weighed({ ...pageCost, weight: rankingCost }, (page: PageArguments) => ({
        ...pageComplexity(page),
        field: rankingCost,
      })),
      resolve: async (_root, { first, last, after, before, ...requested }, context) => {
        const group = await groupFor(requested, requested.level ?? 'GMINA', null, context);
        const page = pageOf(group.ranked, { first, last, after, before }, rankingOrder(group));
        const edges = page.edges.map(({ cursor, node }) => ({ cursor, node: { group, member: node } }));
        return { ...page, edges, group };
      },
    },
    {
      name: 'RankingConnection',
      fields: (tc) => ({
        metric: tc.field({ type: Metric, description: 'The metric.', resolve: ({ group }) => group.slice.metric }),
        period: tc.string({ description: 'The period.', resolve: ({ group }) => formatPeriod(group.slice.period) }),
        facets: tc.field({
          type: [MetricFacet],
          description: 'The publications that were used; none without values.',
          resolve: ({ group }) => [...group.slice.facets],
        }),
        missing: tc.int({
          description: 'How many units of the group have no value.',
          resolve: ({ group }) => group.summary.missing,
        }),
        asJsonStat: tc.field({
          type: 'JsonStat',
          description: 'The whole ranking, the best first, as a JSON-stat 2.0 dataset.',
          complexity: wholeGroupCost.ofPage,
          resolve: ({ group }) => groupAsJsonStat(group, group.ranked),
        }),
      }),
    },
    { name: 'RankingEdge' },
  ),
);
