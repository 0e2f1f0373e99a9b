/** Series of several metrics and subjects. */
import { builder } from '#graphql/builder.ts';
import { BadInputError } from '#platform/errors.ts';
import type { Series } from '../read/series.ts';
import { checkedMetrics, maxSeries, type SeriesOrError, seriesDescriptions, seriesFor } from './find-series.ts';
import {
  DimensionValueInput,
  dimensionsOf,
  ObservationSubjectInput,
  periodArgument,
  spanOf,
  subjectArgument,
} from './inputs.ts';
import { MetricSeries, seriesAsJsonStat } from './series.ts';

const TimeSeries = builder.objectRef<readonly SeriesOrError[]>('TimeSeries').implement({
  description: 'Series of several metrics and subjects.',
  fields: (t) => ({
    series: t.field({
      type: [MetricSeries],
      complexity: { field: 1, multiplier: 1 },
      nullable: { list: false, items: true },
      description:
        'The series, by subject and metric in the order of the arguments; none where there is no value. An unknown metric, or one without values in the periods requested, is null with an error at its place.',
      resolve: (series) => [...series] as Series[],
    }),
    asJsonStat: t.field({
      type: 'JsonStat',
      // Of each series, for which it counts: the points of 25 years.
      complexity: 50,
      description: 'All series as one JSON-stat 2.0 dataset, with a `note` on each that there is none of.',
      resolve: (all, _args, context) => {
        const series = all.filter((one): one is Series => !(one instanceof BadInputError));
        const errors = all.filter((one): one is BadInputError => one instanceof BadInputError);
        if (series.length === 0 && errors[0] !== undefined) throw errors[0];
        return seriesAsJsonStat(
          series,
          context,
          errors.map(({ line }) => line),
        );
      },
    }),
  }),
});

builder.queryField('timeSeries', (t) =>
  t.field({
    type: TimeSeries,
    complexity: ({ metrics, subjects }) => ({ field: 1, multiplier: Math.max(1, metrics.length * subjects.length) }),
    description: `Metrics of subjects over time; at most ${maxSeries.series} series. A subject that does not exist has no series.`,
    args: {
      metrics: t.arg.idList({ required: true, description: seriesDescriptions.metrics }),
      subjects: t.arg({
        type: [ObservationSubjectInput],
        required: true,
        description: `Whom: 1 to ${maxSeries.subjects} units, offices, projects or practices.`,
      }),
      from: t.arg.string({ description: seriesDescriptions.from }),
      to: t.arg.string({ description: seriesDescriptions.to }),
      dimensions: t.arg({ type: [DimensionValueInput], description: seriesDescriptions.dimensions }),
      facet: t.arg.string({ description: seriesDescriptions.facet }),
    },
    resolve: async (_root, { metrics, subjects, from, to, dimensions, facet }, context) => {
      checkedMetrics(metrics);
      if (
        subjects.length < 1 ||
        subjects.length > maxSeries.subjects ||
        subjects.length * metrics.length > maxSeries.series
      ) {
        throw new BadInputError(
          `${metrics.length} metrics of ${subjects.length} subjects were requested.`,
          `Ask for at most ${maxSeries.subjects} subjects and ${maxSeries.series} series.`,
          {
            polish: `Poproszono o wskaźniki w liczbie ${metrics.length} dla podmiotów w liczbie ${subjects.length}. Poproś o najwyżej ${maxSeries.subjects} podmiotów i ${maxSeries.series} szeregów.`,
          },
        );
      }
      const day = to == null ? null : periodArgument(to, 'to');
      const read = await Promise.all(subjects.map((subject) => subjectArgument(subject, context, day)));
      const found = read.filter((subject) => subject !== null);
      const span = { ...spanOf(from, to), dimensions: dimensionsOf(dimensions), facet: facet ?? null };
      return seriesFor(metrics, found, span, context);
    },
  }),
);
