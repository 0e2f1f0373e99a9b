/** A metric: what a number means, where it comes from and how sure it is. */
import { builder } from '#graphql/builder.ts';
import { citationArgument, citationNow } from '#graphql/citations.ts';
import type { Context } from '#graphql/context.ts';
import { inLanguage, languageArgument, messageLanguage } from '#graphql/language.ts';
import { pageUrl, pageUrlField } from '#graphql/page-url.ts';
import { rowRelease } from '#graphql/releases.ts';
import { formulaText, levelsOf, periodsOf } from '../describe.ts';
import { componentsOf } from '../model.ts';
import { formatPeriod, partsOf, periodTypes } from '../period.ts';
import { metricReference } from '../reference-cache.ts';
import type { MetricReferenceData } from '../reference-data.ts';
import { MetricDimension } from './dimension.ts';
import {
  MetricAggregation,
  MetricCityLevels,
  MetricKind,
  MetricPolarity,
  ObservationLevel,
  PeriodType,
} from './enums.ts';
import { MetricFacet } from './facet.ts';

export const Metric = builder.prismaNode('Metric', {
  description: 'An indicator: its definition, unit of measure, levels and publications.',
  id: { field: 'code', description: 'Global id; made from the code.' },
  select: { id: true, code: true },
  extensions: {
    nodesByIds: (codes: readonly string[], { release }: Context) =>
      codes.map((code) => release.get(metricReference).metric(code) ?? null),
  },
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its lasting code, such as `population`.' }),
    url: t.string(pageUrlField<{ readonly code: string }>('metrics', ({ code }) => code)),
    citation: t.string({
      nullable: true,
      description: 'How to cite its values in the current release. Its sources are to be cited, too.',
      args: { format: t.arg(citationArgument), lang: t.arg(languageArgument) },
      select: { namePl: true, nameEn: true },
      resolve: ({ code, namePl, nameEn }, { format, lang }, context) =>
        citationNow(context, format ?? 'TEXT', {
          title: inLanguage(lang, namePl, nameEn),
          url: pageUrl(context, 'metrics', code),
          language: messageLanguage(lang),
        }),
    }),
    name: t.string({
      description: 'Its name.',
      args: { lang: t.arg(languageArgument) },
      select: { namePl: true, nameEn: true },
      resolve: ({ namePl, nameEn }, { lang }) => inLanguage(lang, namePl, nameEn),
    }),
    definition: t.string({
      nullable: true,
      description: 'What exactly is counted; null where the source does not explain it.',
      args: { lang: t.arg(languageArgument) },
      select: { definitionPl: true, definitionEn: true },
      resolve: ({ definitionPl, definitionEn }, { lang }) =>
        definitionPl === null ? definitionEn : inLanguage(lang, definitionPl, definitionEn),
    }),
    unitOfMeasure: t.string({
      description: 'The unit of measure of its values, such as `osoba`, `zł`, `%`.',
      args: { lang: t.arg(languageArgument) },
      select: { unitPl: true, unitEn: true },
      resolve: ({ unitPl, unitEn }, { lang }) => inLanguage(lang, unitPl, unitEn),
    }),
    multiplier: t.exposeFloat('multiplier', { description: 'How many units a value of 1 counts; mostly 1.' }),
    decimals: t.exposeInt('decimals', { description: 'With how many decimals its values are shown.' }),
    polarity: t.expose('polarity', { type: MetricPolarity, description: 'Whether high or low values are better.' }),
    kind: t.expose('kind', { type: MetricKind, description: 'What kind of number it is.' }),
    aggregation: t.expose('aggregation', { type: MetricAggregation, description: 'How its values are aggregated.' }),
    cityLevels: t.expose('cityLevels', {
      type: MetricCityLevels,
      description: 'How cities with powiat rights stand in it.',
    }),
    topic: t.exposeString('topic', { nullable: true, description: 'Its topic; null where none is stated.' }),
    method: t.exposeString('method', { nullable: true, description: 'How it is made; null where it is not stated.' }),
    dimensions: t.field({
      type: [MetricDimension],
      description: 'Its breakdowns; none when it has only totals.',
      resolve: ({ id }, _args, { loaders }, info) => loaders.metrics.dimensions.load(id, info, undefined),
    }),
    formula: t.string({
      nullable: true,
      description: 'How a derived metric comes from others, by their codes; null for an observed one.',
      resolve: ({ id }, _args, { release }) => {
        const formula = known(release.get(metricReference), id).formula;
        return formula === null ? null : formulaText(formula);
      },
    }),
    facets: t.field({
      type: [MetricFacet],
      description: 'The publications that state it, the default first and faulty ones last; none for a derived metric.',
      resolve: ({ id }, _args, { release }) => {
        const referenceData = release.get(metricReference);
        return [...referenceData.facets(known(referenceData, id))];
      },
    }),
    levels: t.field({
      type: [ObservationLevel],
      description: 'The levels at which there are values; of a derived metric those of its first component.',
      resolve: ({ id }, _args, { release }) => {
        const referenceData = release.get(metricReference);
        return levelsOf(referenceData, known(referenceData, id));
      },
    }),
    periodTypes: t.field({
      type: [PeriodType],
      description: 'The kinds of periods for which there are values.',
      resolve: ({ id }, _args, { release }) => {
        const referenceData = release.get(metricReference);
        const types = new Set(periodsOf(referenceData, known(referenceData, id)).map((period) => partsOf(period).type));
        return periodTypes.filter((type) => types.has(type));
      },
    }),
    periods: t.stringList({
      description: 'The periods for which there are values, the oldest first.',
      resolve: ({ id }, _args, { release }) => {
        const referenceData = release.get(metricReference);
        return periodsOf(referenceData, known(referenceData, id)).map(formatPeriod);
      },
    }),
    observationCount: t.int({
      description: 'How many observations there are, those without a value included; 0 for a derived metric.',
      resolve: ({ id }, _args, { release }) => release.get(metricReference).observationCount(id),
    }),
    release: t.field({ ...rowRelease, description: 'The release that last changed its definition.' }),
  }),
});

builder.prismaObjectFields(Metric, (t) => ({
  weight: t.field({
    type: Metric,
    nullable: true,
    description: 'The metric that weights its mean; null unless it is aggregated as WEIGHTED_MEAN.',
    select: { weightMetricId: true },
    resolve: ({ weightMetricId }, _args, { release }) =>
      weightMetricId === null ? null : release.get(metricReference).metricById(weightMetricId),
  }),
  components: t.field({
    type: [Metric],
    description: 'The metrics that its formula is computed from; none for an observed one.',
    resolve: ({ id }, _args, { release }) => {
      const referenceData = release.get(metricReference);
      return componentsOf(known(referenceData, id).formula).flatMap((code) => referenceData.metric(code) ?? []);
    },
  }),
}));

/** Rows come from the release that answers, and so does the catalogue. */
function known(referenceData: MetricReferenceData, id: number) {
  const metric = referenceData.metricById(id);
  if (metric === undefined) throw new Error(`There is no metric ${id}`);
  return metric;
}
