import { type RawBuilder, sql } from 'kysely';
import { flags, levelNumbers } from '#metrics';
import { query } from '#platform/database/index.ts';
import { dataset } from './declare.ts';

export const metrics = dataset({
  name: 'metrics',
  title: 'Metrics',
  titlePl: 'Wskaźniki',
  description: 'Indicators with their definitions and units of measure.',
  table: 'metric',
  columns: {
    code: ['string', 'Code of the metric.', 'Kod'],
    name_pl: ['string', 'Name in Polish.', 'Nazwa'],
    name_en: ['string', 'Name in English.', 'Nazwa po angielsku'],
    definition_pl: ['string', 'Definition in Polish.', 'Definicja'],
    definition_en: ['string', 'Definition in English.', 'Definicja po angielsku'],
    unit_pl: ['string', 'Unit of measure in Polish.', 'Jednostka miary'],
    unit_en: ['string', 'Unit of measure in English.', 'Jednostka miary po angielsku'],
    multiplier: ['number', 'What a value is multiplied by to be in the unit.', 'Mnożnik'],
    decimals: ['integer', 'Decimal places that are meaningful.', 'Miejsca po przecinku'],
    polarity: ['string', 'HIGHER_IS_BETTER, LOWER_IS_BETTER or NEUTRAL.', 'Kierunek'],
    kind: ['string', 'COUNT, RATE, RATIO, AMOUNT, INDEX or SCORE.', 'Rodzaj'],
    aggregation: ['string', 'SUM, WEIGHTED_MEAN or NONE.', 'Agregacja'],
    topic: ['string', 'Topic.', 'Temat'],
    method: ['string', 'Method.', 'Metoda'],
  },
  primaryKey: ['code'],
  rows: query
    .selectFrom('metric')
    .select(['code', 'name_pl', 'name_en', 'definition_pl', 'definition_en', 'unit_pl', 'unit_en', 'multiplier'])
    .select(['decimals', 'polarity', 'kind', 'aggregation', 'topic', 'method']),
});

/** Numbers that stand for names, as SQL: Kysely's `case` compares with parameters, which COPY does not take. */
function named(column: string, names: readonly (readonly [number: number, name: string])[]): RawBuilder<string> {
  const cases = names.map(([number, name]) => sql`WHEN ${sql.lit(number)} THEN ${sql.lit(name)}`);
  return sql<string>`CASE ${sql.ref(column)} ${sql.join(cases, sql` `)} END`;
}

const levels = named(
  'o.level',
  Object.entries(levelNumbers).map(([name, number]) => [number, name]),
);
const flagNames = named(
  'o.flag',
  Object.entries(flags).map(([name, { number }]) => [number, name]),
);

/** As `formatPeriod` of the metrics writes it. */
const period = sql<string>`CASE
  WHEN o.period % 100 = 0 THEN (o.period / 100)::text
  WHEN o.period % 100 < 20 THEN (o.period / 100) || '-Q' || (o.period % 10)
  WHEN o.period % 100 < 40 THEN (o.period / 100) || '-' || lpad((o.period % 100 - 20)::text, 2, '0')
  WHEN o.period % 100 < 50 THEN (o.period / 100) || '-H' || (o.period % 10)
  ELSE (o.period / 100) || '/' || (o.period / 100 + 1) END`;

export const observations = dataset({
  name: 'observations',
  title: 'Observations',
  titlePl: 'Wartości wskaźników',
  description: 'Values of metrics of units, offices, projects and practices, with their flags.',
  table: 'observation',
  columns: {
    metric: ['string', 'Code of the metric.', 'Wskaźnik'],
    facet: ['string', 'Publication that states the value.', 'Publikacja'],
    level: ['string', 'Level at which the source states the value.', 'Poziom'],
    dimensions: ['string', 'Values of the dimensions; empty for the total.', 'Wymiary'],
    period: ['string', 'Year, 2019-Q1, 2019-03, 2019-H1 or school year 2019/2020.', 'Okres'],
    subject: ['integer', 'Number of the subject inside the hub.', 'Numer podmiotu'],
    subject_type: ['string', 'TERRITORIAL_UNIT, STATISTICAL_UNIT, OFFICE, PROJECT or PRACTICE.', 'Rodzaj podmiotu'],
    subject_id: ['string', 'Id of the unit, office, project or practice.', 'Identyfikator podmiotu'],
    value: ['number', 'Value, in the unit of the metric; empty where there is none.', 'Wartość'],
    flag: ['string', 'Remark of the source, after SDMX.', 'Znacznik'],
    verbatim: ['string', 'The value as the source writes it.', 'Zapis w źródle'],
    mark: ['string', 'The mark beside the value.', 'Znak umowny'],
  },
  primaryKey: ['metric', 'facet', 'level', 'dimensions', 'period', 'subject'],
  references: [{ fields: ['metric'], dataset: 'metrics', to: ['code'] }],
  rows: query
    .selectFrom('observation as o')
    .innerJoin('metric as m', 'm.id', 'o.metric_id')
    .innerJoin('metric_facet as f', 'f.id', 'o.facet_id')
    .innerJoin('metric_dimension_key as d', 'd.id', 'o.dimension_id')
    .innerJoin('observation_subject as s', 's.id', 'o.subject_id')
    .select(['m.code as metric', 'f.code as facet', levels.as('level'), 'd.key as dimensions', period.as('period')])
    .select(['s.id as subject', 's.type as subject_type'])
    .select(({ fn }) => [
      fn
        .coalesce('s.unit_id', 's.bdl_id', 's.office_id', fn.coalesce('s.project_id', 's.practice_id', 's.name'))
        .as('subject_id'),
    ])
    .select(['o.value', flagNames.as('flag'), 'o.verbatim', 'o.mark'])
    .select(['o.metric_id', 'o.facet_id', 'o.level as level_number', 'o.dimension_id', 'o.period as period_number']),
  // The order of the table's own key: texts would have to be sorted.
  order: ['metric_id', 'facet_id', 'level_number', 'dimension_id', 'period_number', 'subject'],
});
