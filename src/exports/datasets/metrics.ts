import { type RawBuilder, sql } from 'kysely';
import { flags, levelNumbers } from '#metrics';
import { columnsAs, query } from '#platform/database/index.ts';
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
  'i.level',
  Object.entries(levelNumbers).map(([name, number]) => [number, name]),
);
const flagNames = named(
  'o.flag',
  Object.entries(flags).map(([name, { number }]) => [number, name]),
);

/** As `formatPeriod` of the metrics writes it. */
const number = columnsAs<'observation_slice'>('i')('period');
const year = sql`(${number} / 100)`;
const period = sql<string>`CASE
  WHEN ${number} % 100 = 0 THEN ${year}::text
  WHEN ${number} % 100 < 20 THEN ${year} || '-Q' || (${number} % 10)
  WHEN ${number} % 100 < 40 THEN ${year} || '-' || lpad((${number} % 100 - 20)::text, 2, '0')
  WHEN ${number} % 100 < 50 THEN ${year} || '-H' || (${number} % 10)
  ELSE ${year} || '/' || (${number} / 100 + 1) END`;

/** What is the same in all observations of a slice: made into text once for thousands of rows. */
const slices = query
  .selectFrom('observation_slice as i')
  .innerJoin('metric as m', 'm.id', 'i.metric_id')
  .innerJoin('metric_facet as f', 'f.id', 'i.facet_id')
  .innerJoin('metric_dimension_key as d', 'd.id', 'i.dimension_id')
  .select(['i.metric_id', 'i.facet_id', 'i.level as level_number', 'i.dimension_id', 'i.period as period_number'])
  .select(['m.code as metric', 'f.code as facet', levels.as('level'), 'd.key as dimensions', period.as('period')])
  .as('c');

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
    subject_key: [
      'string',
      'TERC code of a unit, NIP of an office, contract number of a project, slug of a practice, BDL id of a statistical unit.',
      'Klucz podmiotu (TERC, NIP, numer umowy)',
    ],
    value: ['number', 'Value, in the unit of the metric; empty where there is none.', 'Wartość'],
    flag: ['string', 'Remark of the source, after SDMX.', 'Znacznik'],
    verbatim: ['string', 'The value as the source writes it.', 'Zapis w źródle'],
    mark: ['string', 'The mark beside the value.', 'Znak umowny'],
  },
  primaryKey: ['metric', 'facet', 'level', 'dimensions', 'period', 'subject'],
  references: [{ fields: ['metric'], dataset: 'metrics', to: ['code'] }],
  rows: query
    .selectFrom('observation as o')
    .leftJoin(slices, (join) =>
      join
        .onRef('c.metric_id', '=', 'o.metric_id')
        .onRef('c.facet_id', '=', 'o.facet_id')
        .onRef('c.level_number', '=', 'o.level')
        .onRef('c.dimension_id', '=', 'o.dimension_id')
        .onRef('c.period_number', '=', 'o.period'),
    )
    .innerJoinLateral(
      ({ selectFrom }) =>
        selectFrom('observation_subject as i')
          .leftJoinLateral(
            (from) =>
              from
                .selectFrom('territorial_unit_version as n')
                .whereRef('n.unit_id', '=', 'i.unit_id')
                .select('n.terc')
                .orderBy('n.valid_from', 'desc')
                .limit(sql.lit(1))
                .as('v'),
            (join) => join.onTrue(),
          )
          .leftJoin('office as f', 'f.id', 'i.office_id')
          .leftJoin('project as p', 'p.id', 'i.project_id')
          .whereRef('i.id', '=', 'o.subject_id')
          .select('i.type')
          .select(({ fn }) => [
            fn
              .coalesce('i.unit_id', 'i.bdl_id', 'i.office_id', fn.coalesce('i.project_id', 'i.practice_id', 'i.name'))
              .as('id'),
            fn.coalesce('v.terc', 'i.bdl_id', 'f.nip', fn.coalesce('p.contract_number', 'i.practice_id')).as('key'),
          ])
          // A subquery of its own, which PostgreSQL makes once for each subject.
          .offset(sql.lit(0))
          .as('s'),
      (join) => join.onTrue(),
    )
    .select(['c.metric', 'c.facet', 'c.level', 'c.dimensions', 'c.period'])
    .select(['o.subject_id as subject', 's.type as subject_type', 's.id as subject_id', 's.key as subject_key'])
    .select(['o.value', flagNames.as('flag'), 'o.verbatim', 'o.mark'])
    .select(['o.metric_id', 'o.facet_id', 'o.level as level_number', 'o.dimension_id', 'o.period as period_number']),
  periods: query.selectFrom('observation_slice as i').select(period.as('period')).distinct(),
  // The order of the table's own key: texts would have to be sorted.
  order: ['metric_id', 'facet_id', 'level_number', 'dimension_id', 'period_number', 'subject'],
});
