/** A metric: what a number means, where it comes from and how sure it is. */

import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import { inLanguage, languageArgument } from '#graphql/language.ts';
import { type Ordering, pageComplexity, pageOf } from '#graphql/pages.ts';
import { Release } from '#graphql/releases.ts';
import { foldName } from '#registry';
import { type Facet, isFaulty, type MetricCatalogue, type Metric as MetricRecord } from '../catalogue.ts';
import { heldMetrics } from '../held.ts';
import { type Level, levelNames, levelOfNumber } from '../levels.ts';
import type { DimensionDefinition, DimensionValue, Formula } from '../model.ts';
import { formatPeriod, partsOf, periodTypes } from '../period.ts';
import {
  MetricAggregation,
  MetricCityLevels,
  MetricKind,
  MetricPolarity,
  MetricReliability,
  ObservationLevel,
  PeriodType,
} from './enums.ts';

export const MetricFacet = builder.objectRef<Facet & { readonly isDefault?: boolean }>('MetricFacet').implement({
  description: 'A publication that states the values of a metric. The same number from two publications is two facets.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its code within the metric, for the argument `facet`.' }),
    name: t.exposeString('name', { description: 'The name of the publication.' }),
    publisher: t.exposeString('publisher', { description: 'Who publishes it.' }),
    url: t.exposeString('url', { description: 'Where it is published; empty when unknown.' }),
    licence: t.exposeString('licence', { description: 'The terms under which it may be used again.' }),
    reliability: t.expose('reliability', {
      type: MetricReliability,
      description: 'How far its values can be relied on.',
    }),
    caveat: t.exposeString('caveat', {
      nullable: true,
      description: 'What readers of its values must know; null for nothing.',
    }),
    isDefault: t.boolean({
      description: 'Whether answers use it first when no facet is named; a faulty one never.',
      resolve: (facet, _args, { release }) => {
        const catalogue = release.get(heldMetrics);
        const metric = catalogue.metricById(facet.metricId);
        return metric !== undefined && !isFaulty(facet) && catalogue.facets(metric)[0]?.id === facet.id;
      },
    }),
  }),
});

const MetricDimensionValue = builder.objectRef<DimensionValue>('MetricDimensionValue').implement({
  description: 'A value of a dimension.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its code within the dimension.' }),
    name: t.string({
      description: 'Its name.',
      args: { lang: t.arg(languageArgument) },
      resolve: (value, { lang }) => inLanguage(lang, value.namePl, value.nameEn),
    }),
  }),
});

const MetricDimension = builder.objectRef<DimensionDefinition>('MetricDimension').implement({
  description: 'A breakdown of a metric, such as sex or age. Without a value of it the total is meant.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its code within the metric.' }),
    name: t.string({
      description: 'Its name.',
      args: { lang: t.arg(languageArgument) },
      resolve: (dimension, { lang }) => inLanguage(lang, dimension.namePl, dimension.nameEn),
    }),
    values: t.field({
      type: [MetricDimensionValue],
      description: 'Its values, by code.',
      resolve: ({ values }) => [...values],
    }),
  }),
});

export const Metric = builder.objectRef<MetricRecord>('Metric');

builder.node(Metric, {
  description: 'An indicator: what its numbers mean, in which unit, for whom and from whom.',
  id: { resolve: ({ code }) => code, description: 'Global id; stays the same.' },
  loadMany: (codes, { release }) => codes.map((code) => release.get(heldMetrics).metric(code) ?? null),
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'polarity' in value && 'cityLevels' in value,
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its lasting code, such as `population`.' }),
    name: t.string({
      description: 'Its name.',
      args: { lang: t.arg(languageArgument) },
      resolve: (metric, { lang }) => inLanguage(lang, metric.namePl, metric.nameEn),
    }),
    definition: t.string({
      nullable: true,
      description: 'What exactly is counted; null where the source does not explain it.',
      args: { lang: t.arg(languageArgument) },
      resolve: (metric, { lang }) =>
        metric.definitionPl === null ? metric.definitionEn : inLanguage(lang, metric.definitionPl, metric.definitionEn),
    }),
    unit: t.string({
      description: 'The unit of measure of its values, such as `osoba`, `zł`, `%`.',
      args: { lang: t.arg(languageArgument) },
      resolve: (metric, { lang }) => inLanguage(lang, metric.unitPl, metric.unitEn),
    }),
    multiplier: t.exposeFloat('multiplier', { description: 'How many units a value of 1 counts; mostly 1.' }),
    decimals: t.exposeInt('decimals', { description: 'With how many decimals its values are shown.' }),
    polarity: t.expose('polarity', { type: MetricPolarity, description: 'Which values are good.' }),
    kind: t.expose('kind', { type: MetricKind, description: 'What kind of number it is.' }),
    aggregation: t.expose('aggregation', { type: MetricAggregation, description: 'How its values add up.' }),
    cityLevels: t.expose('cityLevels', {
      type: MetricCityLevels,
      description: 'How cities with powiat rights stand in it.',
    }),
    topic: t.exposeString('topic', { nullable: true, description: 'Its topic; null where none was given.' }),
    method: t.exposeString('method', { nullable: true, description: 'How it is made; null where nobody said.' }),
    dimensions: t.field({
      type: [MetricDimension],
      description: 'Its breakdowns; none when it has only totals.',
      resolve: ({ dimensions }) => [...dimensions],
    }),
    formula: t.string({
      nullable: true,
      description: 'How a derived metric comes from others, by their codes; null for an observed one.',
      resolve: ({ formula }) => (formula === null ? null : formulaText(formula)),
    }),
    facets: t.field({
      type: [MetricFacet],
      description: 'The publications that state it, the default first and faulty ones last; none for a derived metric.',
      resolve: (metric, _args, { release }) => [...release.get(heldMetrics).facets(metric)],
    }),
    levels: t.field({
      type: [ObservationLevel],
      description: 'The levels at which there are values; of a derived metric those of its first component.',
      resolve: (metric, _args, { release }) => levelsOf(release.get(heldMetrics), metric),
    }),
    periodTypes: t.field({
      type: [PeriodType],
      description: 'The kinds of periods for which there are values.',
      resolve: (metric, _args, { release }) => {
        const types = new Set(periodsOf(release.get(heldMetrics), metric).map((period) => partsOf(period).type));
        return periodTypes.filter((type) => types.has(type));
      },
    }),
    periods: t.stringList({
      description: 'The periods for which there are values, the oldest first.',
      resolve: (metric, _args, { release }) => periodsOf(release.get(heldMetrics), metric).map(formatPeriod),
    }),
    observationCount: t.int({
      description: 'How many observations there are, those without a value counted; 0 for a derived metric.',
      resolve: (metric, _args, { release }) =>
        release
          .get(heldMetrics)
          .slices(metric)
          .reduce((sum, { stated }) => sum + stated, 0),
    }),
    release: t.field({
      type: Release,
      description: 'The release that last changed its definition.',
      resolve: ({ changedIn }, _args, { loaders }, info) => loaders.releases.releases.get(changedIn, info),
    }),
  }),
});

builder.objectFields(Metric, (t) => ({
  weight: t.field({
    type: Metric,
    nullable: true,
    description: 'By which metric its mean is weighted; null unless it adds up as WEIGHTED_MEAN.',
    resolve: ({ weight }, _args, { release }) => (weight === null ? null : release.get(heldMetrics).metric(weight)),
  }),
  components: t.field({
    type: [Metric],
    description: 'The metrics that its formula speaks of; none for an observed one.',
    resolve: ({ formula }, _args, { release }) =>
      componentsOf(formula).flatMap((code) => release.get(heldMetrics).metric(code) ?? []),
  }),
}));

function componentsOf(formula: Formula | null): string[] {
  if (formula === null) return [];
  return formula.type === 'RATIO' ? [formula.numerator, formula.denominator] : [formula.of];
}

function formulaText(formula: Formula): string {
  if (formula.type === 'RATIO') {
    const per = formula.per === 1 ? '' : ` × ${formula.per}`;
    return `${formula.numerator} / ${formula.denominator}${per}`;
  }
  const change = `${formula.of} − ${formula.of} a year before`;
  return formula.unit === 'PERCENT' ? `(${change}) / ${formula.of} a year before × 100` : change;
}

/** Through formulas down to what is observed. */
function observedFor(catalogue: MetricCatalogue, metric: MetricRecord, depth = 0): MetricRecord {
  const [first] = componentsOf(metric.formula);
  const component = first === undefined ? undefined : catalogue.metric(first);
  return component === undefined || depth > 4 ? metric : observedFor(catalogue, component, depth + 1);
}

function levelsOf(catalogue: MetricCatalogue, metric: MetricRecord): Level[] {
  const levels = new Set(catalogue.slices(observedFor(catalogue, metric)).map(({ level }) => levelOfNumber(level)));
  return levelNames.filter((level) => levels.has(level));
}

function periodsOf(catalogue: MetricCatalogue, metric: MetricRecord): number[] {
  const periods = new Set(catalogue.slices(observedFor(catalogue, metric)).map(({ period }) => period));
  return [...periods].toSorted((a, b) => a - b);
}

builder.queryField('metric', (t) =>
  t.field({
    type: Metric,
    nullable: true,
    description: 'The metric with a code; null when there is none.',
    args: { code: t.arg.string({ required: true, description: 'Its code, such as `population`.' }) },
    resolve: (_root, { code }, { release }) => release.get(heldMetrics).metric(code),
  }),
);

const MetricFilter = builder.inputType('MetricFilter', {
  description: 'Which metrics; all conditions must hold.',
  fields: (t) => ({
    text: t.string({
      description:
        'Only metrics with this text in their code, names or definitions, without regard to case and to Polish letters.',
    }),
    level: t.field({ type: ObservationLevel, description: 'Only metrics with values at this level.' }),
    source: t.string({
      description:
        'Only metrics with this text in the code, name or publisher of a facet, without regard to case and to Polish letters.',
    }),
    topic: t.string({ description: 'Only metrics of this topic.' }),
    kind: t.field({ type: MetricKind, description: 'Only metrics of this kind.' }),
    isDerived: t.boolean({ description: 'Only derived metrics, or only observed ones.' }),
  }),
});

const byCode: Ordering<MetricRecord> = {
  name: 'metrics',
  keyOf: ({ code }) => [code],
  compareKeys: ([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0),
};

builder.queryField('metrics', (t) =>
  t.connection(
    {
      type: Metric,
      description: 'Metrics, by code.',
      args: { filter: t.arg({ type: MetricFilter, description: 'Which metrics; without it all.' }) },
      complexity: pageComplexity,
      resolve: (_root, { filter, ...page }, { release }) => {
        const catalogue = release.get(heldMetrics);
        return pageOf(
          catalogue.rows.metrics.filter((metric) => isWanted(catalogue, metric, filter ?? {})),
          page,
          byCode,
        );
      },
    },
    connectionOf(Metric),
  ),
);

function isWanted(catalogue: MetricCatalogue, metric: MetricRecord, filter: typeof MetricFilter.$inferInput): boolean {
  const { text, level, source, topic, kind, isDerived } = filter;
  const texts = [metric.code, metric.namePl, metric.nameEn, metric.definitionPl, metric.definitionEn];
  const published = catalogue.facets(metric).flatMap(({ code, name, publisher }) => [code, name, publisher]);
  return (
    (text == null || holds(texts, text)) &&
    (level == null || levelsOf(catalogue, metric).includes(level)) &&
    (source == null || holds(published, source)) &&
    (topic == null || metric.topic === topic) &&
    (kind == null || metric.kind === kind) &&
    (isDerived == null || (metric.formula !== null) === isDerived)
  );
}

function holds(texts: readonly (string | null)[], wanted: string): boolean {
  const folded = foldName(wanted);
  return texts.some((text) => text !== null && foldName(text).includes(folded));
}
