/** Finding metrics. */

import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import type { Context } from '#graphql/context.ts';
import { listArgs, orderInput } from '#graphql/ordering.ts';
import { type Ordering, pageComplexity, pageOf } from '#graphql/pages.ts';
import { BadInputError } from '#platform/errors.ts';
import { compareCodeUnits } from '#platform/text.ts';
import { foldName } from '#registry';
import { levelsOf, periodsOf } from '../describe.ts';
import type { Level } from '../levels.ts';
import type { MetricKind as Kind } from '../model.ts';
import { isInSpan, type PeriodType as PeriodKind, partsOf } from '../period.ts';
import { metricReference } from '../reference-cache.ts';
import type { Metric as MetricRecord, MetricReferenceData } from '../reference-data.ts';
import { MetricKind, ObservationLevel, PeriodType } from './enums.ts';
import { metricArgument, metricId } from './ids.ts';
import { type Maybe, PeriodRange, type PeriodRangeInput, spanOf } from './inputs.ts';
import { Metric } from './metric.ts';

builder.queryField('metric', (t) =>
  t.field({
    type: Metric,
    nullable: true,
    description: 'A metric by its id or its code; null when there is none.',
    args: {
      id: t.arg.id({ description: metricId.description('The metric') }),
      code: t.arg.string({ description: 'Its code, such as `population`.' }),
    },
    resolve: (_root, { id, code }, context) => {
      const [only, ...others] = [id ?? [], code ?? []].flat();
      if (only !== undefined && others.length === 0) return metricId.find(only, id == null ? 'code' : 'id', context);
      throw new BadInputError('A metric is looked up by one key.', 'Give "id" or "code".', {
        polish: 'Wskaźnik wyszukuje się po jednym kluczu. Podaj "id" albo "code".',
      });
    },
  }),
);

/** Written out because it holds itself. */
interface Filter {
  readonly metrics?: Maybe<string[]>;
  readonly text?: Maybe<string>;
  readonly levels?: Maybe<Level[]>;
  readonly sourceText?: Maybe<string>;
  readonly topics?: Maybe<string[]>;
  readonly kinds?: Maybe<Kind[]>;
  readonly periodTypes?: Maybe<PeriodKind[]>;
  readonly period?: Maybe<PeriodRangeInput>;
  readonly isDerived?: Maybe<boolean>;
  readonly not?: Maybe<Filter>;
}

const MetricFilter = builder.inputRef<Filter>('MetricFilter');
MetricFilter.implement({
  description: 'Filters metrics; all conditions must hold.',
  fields: (t) => ({
    metrics: t.idList({ description: metricId.description('Filters metrics by id') }),
    text: t.string({
      description:
        'Matches metrics with this text in their code, names or definitions; case and Polish letters do not matter.',
    }),
    levels: t.field({
      type: [ObservationLevel],
      description: 'Filters metrics by level: those with values at one of these.',
    }),
    sourceText: t.string({
      description:
        'Matches metrics with this text in the code, name or publisher of a facet; case and Polish letters do not matter.',
    }),
    topics: t.stringList({ description: 'Filters metrics by topic.' }),
    kinds: t.field({ type: [MetricKind], description: 'Filters metrics by kind.' }),
    periodTypes: t.field({ type: [PeriodType], description: 'Filters metrics by the kinds of their periods.' }),
    period: t.field({ type: PeriodRange, description: 'Filters metrics by period: those with values in the range.' }),
    isDerived: t.boolean({ description: 'Filters metrics by whether they are derived from others.' }),
    not: t.field({ type: MetricFilter, description: 'Leaves out metrics that match this filter.' }),
  }),
});

const MetricOrder = orderInput({
  typename: 'Metric',
  things: 'metrics',
  ties: 'by code',
  fields: {
    CODE: 'The code.',
    NAME: 'The Polish name, in alphabetical order.',
    OBSERVATION_COUNT: 'The number of observations.',
    LATEST_PERIOD: 'The latest period with values; metrics without values come first.',
  },
});

type Order = typeof MetricOrder.$inferInput;

builder.queryField('metrics', (t) =>
  t.connection(
    {
      type: Metric,
      description: 'Metrics, by default in the order of their codes.',
      args: listArgs('metrics', MetricFilter, MetricOrder, 'CODE ascending'),
      complexity: pageComplexity,
      resolve: (_root, { filter, orderBy, ...page }, context) => {
        const referenceData = context.release.get(metricReference);
        const isWanted = filter == null ? () => true : conditionOf(referenceData, filter, context);
        const ordering = orderingOf(referenceData, orderBy ?? { field: 'CODE', direction: 'ASC' });
        const found = referenceData.rows.metrics.filter(isWanted);
        const ordered = found.toSorted((a, b) => ordering.compareKeys(ordering.keyOf(a), ordering.keyOf(b)));
        return pageOf(ordered, page, ordering);
      },
    },
    connectionOf(Metric),
  ),
);

const alphabet = new Intl.Collator('pl');

function orderingOf(referenceData: MetricReferenceData, { field, direction }: Order): Ordering<MetricRecord> {
  const sign = direction === 'DESC' ? -1 : 1;
  const fieldOf: Readonly<Record<Order['field'], (metric: MetricRecord) => string | number>> = {
    CODE: ({ code }) => code,
    NAME: ({ namePl }) => namePl,
    OBSERVATION_COUNT: ({ id }) => referenceData.observationCount(id),
    LATEST_PERIOD: (metric) => periodsOf(referenceData, metric).at(-1) ?? 0,
  };
  const isNumber = field === 'OBSERVATION_COUNT' || field === 'LATEST_PERIOD';
  const compare = isNumber
    ? (a: string, b: string) => Number(a) - Number(b)
    : field === 'NAME'
      ? alphabet.compare
      : compareCodeUnits;
  return {
    name: `metrics ${field} ${direction}`,
    keyOf: (metric) => [String(fieldOf[field](metric)), metric.code],
    isKey: ([value = '', ...rest]) => rest.length === 1 && (!isNumber || /^\d{1,15}$/.test(value)),
    compareKeys: ([a = '', x = ''], [b = '', y = '']) => sign * compare(a, b) || compareCodeUnits(x, y),
  };
}

type Condition = (metric: MetricRecord) => boolean;

function conditionOf(referenceData: MetricReferenceData, filter: Filter, context: Context): Condition {
  const { metrics, topics, kinds, isDerived, not } = filter;
  const ids = metrics && new Set(metrics.map((id) => metricArgument(id, context, 'metrics').id));
  const excluded = not == null ? null : conditionOf(referenceData, not, context);
  const conditions: (Condition | null | undefined | false)[] = [
    ids && (({ id }) => ids.has(id)),
    topics && (({ topic }) => topic !== null && topics.includes(topic)),
    kinds && (({ kind }) => kinds.includes(kind)),
    isDerived != null && (({ formula }) => (formula !== null) === isDerived),
    ...textConditions(referenceData, filter),
    ...valueConditions(referenceData, filter),
    excluded && ((metric) => !excluded(metric)),
  ];
  const given = conditions.filter((condition) => typeof condition === 'function');
  return (metric) => given.every((condition) => condition(metric));
}

function textConditions(referenceData: MetricReferenceData, { text, sourceText }: Filter): Condition[] {
  const conditions: Condition[] = [];
  if (text != null)
    conditions.push(({ code, namePl, nameEn, definitionPl, definitionEn }) =>
      holds([code, namePl, nameEn, definitionPl, definitionEn], text),
    );
  if (sourceText != null)
    conditions.push((metric) =>
      holds(
        referenceData.facets(metric).flatMap(({ code, name, publisher }) => [code, name, publisher]),
        sourceText,
      ),
    );
  return conditions;
}

function valueConditions(referenceData: MetricReferenceData, { levels, periodTypes, period }: Filter): Condition[] {
  const conditions: Condition[] = [];
  if (levels != null)
    conditions.push((metric) => levelsOf(referenceData, metric).some((level) => levels.includes(level)));
  if (periodTypes != null)
    conditions.push((metric) =>
      periodsOf(referenceData, metric).some((one) => periodTypes.includes(partsOf(one).type)),
    );
  if (period != null) {
    const span = spanOf(period.from, period.to);
    conditions.push((metric) => periodsOf(referenceData, metric).some((one) => isInSpan(one, span)));
  }
  return conditions;
}

function holds(texts: readonly (string | null)[], wanted: string): boolean {
  const folded = foldName(wanted);
  return texts.some((text) => text !== null && foldName(text).includes(folded));
}
