/** Where a unit stands among its peers. */

import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import type { Context } from '#graphql/context.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { BadInputError } from '#platform/errors.ts';
import { onDay, TerritorialUnit, unitListArgs, unitPage } from '#registry';
import type { Group, Member } from '../answer/standing.ts';
import { type Travel, travelOf } from '../answer/travel.ts';
import { formatPeriod, lastDayOf } from '../period.ts';
import { metricContextOf } from '../read/metric-context.ts';
import { faultWithoutValues } from '../read/periods.ts';
import { isSameFacets, type MetricSlice, sliceOf } from '../read/slice.ts';
import { percentileOf, quartileOf } from '../statistics.ts';
import { ObservationFlag, ObservationLevel } from './enums.ts';
import { MetricFacet } from './facet.ts';
import {
  DistributionSummary,
  groupAsJsonStat,
  groupCost,
  groupDescriptions,
  groupFor,
  unitOf,
  wholeGroupCost,
} from './group.ts';
import { DimensionValueInput, ObservationSubjectInput, PeerFilter, periodArgument, subjectArgument } from './inputs.ts';
import { Metric } from './metric.ts';
import { DirectionOfTravel } from './travel.ts';
import { valueDescription } from './values.ts';

interface BenchmarkAnswer {
  readonly group: Group;
  readonly subject: string;
  readonly member: Member | null;
  /** An error where the earlier period has no values. */
  readonly travel: Travel | BadInputError | null;
}

function othersIn({ group, subject }: BenchmarkAnswer): Member[] {
  return group.members.filter(({ state }) => state.unit.id !== subject);
}

function withValue<T>({ group, member }: BenchmarkAnswer, compute: (value: number, group: Group) => T): T | null {
  return member === null || member.value === null ? null : compute(member.value, group);
}

const Benchmark = builder.objectRef<BenchmarkAnswer>('Benchmark').implement({
  description:
    'Where a unit stands among its peers in one period. The group that all numbers are of is the unit and its peers, as far as they have a value.',
  fields: (t) => ({
    metric: t.field({ type: Metric, description: 'The metric.', resolve: ({ group }) => group.slice.metric }),
    period: t.string({ description: 'The period.', resolve: ({ group }) => formatPeriod(group.slice.period) }),
    level: t.field({
      type: ObservationLevel,
      description: 'The level at which units are compared.',
      resolve: ({ group }) => group.slice.level,
    }),
    facet: t.field({
      type: MetricFacet,
      nullable: true,
      description: 'The publication that was used; null without values.',
      resolve: ({ group }) => group.slice.facets[0],
    }),
    facets: t.field({
      type: [MetricFacet],
      description: 'All publications that were used: several where a derived metric needs them.',
      resolve: ({ group }) => [...group.slice.facets],
    }),
    unit: t.field({
      type: TerritorialUnit,
      nullable: true,
      description: 'The unit compared, as it was at the end of the period; null when it did not exist then.',
      resolve: ({ group, member }) => (member === null ? null : unitOf(member, group)),
    }),
    value: t.float({
      nullable: true,
      description: valueDescription,
      resolve: ({ member }) => member?.value,
    }),
    flag: t.field({
      type: ObservationFlag,
      description: 'The status of the observation.',
      resolve: ({ member }) => member?.flag ?? 'MISSING',
    }),
    rank: t.int({
      nullable: true,
      description:
        'Its rank, 1 for the best by the polarity of the metric (the highest value of a neutral one); equal values share a rank. Null without a value.',
      resolve: (answer) => withValue(answer, (value, group) => group.rank(value)),
    }),
    groupSize: t.int({
      description: 'The number of units that have a value, itself included.',
      resolve: ({ group }) => group.ascending.length,
    }),
    percentile: t.float({
      nullable: true,
      description:
        'Of the others, the share in per cent that have a lower value, whatever the polarity (percent_rank × 100, 0–100). Null without a value or without others.',
      resolve: (answer) => withValue(answer, (value, group) => percentileOf(value, group.ascending)),
    }),
    quartile: t.int({
      nullable: true,
      description:
        'The quarter of the values it is in, 1 for the lowest to 4 for the highest; on a limit the lower one.',
      resolve: (answer) => withValue(answer, (value, group) => quartileOf(value, group.ascending)),
    }),
    distanceToMedian: t.float({
      nullable: true,
      description: 'The difference from the median, in the unit of measure.',
      resolve: (answer) => withValue(answer, (value, group) => value - (group.summary.median ?? value)),
    }),
    distanceToBest: t.float({
      nullable: true,
      description: 'The difference from the best value, in the unit of measure: 0 for the best.',
      resolve: (answer) => withValue(answer, (value, group) => value - (group.best ?? value)),
    }),
    zScore: t.float({
      nullable: true,
      description: 'The difference from the mean in standard deviations (z-score); null when all values are equal.',
      resolve: (answer) =>
        withValue(answer, (value, { summary: { mean, standardDeviation } }) =>
          mean === null || !standardDeviation ? null : (value - mean) / standardDeviation,
        ),
    }),
    summary: t.field({
      type: DistributionSummary,
      description: 'Summary statistics of the group.',
      resolve: ({ group }) => group.summary,
    }),
    travel: t.field({
      type: DirectionOfTravel,
      nullable: true,
      description:
        'How the value changed since the period of the argument `since`; null without it or without both values.',
      resolve: ({ travel }) => {
        if (travel instanceof BadInputError) throw travel;
        return travel;
      },
    }),
    isTooFewPeers: t.boolean({
      description: 'Whether fewer than 5 peers have a value, so that the rank means little.',
      resolve: ({ group, subject }) => group.isTooSmallFor(subject),
    }),
    peerCodes: t.stringList({
      description:
        'The TERC of every peer, in order, for `peers: {units: …}`: the same comparison can be requested again.',
      resolve: (answer) => othersIn(answer).map(({ state }) => state.version.terc),
    }),
    peers: t.connection(
      {
        type: TerritorialUnit,
        description: 'The peers, without the unit itself, by default by TERC; those without a value too.',
        args: unitListArgs('TERC'),
        complexity: pageComplexity,
        resolve: (answer, args, context) => {
          const states = othersIn(answer).map(({ state }) => state);
          const day = lastDayOf(answer.group.slice.period);
          return unitPage({ day, states, orderedBy: null, show: (state) => onDay(state, day) }, args, 'TERC', context);
        },
      },
      connectionOf(TerritorialUnit),
    ),
    asJsonStat: t.field({
      type: 'JsonStat',
      description: 'The values of the unit and its peers as a JSON-stat 2.0 dataset.',
      complexity: wholeGroupCost.ofOne,
      resolve: ({ group }) => groupAsJsonStat(group, group.members),
    }),
  }),
});

builder.queryField('benchmark', (t) =>
  t.field({
    type: Benchmark,
    nullable: true,
    complexity: groupCost,
    description:
      'Where a unit stands among its peers; null when there is no such unit. A period without values is an error that names the periods there are.',
    args: {
      metric: t.arg.id({ required: true, description: groupDescriptions.metric }),
      period: t.arg.string({ description: groupDescriptions.lastPeriod }),
      subject: t.arg({ type: ObservationSubjectInput, required: true, description: 'The unit to compare.' }),
      peers: t.arg({ type: PeerFilter, description: groupDescriptions.peers }),
      since: t.arg.string({ description: 'The earlier period of the direction of travel.' }),
      level: t.arg({
        type: ObservationLevel,
        description: 'The level to compare at; without it that of the unit, of a city with powiat rights GMINA.',
      }),
      dimensions: t.arg({ type: [DimensionValueInput], description: groupDescriptions.dimensions }),
      facet: t.arg.string({ description: groupDescriptions.facet }),
    },
    resolve: async (_root, { subject, since, ...requested }, context) => {
      const period = requested.period == null ? null : periodArgument(requested.period, 'period');
      const found = await subjectArgument(subject, context, period);
      if (found === null) return null;
      const earlier = since == null ? null : periodArgument(since, 'since');
      const group = await groupFor(requested, requested.level ?? found.levels[0] ?? 'GMINA', found.key, context);
      const member = group.members.find(({ state }) => state.unit.id === found.key) ?? null;
      const travel =
        earlier === null ? null : await travelSince(group.slice, earlier, found.key, requested.facet ?? null, context);
      return { group, subject: found.key, member, travel };
    },
  }),
);

async function travelSince(
  slice: MetricSlice,
  since: number,
  key: string,
  facet: string | null,
  context: Context,
): Promise<Travel | BadInputError | null> {
  const { metric, level, dimensions, values } = slice;
  const metricContext = metricContextOf(context.release);
  const place = { metric, level, dimensions, facet };
  const earlier = await sliceOf(metricContext, context.loaders.metrics.observations, { ...place, period: since });
  const fault = faultWithoutValues(metricContext.referenceData, place, earlier);
  if (fault !== null) return fault;
  const [before, now] = [earlier.values.get(key)?.value ?? null, values.get(key)?.value ?? null];
  return travelOf(metric.polarity, since, before, now, !isSameFacets(slice, earlier));
}
