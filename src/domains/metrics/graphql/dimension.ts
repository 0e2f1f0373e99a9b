/** The breakdowns of a metric. */
import { builder } from '#graphql/builder.ts';
import { inLanguage, languageArgument } from '#graphql/language.ts';

const MetricDimensionValue = builder.prismaObject('MetricDimensionValue', {
  description: 'A value of a dimension.',
  select: {},
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its code within the dimension.' }),
    name: t.string({
      description: 'Its name.',
      args: { lang: t.arg(languageArgument) },
      select: { namePl: true, nameEn: true },
      resolve: ({ namePl, nameEn }, { lang }) => inLanguage(lang, namePl, nameEn),
    }),
  }),
});

export const MetricDimension = builder.prismaObject('MetricDimension', {
  description: 'A breakdown of a metric, such as sex or age. Without a value of it the total is meant.',
  select: {},
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its code within the metric.' }),
    name: t.string({
      description: 'Its name.',
      args: { lang: t.arg(languageArgument) },
      select: { namePl: true, nameEn: true },
      resolve: ({ namePl, nameEn }, { lang }) => inLanguage(lang, namePl, nameEn),
    }),
    values: t.field({
      type: [MetricDimensionValue],
      description: 'Its values, by code.',
      select: { metricId: true, code: true },
      resolve: ({ metricId, code }, _args, { loaders }, info) =>
        loaders.metrics.dimensionValues.load(`${metricId} ${code}`, info, undefined),
    }),
  }),
});
