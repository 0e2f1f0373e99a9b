/** Where a unit stands among others. */

import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import type { Context } from '#graphql/context.ts';
import { type Ordering, pageComplexity, pageOf } from '#graphql/pages.ts';
import { BadInputError } from '#platform/errors.ts';
import { onDay, TerritorialUnit, type UnitOnDay } from '#registry';
import { jsonStat } from '../answer/json-stat.ts';
import { peerGroup } from '../answer/peers.ts';
import { Group, type Member, type RankedMember } from '../answer/standing.ts';
import { type Travel, travelOf } from '../answer/travel.ts';
import type { Level } from '../levels.ts';
import { formatPeriod, lastDayOf } from '../period.ts';
import { refuseWithoutValues } from '../read/periods.ts';
import { isSameFacets, type MetricSlice, sliceOf } from '../read/slice.ts';
import { worldOf } from '../read/world.ts';
import { type Bin, binsOf, isAscendingBest, percentileOf, quartileOf } from '../statistics.ts';
import { ObservationFlag, ObservationLevel } from './enums.ts';
import {
  DimensionValueInput,
  dimensionsOf,
  metricArgument,
  ObservationSubjectInput,
  PeerFilter,
  periodArgument,
  subjectArgument,
  territorialLevel,
} from './inputs.ts';
import { Metric, MetricFacet } from './metric.ts';
import { DirectionOfTravel } from './travel.ts';
import { valueDescription } from './values.ts';

/** A dataset of all units of a level, some 2,500, whatever page was asked for; of a page it counts per entry. */
const wholeGroup = { ofOne: 1_000, ofPage: 50 };

interface GroupArguments {
  readonly metric: string;
  readonly period: string;
  readonly peers?: typeof PeerFilter.$inferInput | null | undefined;
  readonly level?: Level | null | undefined;
  readonly dimensions?: readonly { readonly dimension: string; readonly value: string }[] | null | undefined;
  readonly facet?: string | null | undefined;
}

async function groupFor(asked: GroupArguments, level: Level, subject: string | null, context: Context): Promise<Group> {
  const world = worldOf(context.release);
  const loader = context.loaders.metrics.observations;
  const period = periodArgument(asked.period, 'period');
  const metric = metricArgument(asked.metric, context);
  const place = { metric, level, dimensions: dimensionsOf(asked.dimensions), facet: asked.facet ?? null };
  const slice = await sliceOf(world, loader, { ...place, period });
  refuseWithoutValues(world.catalogue, place, slice);
  const states = await peerGroup(world, loader, {
    choice: asked.peers ?? {},
    level: territorialLevel(level),
    period,
    subject,
  });
  return new Group(slice, states);
}

function unitOf({ state }: Member, { slice }: Group): UnitOnDay {
  return onDay(state, lastDayOf(slice.period));
}

function groupAsJsonStat({ slice }: Group, members: readonly Member[]): Record<string, unknown> {
  const cells = members.map(({ state, value, flag }) => ({
    metric: slice.metric,
    place: { code: state.version.terc, label: state.version.name },
    period: formatPeriod(slice.period),
    value,
    flag,
  }));
  return jsonStat(`${slice.metric.namePl}, ${formatPeriod(slice.period)}`, slice.facets, cells);
}

const Summary = builder.objectRef<Group['summary']>('DistributionSummary').implement({
  description:
    'A group of values in numbers, as PostgreSQL computes them: percentile_cont for quartiles and median, stddev_samp.',
  fields: (t) => ({
    count: t.exposeInt('count', { description: 'How many units have a value.' }),
    missing: t.exposeInt('missing', { description: 'How many units of the group have none.' }),
    mean: t.exposeFloat('mean', { nullable: true, description: 'Arithmetic mean; null of none.' }),
    standardDeviation: t.exposeFloat('standardDeviation', {
      nullable: true,
      description: 'Standard deviation of a sample; null of fewer than two.',
    }),
    minimum: t.exposeFloat('minimum', { nullable: true, description: 'The lowest value; null of none.' }),
    lowerQuartile: t.exposeFloat('lowerQuartile', { nullable: true, description: 'First quartile; null of none.' }),
    median: t.exposeFloat('median', { nullable: true, description: 'Median; null of none.' }),
    upperQuartile: t.exposeFloat('upperQuartile', { nullable: true, description: 'Third quartile; null of none.' }),
    maximum: t.exposeFloat('maximum', { nullable: true, description: 'The highest value; null of none.' }),
  }),
});

interface BenchmarkAnswer {
  readonly group: Group;
  readonly subject: string;
  readonly member: Member | null;
  readonly travel: Travel | null;
}

const byTerc: Ordering<UnitOnDay> = {
  name: 'peers',
  keyOf: ({ version }) => [version.terc],
  compareKeys: ([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0),
};

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
      description: 'The publication that was used; null when nobody has a value.',
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
      description: 'The unit asked about, as it was at the end of the period; null when it did not exist then.',
      resolve: ({ group, member }) => (member === null ? null : unitOf(member, group)),
    }),
    value: t.float({
      nullable: true,
      description: valueDescription,
      resolve: ({ member }) => member?.value,
    }),
    flag: t.field({
      type: ObservationFlag,
      description: 'What is said of the value.',
      resolve: ({ member }) => member?.flag ?? 'MISSING',
    }),
    rank: t.int({
      nullable: true,
      description:
        'Its place, 1 for the best by the polarity of the metric (the highest value of a neutral one); equal values share a place. Null without a value.',
      resolve: (answer) => withValue(answer, (value, group) => group.rank(value)),
    }),
    of: t.int({
      description: 'Of how many units that have a value, itself included.',
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
      description: 'The value less the median, in the unit of measure.',
      resolve: (answer) => withValue(answer, (value, group) => value - (group.summary.median ?? value)),
    }),
    distanceToBest: t.float({
      nullable: true,
      description: 'The value less the best one, in the unit of measure: 0 for the best.',
      resolve: (answer) => withValue(answer, (value, group) => value - (group.best ?? value)),
    }),
    zScore: t.float({
      nullable: true,
      description: 'The value less the mean, in standard deviations; null when they are all alike.',
      resolve: (answer) =>
        withValue(answer, (value, { summary: { mean, standardDeviation } }) =>
          mean === null || !standardDeviation ? null : (value - mean) / standardDeviation,
        ),
    }),
    summary: t.field({ type: Summary, description: 'The group in numbers.', resolve: ({ group }) => group.summary }),
    travel: t.field({
      type: DirectionOfTravel,
      nullable: true,
      description:
        'How the value changed since the period of the argument `since`; null without it or without both values.',
      resolve: ({ travel }) => travel,
    }),
    isTooFewPeers: t.boolean({
      description: 'Whether fewer than 5 peers have a value, so that the place says little.',
      resolve: ({ group, subject }) => group.isTooSmallFor(subject),
    }),
    peerCodes: t.stringList({
      description: 'The TERC of every peer, in order, for `peers: {units: …}`: the same comparison can be asked again.',
      resolve: (answer) => othersIn(answer).map(({ state }) => state.version.terc),
    }),
    peers: t.connection(
      {
        type: TerritorialUnit,
        description: 'The peers, without the unit itself, by TERC; those without a value too.',
        complexity: pageComplexity,
        resolve: (answer, page) =>
          pageOf(
            othersIn(answer).map((member) => unitOf(member, answer.group)),
            page,
            byTerc,
          ),
      },
      connectionOf(TerritorialUnit),
    ),
    asJsonStat: t.field({
      type: 'JsonStat',
      description: 'The values of the unit and its peers as a JSON-stat 2.0 dataset.',
      complexity: wholeGroup.ofOne,
      resolve: ({ group }) => groupAsJsonStat(group, group.members),
    }),
  }),
});

const metricDescription = 'The code of the metric.';
const periodDescription = 'The period: `2019`, `2019-Q1`, `2019-H1`, `2019-03` or `2019/2020`.';
const peersDescription = 'With whom to compare; without it all units at the level.';
const facetDescription = 'The code of the publication to use; without it the default of the metric for the period.';
const dimensionsDescription = 'Of which values of dimensions; without it the total.';

builder.queryField('benchmark', (t) =>
  t.field({
    type: Benchmark,
    nullable: true,
    complexity: 20,
    description:
      'Where a unit stands among its peers; null when there is no such unit. A period without values is an error that names the periods there are.',
    args: {
      metric: t.arg.string({ required: true, description: metricDescription }),
      period: t.arg.string({ required: true, description: periodDescription }),
      subject: t.arg({ type: ObservationSubjectInput, required: true, description: 'The unit asked about.' }),
      peers: t.arg({ type: PeerFilter, description: peersDescription }),
      since: t.arg.string({ description: 'The period from which the direction of travel is told.' }),
      level: t.arg({
        type: ObservationLevel,
        description: 'The level to compare at; without it that of the unit, of a city with powiat rights GMINA.',
      }),
      dimensions: t.arg({ type: [DimensionValueInput], description: dimensionsDescription }),
      facet: t.arg.string({ description: facetDescription }),
    },
    resolve: async (_root, { subject, since, ...asked }, context) => {
      const found = subjectArgument(subject, context, periodArgument(asked.period, 'period'));
      if (found === null) return null;
      const earlier = since == null ? null : periodArgument(since, 'since');
      const group = await groupFor(asked, asked.level ?? found.levels[0] ?? 'GMINA', found.key, context);
      const member = group.members.find(({ state }) => state.unit.id === found.key) ?? null;
      const travel =
        earlier === null ? null : await travelSince(group.slice, earlier, found.key, asked.facet ?? null, context);
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
): Promise<Travel | null> {
  const { metric, level, dimensions, values } = slice;
  const earlier = await sliceOf(worldOf(context.release), context.loaders.metrics.observations, {
    metric,
    level,
    dimensions,
    facet,
    period: since,
  });
  const [before, now] = [earlier.values.get(key)?.value ?? null, values.get(key)?.value ?? null];
  return travelOf(metric.polarity, since, before, now, !isSameFacets(slice, earlier));
}

interface Entry {
  readonly group: Group;
  readonly member: RankedMember;
}

const RankingEntry = builder.objectRef<Entry>('RankingEntry').implement({
  description: 'The place of a unit in a ranking.',
  fields: (t) => ({
    rank: t.int({ description: 'Its place; equal values share one.', resolve: ({ member }) => member.rank }),
    tiedWith: t.int({ description: 'How many others have the same value.', resolve: ({ member }) => member.tied }),
    unit: t.field({
      type: TerritorialUnit,
      description: 'The unit, as it was at the end of the period.',
      resolve: ({ group, member }) => unitOf(member, group),
    }),
    value: t.float({ description: 'In the unit of measure of the metric.', resolve: ({ member }) => member.value }),
    flag: t.field({
      type: ObservationFlag,
      description: 'What is said of the value.',
      resolve: ({ member }) => member.flag,
    }),
  }),
});

function rankingOrder({ slice }: Group): Ordering<Entry> {
  const sign = isAscendingBest(slice.metric.polarity) ? 1 : -1;
  return {
    name: `ranking ${slice.metric.code} ${slice.period}`,
    keyOf: ({ member }) => [String(member.value), member.state.version.terc],
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
        metric: t.arg.string({ required: true, description: metricDescription }),
        period: t.arg.string({ required: true, description: periodDescription }),
        level: t.arg({ type: ObservationLevel, defaultValue: 'GMINA', description: 'The level of the units.' }),
        peers: t.arg({ type: PeerFilter, description: 'Which units; without it all at the level.' }),
        dimensions: t.arg({ type: [DimensionValueInput], description: dimensionsDescription }),
        facet: t.arg.string({ description: facetDescription }),
      },
      complexity: pageComplexity,
      resolve: async (_root, { first, last, after, before, ...asked }, context) => {
        const group = await groupFor(asked, asked.level ?? 'GMINA', null, context);
        const entries = group.ranked().map((member) => ({ group, member }));
        return { ...pageOf(entries, { first, last, after, before }, rankingOrder(group)), group };
      },
    },
    {
      name: 'RankingConnection',
      fields: (tc) => ({
        metric: tc.field({ type: Metric, description: 'The metric.', resolve: ({ group }) => group.slice.metric }),
        period: tc.string({ description: 'The period.', resolve: ({ group }) => formatPeriod(group.slice.period) }),
        facets: tc.field({
          type: [MetricFacet],
          description: 'The publications that were used; none when nobody has a value.',
          resolve: ({ group }) => [...group.slice.facets],
        }),
        missing: tc.int({
          description: 'How many units of the group have no value.',
          resolve: ({ group }) => group.summary.missing,
        }),
        asJsonStat: tc.field({
          type: 'JsonStat',
          description: 'The whole ranking, the best first, as a JSON-stat 2.0 dataset.',
          complexity: wholeGroup.ofPage,
          resolve: ({ group }) => groupAsJsonStat(group, group.ranked()),
        }),
      }),
    },
    { name: 'RankingEdge' },
  ),
);

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
      description: 'The publications that were used; none when nobody has a value.',
      resolve: ({ group }) => [...group.slice.facets],
    }),
    summary: t.field({ type: Summary, description: 'The group in numbers.', resolve: ({ group }) => group.summary }),
    bins: t.field({
      type: [DistributionBin],
      description: 'Ranges of one width from the lowest to the highest value; one when all are equal, none of none.',
      resolve: ({ group, bins }) => binsOf(group.ascending, bins),
    }),
    asJsonStat: t.field({
      type: 'JsonStat',
      description: 'The values behind it as a JSON-stat 2.0 dataset.',
      resolve: ({ group }) => groupAsJsonStat(group, group.members),
    }),
  }),
});

const mostBins = 100;

builder.queryField('distribution', (t) =>
  t.field({
    type: Distribution,
    complexity: 20,
    nullable: true,
    description:
      'How the values of a metric are spread over units in one period. A period without values is an error that names the periods there are.',
    args: {
      metric: t.arg.string({ required: true, description: metricDescription }),
      period: t.arg.string({ required: true, description: periodDescription }),
      bins: t.arg.int({ defaultValue: 10, description: `Into how many bins, 1 to ${mostBins}.` }),
      level: t.arg({ type: ObservationLevel, defaultValue: 'GMINA', description: 'The level of the units.' }),
      peers: t.arg({ type: PeerFilter, description: 'Which units; without it all at the level.' }),
      dimensions: t.arg({ type: [DimensionValueInput], description: dimensionsDescription }),
      facet: t.arg.string({ description: facetDescription }),
    },
    resolve: async (_root, { bins, ...asked }, context) => {
      const wanted = bins ?? 10;
      if (wanted < 1 || wanted > mostBins)
        throw new BadInputError(`"bins" is ${wanted}.`, `Ask for 1 to ${mostBins}.`, {
          polish: `"bins" wynosi ${wanted}. Podaj liczbę od 1 do ${mostBins}.`,
        });
      return { group: await groupFor(asked, asked.level ?? 'GMINA', null, context), bins: wanted };
    },
  }),
);
