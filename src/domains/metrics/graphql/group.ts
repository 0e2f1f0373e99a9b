/** The units that comparisons are about: what they are requested by, and their values as a dataset. */
import type { ArgBuilder } from '@pothos/core';
import { builder, type SchemaTypes } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { onDay, type UnitOnDay } from '#registry';
import { jsonStat } from '../answer/json-stat.ts';
import { peerGroup } from '../answer/peers.ts';
import { Group, type Member } from '../answer/standing.ts';
import type { Level } from '../levels.ts';
import { formatPeriod, lastDayOf } from '../period.ts';
import { metricContextOf } from '../read/metric-context.ts';
import { periodsWithValues, refuseWithoutValues } from '../read/periods.ts';
import { sliceOf } from '../read/slice.ts';
import { ObservationLevel } from './enums.ts';
import { MetricFacet } from './facet.ts';
import { metricArgument, metricId } from './ids.ts';
import {
  DimensionValueInput,
  dimensionsOf,
  PeerFilter,
  peerChoice,
  periodArgument,
  territorialLevel,
} from './inputs.ts';
import { Metric } from './metric.ts';

/** A dataset of all units of a level, some 2,500, whatever page was requested; of a page it counts per entry. */
export const wholeGroupCost = { ofOne: 1_000, ofPage: 400 };
/** To read the values of all units of a level, and to compare them. */
export const groupCost = 200;
/** The same, and to put them in order. */
export const rankingCost = 300;

interface GroupArguments {
  readonly metric: string;
  /** Without it the last one with values. */
  readonly period?: string | null | undefined;
  readonly peers?: typeof PeerFilter.$inferInput | null | undefined;
  readonly level?: Level | null | undefined;
  readonly dimensions?: readonly { readonly dimension: string; readonly value: string }[] | null | undefined;
  readonly facet?: string | null | undefined;
}

/** Requests for the same group share it, whatever else they request of it. */
export function groupFor(
  { metric, period = null, peers = null, dimensions = null, facet = null }: GroupArguments,
  level: Level,
  subject: string | null,
  context: Context,
): Promise<Group> {
  const requested = { metric, period, peers, dimensions, facet };
  const name = JSON.stringify([requested, level, subject]);
  return metricContextOf(context.release).group(name, () => makeGroup(requested, level, subject, context));
}

async function makeGroup(
  requested: GroupArguments,
  level: Level,
  subject: string | null,
  context: Context,
): Promise<Group> {
  const metricContext = metricContextOf(context.release);
  const loader = context.loaders.metrics.observations;
  const metric = metricArgument(requested.metric, context);
  const place = { metric, level, dimensions: dimensionsOf(requested.dimensions), facet: requested.facet ?? null };
  const period =
    requested.period == null
      ? (periodsWithValues(metricContext.referenceData, place).at(-1) ?? 0)
      : periodArgument(requested.period, 'period');
  const slice = await sliceOf(metricContext, loader, { ...place, period });
  refuseWithoutValues(metricContext.referenceData, place, slice);
  const states = await peerGroup(metricContext, loader, {
    choice: peerChoice(requested.peers, lastDayOf(period), context),
    level: territorialLevel(level),
    period,
    subject,
  });
  return new Group(slice, states);
}

export function unitOf({ state }: Member, { slice }: Group): UnitOnDay {
  return onDay(state, lastDayOf(slice.period));
}

export function groupAsJsonStat({ slice }: Group, members: readonly Member[]): Record<string, unknown> {
  const cells = members.map(({ state, value, flag }) => ({
    metric: slice.metric,
    place: { code: state.version.terc, label: state.version.name },
    period: formatPeriod(slice.period),
    value,
    flag,
  }));
  return jsonStat(`${slice.metric.namePl}, ${formatPeriod(slice.period)}`, slice.facets, cells);
}

export const groupDescriptions = {
  metric: metricId.description('The metric'),
  period: 'The period: `2019`, `2019-Q1`, `2019-H1`, `2019-03` or `2019/2020`.',
  lastPeriod:
    'The period: `2019`, `2019-Q1`, `2019-H1`, `2019-03` or `2019/2020`; without it the last one with values at the level.',
  peers: 'The peers; by default all units at the level.',
  facet: 'The code of the publication to use; without it the default of the metric for the period.',
  dimensions: 'Of which values of dimensions; without it the total.',
} as const;

export const DistributionSummary = builder.objectRef<Group['summary']>('DistributionSummary').implement({
  description:
    'Summary statistics of a group of values, as PostgreSQL computes them: percentile_cont for quartiles and median, stddev_samp.',
  fields: (t) => ({
    count: t.exposeInt('count', { description: 'How many units have a value.' }),
    missing: t.exposeInt('missing', { description: 'How many units of the group have none.' }),
    mean: t.exposeFloat('mean', { nullable: true, description: 'The arithmetic mean; null without values.' }),
    standardDeviation: t.exposeFloat('standardDeviation', {
      nullable: true,
      description: 'The standard deviation of a sample; null with fewer than two values.',
    }),
    minimum: t.exposeFloat('minimum', { nullable: true, description: 'The lowest value; null without values.' }),
    lowerQuartile: t.exposeFloat('lowerQuartile', {
      nullable: true,
      description: 'The first quartile; null without values.',
    }),
    median: t.exposeFloat('median', { nullable: true, description: 'The median; null without values.' }),
    upperQuartile: t.exposeFloat('upperQuartile', {
      nullable: true,
      description: 'The third quartile; null without values.',
    }),
    maximum: t.exposeFloat('maximum', { nullable: true, description: 'The highest value; null without values.' }),
  }),
});

type FieldBuilder<Shape> = PothosSchemaTypes.ObjectFieldBuilder<SchemaTypes, Shape>;

/** Of a group, in a query that shows all of it at once: a map, a distribution. */
export function groupFields<Shown extends { readonly group: Group }>(t: FieldBuilder<Shown>) {
  return {
    metric: t.field({ type: Metric, description: 'The metric.', resolve: ({ group }) => group.slice.metric }),
    period: t.string({ description: 'The period.', resolve: ({ group }) => formatPeriod(group.slice.period) }),
    facets: t.field({
      type: [MetricFacet],
      description: 'The publications that were used; none without values.',
      resolve: ({ group }) => [...group.slice.facets],
    }),
    summary: t.field({
      type: DistributionSummary,
      description: 'Summary statistics of the units.',
      resolve: ({ group }) => group.summary,
    }),
  };
}

/** Which group, in the same queries. */
export function groupArguments(arg: ArgBuilder<SchemaTypes>) {
  return {
    metric: arg.id({ required: true, description: groupDescriptions.metric }),
    period: arg.string({ description: groupDescriptions.lastPeriod }),
    level: arg({ type: ObservationLevel, defaultValue: 'GMINA', description: 'The level of the units.' }),
    peers: arg({ type: PeerFilter, description: 'Filters the units; by default all at the level.' }),
    dimensions: arg({ type: [DimensionValueInput], description: groupDescriptions.dimensions }),
    facet: arg.string({ description: groupDescriptions.facet }),
  };
}
