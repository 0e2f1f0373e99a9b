/**
 * Counts and sums of projects by groups. The same condition selects the projects as selects a list; a project that is in
 * several places or was carried out by several takes part in several groups.
 */
import type { Parameters } from './filter.ts';

export const groupings = [
  'PERIOD',
  'PROGRAMME',
  'PRIORITY',
  'FUND',
  'VOIVODESHIP',
  'POWIAT',
  'GMINA',
  'START_YEAR',
  'ROLE',
  'BENEFICIARY_KIND',
] as const;
export type Grouping = (typeof groupings)[number];
export type Allocation = 'FULL' | 'EQUAL_SPLIT';
export type StatisticsOrderField = 'COUNT' | 'VALUE' | 'ELIGIBLE_COST' | 'EU_CONTRIBUTION' | 'KEY';

export const placeGroupings = ['VOIVODESHIP', 'POWIAT', 'GMINA'] as const satisfies readonly Grouping[];
export type PlaceGrouping = (typeof placeGroupings)[number];

/** Of each unit in which projects are, the units at the levels that are grouped by. */
export interface UnitLevels {
  readonly unitIds: readonly string[];
  readonly levels: Readonly<Record<PlaceGrouping, readonly (string | null)[]>>;
}

export interface StatisticsQuestion {
  /** On `project p`. */
  readonly condition: string;
  readonly groupBy: readonly Grouping[];
  readonly allocation: Allocation;
  /** With a filter by place only the places inside it make groups. */
  readonly within: readonly string[] | null;
  readonly units: UnitLevels;
  /** Ids of offices of the government's administration and of self-government. */
  readonly government: readonly string[];
  readonly selfGovernment: readonly string[];
  readonly having: Having;
  readonly order: {
    readonly field: StatisticsOrderField;
    readonly direction: 'ASC' | 'DESC';
    readonly currency: string;
  };
  readonly first: number;
}

export interface Having {
  readonly countFrom?: number | null | undefined;
  readonly countTo?: number | null | undefined;
  readonly currency: string;
  readonly valueFrom?: string | null | undefined;
  readonly valueTo?: string | null | undefined;
  readonly euContributionFrom?: string | null | undefined;
  readonly euContributionTo?: string | null | undefined;
}

export interface AmountSums {
  readonly sum: string | null;
  readonly count: number;
  readonly average: string | null;
}

export interface CurrencySums {
  readonly currency: string;
  readonly count: number;
  readonly value: AmountSums;
  readonly eligibleCost: AmountSums;
  readonly euContribution: AmountSums;
}

export interface GroupRow {
  readonly keys: readonly (string | null)[];
  readonly count: number;
  readonly amounts: readonly CurrencySums[];
  /** How many groups there are, those beyond `first` too. */
  readonly groups: number;
}

const amountColumns = { value: 'value', eligibleCost: 'eligible_cost', euContribution: 'eu_contribution' } as const;

const plainKeys: Partial<Record<Grouping, string>> = {
  PERIOD: 'p.period::text',
  PROGRAMME: 'p.programme_id',
  PRIORITY: 'p.priority_id',
  FUND: 'p.fund',
  START_YEAR: 'extract(year FROM p.starts_on)::int::text',
};

/** Totals of all that the filter selects, and its groups. */
export function statisticsSql(question: StatisticsQuestion, parameters: Parameters): string {
  const { groupBy, order, first } = question;
  const keys = groupBy.map((_, index) => `key${index}`);
  const listed = keys.length === 0 ? "'{}'::text[]" : `ARRAY[${keys.join(', ')}]`;
  const sortKey = order.field === 'KEY' || order.field === 'COUNT' ? null : columnOf(order.field);
  const ordering =
    order.field === 'COUNT'
      ? `count ${order.direction}, `
      : sortKey === null
        ? ''
        : `order_amount ${order.direction} NULLS LAST, `;
  const keyDirection = order.field === 'KEY' ? order.direction : 'ASC';
  return `
    WITH member AS (${memberSql(question, parameters)}),
    per_currency AS (
      SELECT ${[...keys, 'currency'].join(', ')}, count(*)::int AS count, ${Object.values(amountColumns)
        .map((column) => `sum(${column}) AS ${column}_sum, count(${column})::int AS ${column}_count`)
        .join(', ')}
      FROM member GROUP BY ${[...keys, 'currency'].join(', ')}
    ),
    per_group AS (
      SELECT ${listed} AS keys, sum(count)::int AS count,
             jsonb_agg(${currencyJson()} ORDER BY currency DESC) AS amounts,
             ${sortKey === null ? 'NULL::numeric' : `sum(${sortKey}_sum) FILTER (WHERE currency = ${parameters.add(order.currency)})`} AS order_amount
      FROM per_currency ${keys.length === 0 ? '' : `GROUP BY ${keys.join(', ')}`}
      HAVING ${havingSql(question.having, parameters)}
    )
    SELECT keys, count, amounts, count(*) OVER ()::int AS groups FROM per_group WHERE count IS NOT NULL
    ORDER BY ${ordering}${keys.map((_, index) => `keys[${index + 1}] ${keyDirection} NULLS LAST`).join(', ') || 'count'}
    LIMIT ${parameters.add(first)}`;
}

/** One row for each project and group; amounts are whole, or the share of the group. */
function memberSql(question: StatisticsQuestion, parameters: Parameters): string {
  const { groupBy, allocation } = question;
  const places = groupBy.filter(isPlaceGrouping);
  const joins: string[] = [];
  if (places.length > 0)
    joins.push(`LEFT JOIN (${placesSql(question, places, parameters)}) AS place ON place.project_id = p.id`);
  if (groupBy.includes('ROLE') || groupBy.includes('BENEFICIARY_KIND')) {
    joins.push(`LEFT JOIN (${partiesSql(question, parameters)}) AS party ON party.project_id = p.id`);
  }
  const isSplit = allocation === 'EQUAL_SPLIT' && places.length > 0;
  const keys = groupBy.map((grouping, index) => `${keyOf(grouping)} AS key${index}`);
  const amounts = Object.values(amountColumns).map((column) => (isSplit ? shareOf(column) : `p.${column}`));
  const inside = question.within === null || places.length === 0 ? '' : ' AND place.is_inside';
  return `SELECT ${[...keys, 'p.currency', ...amounts].join(', ')} FROM project p ${joins.join(' ')}
    WHERE ${question.condition}${inside}`;
}

function keyOf(grouping: Grouping): string {
  if (isPlaceGrouping(grouping)) return `place.${grouping.toLowerCase()}`;
  if (grouping === 'ROLE') return 'party.role';
  return grouping === 'BENEFICIARY_KIND' ? 'party.kind' : (plainKeys[grouping] ?? 'NULL');
}

/**
 * Equal shares that add up to the whole exactly: all but the first are cut to hundredths, and the first takes what is
 * left. A project without a place is a share of its own.
 */
function shareOf(column: string): string {
  return `CASE WHEN place.number IS NULL THEN p.${column}
    WHEN place.number > 1 THEN trunc(p.${column} / place.shares, 2)
    ELSE p.${column} - trunc(p.${column} / place.shares, 2) * (place.shares - 1) END AS ${column}`;
}

/** The groups of places in which each project is, once each, numbered. */
function placesSql(
  { units, within }: StatisticsQuestion,
  places: readonly PlaceGrouping[],
  parameters: Parameters,
): string {
  const names = places.map((grouping) => grouping.toLowerCase());
  const columns = [units.unitIds, ...places.map((grouping) => units.levels[grouping])];
  const arrays = columns.map((values) => `${parameters.add(values)}::text[]`);
  const inside =
    within === null ? 'true' : `coalesce(bool_or(pp.unit_id = ANY(${parameters.add(within)}::text[])), false)`;
  const partition = `PARTITION BY pp.project_id`;
  return `SELECT pp.project_id, ${names.map((name) => `unit.${name}`).join(', ')}, ${inside} AS is_inside,
      count(*) OVER (${partition}) AS shares,
      row_number() OVER (${partition} ORDER BY ${names.map((name) => `unit.${name}`).join(', ')}) AS number
    FROM project_place pp LEFT JOIN unnest(${arrays.join(', ')}) AS unit(unit_id, ${names.join(', ')}) USING (unit_id)
    GROUP BY pp.project_id, ${names.map((name) => `unit.${name}`).join(', ')}`;
}

function partiesSql(question: StatisticsQuestion, parameters: Parameters): string {
  const { groupBy } = question;
  const columns = [
    ...(groupBy.includes('ROLE') ? ['role::text AS role'] : []),
    ...(groupBy.includes('BENEFICIARY_KIND') ? [`${kindSql(question, parameters)} AS kind`] : []),
  ];
  return `SELECT DISTINCT project_id, ${columns.join(', ')} FROM participation`;
}

function kindSql({ government, selfGovernment }: StatisticsQuestion, parameters: Parameters): string {
  return `CASE WHEN office_id = ANY(${parameters.add(government)}::text[]) THEN 'GOVERNMENT'
      WHEN office_id = ANY(${parameters.add(selfGovernment)}::text[]) THEN 'SELF_GOVERNMENT'
      WHEN organisation_id = 'redacted' THEN 'REDACTED' ELSE 'ORGANISATION' END`;
}

function isPlaceGrouping(grouping: Grouping): grouping is PlaceGrouping {
  return (placeGroupings as readonly Grouping[]).includes(grouping);
}

function currencyJson(): string {
  const sums = Object.entries(amountColumns).map(
    ([name, column]) => `'${name}', jsonb_build_object('sum', trim_scale(${column}_sum)::text, 'count', ${column}_count,
      'average', trim_scale(round(${column}_sum / nullif(${column}_count, 0), 2))::text)`,
  );
  return `jsonb_build_object('currency', currency, 'count', count, ${sums.join(', ')})`;
}

function columnOf(field: 'VALUE' | 'ELIGIBLE_COST' | 'EU_CONTRIBUTION'): string {
  return field.toLowerCase();
}

function havingSql(having: Having, parameters: Parameters): string {
  const sumOf = (column: string): string =>
    `coalesce(sum(${column}_sum) FILTER (WHERE currency = ${parameters.add(having.currency)}), 0)`;
  const conditions = [
    having.countFrom == null ? null : `sum(count) >= ${parameters.add(having.countFrom)}::int`,
    having.countTo == null ? null : `sum(count) <= ${parameters.add(having.countTo)}::int`,
    having.valueFrom == null ? null : `${sumOf('value')} >= ${parameters.add(having.valueFrom)}::numeric`,
    having.valueTo == null ? null : `${sumOf('value')} <= ${parameters.add(having.valueTo)}::numeric`,
    having.euContributionFrom == null
      ? null
      : `${sumOf('eu_contribution')} >= ${parameters.add(having.euContributionFrom)}::numeric`,
    having.euContributionTo == null
      ? null
      : `${sumOf('eu_contribution')} <= ${parameters.add(having.euContributionTo)}::numeric`,
  ].filter((condition) => condition !== null);
  return conditions.length === 0 ? 'true' : conditions.join(' AND ');
}
