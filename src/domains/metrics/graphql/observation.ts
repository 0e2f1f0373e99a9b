/** An observation, as one publication states it. */
import { builder } from '#graphql/builder.ts';
import { Release, Source } from '#graphql/releases.ts';
import { nodesByIds } from '#graphql/rows.ts';
import { flagOf, flags } from '../flags.ts';
import { observationKey, parseObservationKey } from '../ids.ts';
import { levelOfNumber } from '../levels.ts';
import { formatPeriod, lastDayOf } from '../period.ts';
import { metricContextOf } from '../read/metric-context.ts';
import { metricReference } from '../reference-cache.ts';
import { valuesOfKey } from '../reference-data.ts';
import { ObservationFlag, ObservationLevel } from './enums.ts';
import { MetricFacet } from './facet.ts';
import { Metric } from './metric.ts';
import { shownOnMetric } from './shown-at.ts';
import { ObservationSubject } from './subject.ts';
import { ChosenDimensionValue, valueDescription } from './values.ts';

const none = { metricId: 0, facetId: 0, level: 0, dimensionId: 0, period: 0, subjectId: 0 };

export const Observation = builder.prismaNode('Observation', {
  description: 'One value of a metric, as one publication states it.',
  select: { metricId: true, facetId: true, level: true, dimensionId: true, period: true, subjectId: true },
  id: {
    resolve: (place, { release }) => observationKey(release.get(metricReference), place),
    description: 'Global id; made from metric, facet, level, dimensions, period and subject.',
  },
  findUnique: (id, { release }) => ({
    metricId_facetId_level_dimensionId_period_subjectId: parseObservationKey(release.get(metricReference), id) ?? none,
  }),
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.metrics.observation) },
  fields: (t) => ({
    metric: t.field({
      type: Metric,
      nullable: true,
      description: 'The metric; never null in an answer of one release.',
      resolve: ({ metricId }, _args, { release }) => release.get(metricReference).metricById(metricId),
    }),
    url: t.string(shownOnMetric),
    facet: t.field({
      type: MetricFacet,
      nullable: true,
      description: 'The publication; never null in an answer of one release.',
      resolve: ({ facetId }, _args, { release }) => release.get(metricReference).facet(facetId),
    }),
    subject: t.field({
      type: ObservationSubject,
      description: 'The unit, office, project or practice that it is about.',
      resolve: ({ subjectId, period }, _args, { release }) => ({
        key: metricContextOf(release).keyOf(subjectId),
        day: lastDayOf(period),
      }),
    }),
    level: t.field({
      type: ObservationLevel,
      description: 'The level at which the value is stated.',
      resolve: ({ level }) => levelOfNumber(level),
    }),
    period: t.string({
      description: 'The period: `2019`, `2019-Q1`, `2019-H1`, `2019-03` or, of a school year, `2019/2020`.',
      resolve: ({ period }) => formatPeriod(period),
    }),
    dimensions: t.field({
      type: [ChosenDimensionValue],
      description: 'The values of dimensions that it is of; none for the total.',
      resolve: ({ dimensionId }, _args, { release }) =>
        valuesOfKey(release.get(metricReference).key(dimensionId)?.key ?? '').map(([dimension, value]) => ({
          dimension,
          value,
        })),
    }),
    value: t.exposeFloat('value', { nullable: true, description: valueDescription }),
    flag: t.field({
      type: ObservationFlag,
      description: 'The status of the observation, as the source states it.',
      select: { flag: true },
      resolve: ({ flag }) => flagOf(flag),
    }),
    sdmxFlag: t.string({
      description: 'The flag in the SDMX code list CL_OBS_STATUS, one letter.',
      select: { flag: true },
      resolve: ({ flag }) => flags[flagOf(flag)].sdmx,
    }),
    verbatim: t.exposeString('verbatim', { description: 'The value as the source writes it.' }),
    mark: t.exposeString('mark', {
      nullable: true,
      description: 'The mark that the source puts beside the value; null for none.',
    }),
    source: t.field({
      type: Source,
      description: 'The file that last changed it.',
      select: { release: true },
      resolve: ({ release }, _args, context, info) =>
        context.loaders.releases.sources.get(context.release.get(metricReference).sourceOf(release), info),
    }),
    release: t.field({
      type: Release,
      description: 'The release that last changed it.',
      select: { release: true },
      resolve: ({ release }, _args, { loaders }, info) => loaders.releases.releases.get(release, info),
    }),
  }),
});
