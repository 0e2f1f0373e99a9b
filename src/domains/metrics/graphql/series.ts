/** Values over time. */

import { builder } from '#graphql/builder.ts';
import { weighed } from '#graphql/complexity.ts';
import type { Context } from '#graphql/context.ts';
import { Office } from '#offices';
import { BadInputError } from '#platform/errors.ts';
import { TerritorialUnit } from '#registry';
import { jsonStat, type StatCell } from '../answer/json-stat.ts';
import { valuesOfKey } from '../catalogue.ts';
import { formatPeriod } from '../period.ts';
import { type Dimensions, metricNamed } from '../read/choose.ts';
import { type Series, seriesOf } from '../read/series.ts';
import { worldOf } from '../read/world.ts';
import { ObservationLevel } from './enums.ts';
import {
  type AskedSubject,
  DimensionValueInput,
  dimensionsOf,
  levelsOfUnit,
  metricArgument,
  ObservationSubjectInput,
  otherSubject,
  periodArgument,
  spanOf,
  subjectArgument,
} from './inputs.ts';
import { Metric, MetricFacet } from './metric.ts';
import { labelOf, ObservationSubject } from './subject.ts';
import { ChosenDimensionValue, MetricSeriesPoint } from './values.ts';

const most = { metrics: 30, subjects: 100, series: 300 };

export const MetricSeries = builder.objectRef<Series>('MetricSeries').implement({
  description:
    'A metric of one subject over time, of the default publication of each period. A value published under a former code of a unit belongs to the unit.',
  fields: (t) => ({
    metric: t.field({ type: Metric, description: 'The metric.', resolve: ({ metric }) => metric }),
    subject: t.field({
      type: ObservationSubject,
      description: 'Whom it is about.',
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

function seriesAsJsonStat(all: readonly Series[], context: Context): Record<string, unknown> {
  const cells = all.flatMap((series): StatCell[] => {
    const place = labelOf(series.subject, null, context);
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
  return jsonStat([...new Set(all.map(({ metric }) => metric.namePl))].join(', '), facets, cells);
}

interface Span {
  readonly from: number | null;
  readonly to: number | null;
  readonly dimensions: Dimensions | null;
  readonly facet: string | null;
}

async function seriesFor(
  codes: readonly string[],
  subjects: readonly AskedSubject[],
  span: Span,
  context: Context,
): Promise<Series[]> {
  const world = worldOf(context.release);
  const loader = context.loaders.metrics.observations;
  const metrics = codes.map((code) => metricNamed(world.catalogue, code));
  const found = await Promise.all(
    subjects.flatMap(({ key, levels }) =>
      metrics.map((metric) => seriesOf(world, loader, { metric, subject: key, levels, ...span })),
    ),
  );
  return found.flat();
}

function checkedCodes(codes: readonly string[]): readonly string[] {
  if (codes.length > 0 && codes.length <= most.metrics) return codes;
  throw new BadInputError(`${codes.length} metrics were named.`, `Name 1 to ${most.metrics}.`, {
    polish: `Liczba wskazanych wskaźników to ${codes.length}. Wskaż od 1 do ${most.metrics}.`,
  });
}

const perMetric = weighed({ weight: 1, multipliedBy: ['codes'] }, ({ codes }: { codes: readonly string[] }) => ({
  field: 1,
  multiplier: Math.max(1, codes.length),
}));

const codesDescription = `The codes of 1 to ${most.metrics} metrics.`;
const fromDescription = 'Only values of this period and later: `2019`, `2019-Q1` …';
const toDescription = 'Only values of this period and earlier.';
const dimensionsDescription =
  'Of which values of dimensions; without it the total, or of a metric without one all combinations.';
const facetDescription = 'The code of the publication to use; without it the default of the metric for each period.';

builder.objectFields(TerritorialUnit, (t) => ({
  indicators: t.field({
    type: [MetricSeries],
    complexity: perMetric,
    description: 'Series of metrics of this unit; none for a metric of which it has no value.',
    args: {
      codes: t.arg.stringList({ required: true, description: codesDescription }),
      from: t.arg.string({ description: fromDescription }),
      to: t.arg.string({ description: toDescription }),
      dimensions: t.arg({ type: [DimensionValueInput], description: dimensionsDescription }),
      level: t.arg({
        type: ObservationLevel,
        description: 'Of a city with powiat rights: its values as a GMINA (the usual ones) or as a POWIAT.',
      }),
      facet: t.arg.string({ description: facetDescription }),
    },
    resolve: ({ unit, version }, { codes, from, to, dimensions, level, facet }, context) => {
      const levels = level == null ? levelsOfUnit(version) : [level];
      const span = { ...spanOf(from, to), dimensions: dimensionsOf(dimensions), facet: facet ?? null };
      return seriesFor(checkedCodes(codes), [{ key: unit.id, levels }], span, context);
    },
  }),
}));

builder.objectFields(Office, (t) => ({
  indicators: t.field({
    type: [MetricSeries],
    complexity: perMetric,
    description: 'Series of metrics of this office; none for a metric of which it has no value.',
    args: {
      codes: t.arg.stringList({ required: true, description: codesDescription }),
      from: t.arg.string({ description: fromDescription }),
      to: t.arg.string({ description: toDescription }),
      dimensions: t.arg({ type: [DimensionValueInput], description: dimensionsDescription }),
      facet: t.arg.string({ description: facetDescription }),
    },
    resolve: ({ id }, { codes, from, to, dimensions, facet }, context) => {
      const span = { ...spanOf(from, to), dimensions: dimensionsOf(dimensions), facet: facet ?? null };
      return seriesFor(checkedCodes(codes), [otherSubject('OFFICE', id)], span, context);
    },
  }),
}));

const TimeSeries = builder.objectRef<readonly Series[]>('TimeSeries').implement({
  description: 'Series of several metrics and subjects.',
  fields: (t) => ({
    series: t.field({
      type: [MetricSeries],
      complexity: { field: 1, multiplier: 1 },
      description: 'The series, by subject and metric in the order asked; none where there is no value.',
      resolve: (series) => [...series],
    }),
    asJsonStat: t.field({
      type: 'JsonStat',
      description: 'All series as one JSON-stat 2.0 dataset.',
      resolve: (series, _args, context) => seriesAsJsonStat(series, context),
    }),
  }),
});

builder.queryField('timeSeries', (t) =>
  t.field({
    type: TimeSeries,
    complexity: ({ metrics, subjects }) => ({ field: 1, multiplier: Math.max(1, metrics.length * subjects.length) }),
    description: `Metrics of subjects over time; at most ${most.series} series. A subject that does not exist has none.`,
    args: {
      metrics: t.arg.stringList({ required: true, description: codesDescription }),
      subjects: t.arg({
        type: [ObservationSubjectInput],
        required: true,
        description: `Whom: 1 to ${most.subjects} units, offices, projects or practices.`,
      }),
      from: t.arg.string({ description: fromDescription }),
      to: t.arg.string({ description: toDescription }),
      dimensions: t.arg({ type: [DimensionValueInput], description: dimensionsDescription }),
      facet: t.arg.string({ description: facetDescription }),
    },
    resolve: async (_root, { metrics, subjects, from, to, dimensions, facet }, context) => {
      checkedCodes(metrics);
      if (subjects.length < 1 || subjects.length > most.subjects || subjects.length * metrics.length > most.series) {
        throw new BadInputError(
          `${metrics.length} metrics of ${subjects.length} subjects were asked for.`,
          `Ask for at most ${most.subjects} subjects and ${most.series} series.`,
          {
            polish: `Poproszono o wskaźniki w liczbie ${metrics.length} dla podmiotów w liczbie ${subjects.length}. Poproś o najwyżej ${most.subjects} podmiotów i ${most.series} szeregów.`,
          },
        );
      }
      for (const code of metrics) metricArgument(code, context);
      const day = to == null ? null : periodArgument(to, 'to');
      const read = await Promise.all(subjects.map((subject) => subjectArgument(subject, context, day)));
      const found = read.filter((subject) => subject !== null);
      const span = { ...spanOf(from, to), dimensions: dimensionsOf(dimensions), facet: facet ?? null };
      return seriesFor(metrics, found, span, context);
    },
  }),
);
