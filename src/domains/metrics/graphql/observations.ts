/** Observations one by one, as sources state them. */

import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { keysetPage } from '#graphql/keyset.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { Release, Source } from '#graphql/releases.ts';
import { jsonStat } from '../answer/json-stat.ts';
import { type MetricCatalogue, valuesOfKey } from '../catalogue.ts';
import { flags } from '../flags.ts';
import { heldMetrics } from '../held.ts';
import { levelOfNumber } from '../levels.ts';
import { formatPeriod, lastDayOf } from '../period.ts';
import { type ObservationRow, observationList } from '../read/list.ts';
import { worldOf } from '../read/world.ts';
import { ObservationFlag, ObservationLevel } from './enums.ts';
import { metricArgument, ObservationSubjectInput, spanOf, subjectArgument } from './inputs.ts';
import { Metric, MetricFacet } from './metric.ts';
import { labelOf, ObservationSubject } from './subject.ts';
import { ChosenDimensionValue, valueDescription } from './values.ts';

const Observation = builder.objectRef<ObservationRow>('Observation').implement({
  description: 'One value of a metric, as one publication states it.',
  fields: (t) => ({
    metric: t.field({
      type: Metric,
      nullable: true,
      description: 'The metric; never null in an answer of one release.',
      resolve: ({ metricId }, _args, { release }) => release.get(heldMetrics).metricById(metricId),
    }),
    facet: t.field({
      type: MetricFacet,
      nullable: true,
      description: 'The publication; never null in an answer of one release.',
      resolve: ({ facetId }, _args, { release }) => release.get(heldMetrics).facet(facetId),
    }),
    subject: t.field({
      type: ObservationSubject,
      description: 'Whom it is about.',
      resolve: ({ subjectId, period }, _args, { release }) => ({
        key: worldOf(release).keyOf(subjectId),
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
        valuesOfKey(release.get(heldMetrics).key(dimensionId)?.key ?? '').map(([dimension, value]) => ({
          dimension,
          value,
        })),
    }),
    value: t.exposeFloat('value', { nullable: true, description: valueDescription }),
    flag: t.expose('flag', { type: ObservationFlag, description: 'What the source says of the value.' }),
    sdmxFlag: t.string({
      description: 'The flag in the SDMX code list CL_OBS_STATUS, one letter.',
      resolve: ({ flag }) => flags[flag].sdmx,
    }),
    verbatim: t.exposeString('verbatim', { description: 'The value as the source writes it.' }),
    mark: t.exposeString('mark', {
      nullable: true,
      description: 'The mark that the source puts beside the value; null for none.',
    }),
    source: t.field({
      type: Source,
      description: 'The file that last changed it.',
      resolve: ({ release }, _args, context, info) =>
        context.loaders.releases.sources.get(context.release.get(heldMetrics).sourceOf(release), info),
    }),
    release: t.field({
      type: Release,
      description: 'The release that last changed it.',
      resolve: ({ release }, _args, { loaders }, info) => loaders.releases.releases.get(release, info),
    }),
  }),
});

const ObservationFilter = builder.inputType('ObservationFilter', {
  description: 'Which observations; all conditions must hold.',
  fields: (t) => ({
    metric: t.string({ description: 'Only of the metric with this code.' }),
    subject: t.field({ type: ObservationSubjectInput, description: 'Only of this unit, office, project or practice.' }),
    level: t.field({ type: ObservationLevel, description: 'Only values stated at this level.' }),
    facet: t.string({
      description:
        'Only from the publication with this code; without it from the default one of each metric and period.',
    }),
    from: t.string({ description: 'Only of this period and later.' }),
    to: t.string({ description: 'Only of this period and earlier.' }),
    hasValue: t.boolean({ description: 'Only observations with a value, or only those without.' }),
  }),
});

builder.queryField('observations', (t) =>
  t.connection(
    {
      type: Observation,
      description:
        'Observations, by metric, facet, level, dimensions and period, each number once: from the default publication of the period unless the filter names another. Derived metrics have none; see indicators.',
      args: { filter: t.arg({ type: ObservationFilter, description: 'Which observations; without it all.' }) },
      complexity: pageComplexity,
      resolve: async (_root, { filter, ...page }, context) => {
        const { metric, subject, level, facet, from, to, hasValue } = filter ?? {};
        const asked = subject == null ? null : await subjectArgument(subject, context, null);
        const list = observationList(context.db, worldOf(context.release), {
          metric: metric == null ? null : metricArgument(metric, context),
          subject: subject == null ? null : (asked?.key ?? ''),
          level: level ?? null,
          facet: facet ?? null,
          ...spanOf(from, to),
          hasValue: hasValue ?? null,
        });
        return keysetPage(list, page);
      },
    },
    {
      name: 'ObservationConnection',
      fields: (tc) => ({
        asJsonStat: tc.field({
          type: 'JsonStat',
          description: 'This page as a JSON-stat 2.0 dataset.',
          resolve: ({ edges }, _args, context) =>
            rowsAsJsonStat(
              (edges ?? []).flatMap((edge) => (edge?.node as ObservationRow | undefined) ?? []),
              context,
            ),
        }),
      }),
    },
    { name: 'ObservationEdge' },
  ),
);

function rowsAsJsonStat(rows: readonly ObservationRow[], context: Context): Record<string, unknown> {
  const catalogue = context.release.get(heldMetrics);
  const cells = rows.flatMap((row) => {
    const metric = catalogue.metricById(row.metricId);
    if (metric === undefined) return [];
    const place = labelOf(worldOf(context.release).keyOf(row.subjectId), lastDayOf(row.period), context);
    const more = whatElse(row, rows, catalogue);
    const label = more === '' ? place : { code: `${place.code};${more}`, label: `${place.label} (${more})` };
    const facet = catalogue.facet(row.facetId);
    return [{ metric, place: label, period: formatPeriod(row.period), value: row.value, flag: row.flag, facet }];
  });
  return jsonStat('Observations', [...new Set(rows.flatMap(({ facetId }) => catalogue.facet(facetId) ?? []))], cells);
}

/** A city may have two values: each is a place of its own in the dataset. */
function whatElse(row: ObservationRow, rows: readonly ObservationRow[], catalogue: MetricCatalogue): string {
  const differs = rows.some(({ level }) => level !== row.level);
  return [catalogue.key(row.dimensionId)?.key ?? '', differs ? `level=${levelOfNumber(row.level)}` : '']
    .filter((part) => part !== '')
    .join(';');
}
