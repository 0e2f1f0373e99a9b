/**
 * The statement of statistics of projects. SQL as text: what it groups by is chosen by the caller, so that its columns have no
 * names that Kysely's types could know. Columns of projects are checked by their types, and values stay out of the text.
 */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Tables } from '#platform/database/index.ts';
import {
  type Grouping,
  type GroupRow,
  type Having,
  type PlaceGrouping,
  placeGroupings,
  type StatisticsRequest,
} from './statistics.ts';

type Fragment = RawBuilder<unknown>;
type ProjectColumn = keyof Tables['project'] & string;

const amountColumns = {
  value: 'value',
  eligibleCost: 'eligible_cost',
  euContribution: 'eu_contribution',
} as const satisfies Record<string, ProjectColumn>;
type AmountColumn = (typeof amountColumns)[keyof typeof amountColumns];

const comma = sql`, `;
const ofProject = (column: ProjectColumn): Fragment => sql.ref(`p.${column}`);
const arrayOf = (values: readonly (string | null)[]): Fragment => sql`${values}::text[]`;

const plainKeys: Partial<Record<Grouping, Fragment>> = {
  PERIOD: sql`${ofProject('period')}::text`,
  PROGRAMME: ofProject('programme_id'),
  PRIORITY: ofProject('priority_id'),
  FUND: ofProject('fund'),
  START_YEAR: sql`extract(year FROM ${ofProject('starts_on')})::int::text`,
};

/** Totals of all that the filter selects, and its groups. */
export function statisticsStatement(request: StatisticsRequest): RawBuilder<GroupRow> {
  const { groupBy, order, first } = request;
  const keys = groupBy.map((_, index) => sql.ref(`key${index}`));
  const perCurrency = sql.join([...keys, sql`currency`], comma);
  const sums = Object.values(amountColumns).map(
    (column) =>
      sql`sum(${sql.ref(column)}) AS ${sql.ref(`${column}_sum`)}, count(${sql.ref(column)})::int AS ${sql.ref(`${column}_count`)}`,
  );
  return sql<GroupRow>`
    WITH member AS (${members(request)}),
    per_currency AS (
      SELECT ${perCurrency}, count(*)::int AS count, ${sql.join(sums, comma)} FROM member GROUP BY ${perCurrency}
    ),
    per_group AS (
      SELECT ${keys.length === 0 ? sql`'{}'::text[]` : sql`ARRAY[${sql.join(keys, comma)}]`} AS keys,
             sum(count)::int AS count, jsonb_agg(${currencyJson()} ORDER BY currency DESC) AS amounts,
             ${orderAmount(order)} AS order_amount
      FROM per_currency ${keys.length === 0 ? sql`` : sql`GROUP BY ${sql.join(keys, comma)}`}
      HAVING ${havingCondition(request.having)}
    )
    SELECT keys, count, amounts, count(*) OVER ()::int AS groups FROM per_group WHERE count IS NOT NULL
    ORDER BY ${orderOf(order, keys.length)} LIMIT ${first}`;
}

function orderAmount({ field, currency }: StatisticsRequest['order']): Fragment {
  if (field === 'KEY' || field === 'COUNT') return sql`NULL::numeric`;
  return sql`sum(${sql.ref(`${field.toLowerCase()}_sum`)}) FILTER (WHERE currency = ${currency})`;
}

/** Equal groups are ordered by what they are grouped by. */
function orderOf({ field, direction }: StatisticsRequest['order'], keys: number): Fragment {
  const way = direction === 'ASC' ? sql`ASC` : sql`DESC`;
  const byKey = Array.from(
    { length: keys },
    (_, index) => sql`keys[${sql.lit(index + 1)}] ${field === 'KEY' ? way : sql`ASC`} NULLS LAST`,
  );
  if (field === 'KEY') return keys === 0 ? sql`count` : sql.join(byKey, comma);
  const first = field === 'COUNT' ? sql`count ${way}` : sql`order_amount ${way} NULLS LAST`;
  return sql.join([first, ...byKey], comma);
}

/** One row for each project and group; amounts are whole, or the share of the group. */
function members(request: StatisticsRequest): Fragment {
  const { groupBy, allocation } = request;
  const places = groupBy.filter(isPlaceGrouping);
  const isByParty = groupBy.includes('ROLE') || groupBy.includes('BENEFICIARY_KIND');
  const isSplit = allocation === 'EQUAL_SPLIT' && places.length > 0;
  const columns = [
    ...groupBy.map((grouping, index) => sql`${keyOf(grouping)} AS ${sql.ref(`key${index}`)}`),
    ofProject('currency'),
    ...Object.values(amountColumns).map((column) => (isSplit ? shareOf(column) : ofProject(column))),
  ];
  return sql`SELECT ${sql.join(columns, comma)} FROM project AS p
    ${places.length === 0 ? sql`` : sql`LEFT JOIN (${groupsOfPlaces(request, places)}) AS place ON place.project_id = p.id`}
    ${isByParty ? sql`LEFT JOIN (${parties(request)}) AS party ON party.project_id = p.id` : sql``}
    WHERE ${request.condition} ${request.within === null || places.length === 0 ? sql`` : sql`AND place.is_inside`}`;
}

function keyOf(grouping: Grouping): Fragment {
  if (isPlaceGrouping(grouping)) return sql.ref(`place.${grouping.toLowerCase()}`);
  if (grouping === 'ROLE') return sql`party.role`;
  return grouping === 'BENEFICIARY_KIND' ? sql`party.kind` : (plainKeys[grouping] ?? sql`NULL`);
}

/**
 * Equal shares that add up to the whole exactly: all but the first are cut to hundredths, and the first takes what is
 * left. A project without a place is a share of its own.
 */
function shareOf(column: AmountColumn): Fragment {
  const amount = ofProject(column);
  return sql`CASE WHEN place.number IS NULL THEN ${amount}
    WHEN place.number > 1 THEN trunc(${amount} / place.shares, 2)
    ELSE ${amount} - trunc(${amount} / place.shares, 2) * (place.shares - 1) END AS ${sql.ref(column)}`;
}

/** The groups of places in which each project is, once each, numbered. */
function groupsOfPlaces({ units, within }: StatisticsRequest, places: readonly PlaceGrouping[]): Fragment {
  const names = places.map((grouping) => grouping.toLowerCase());
  const levels = sql.join(
    names.map((name) => sql.ref(`unit.${name}`)),
    comma,
  );
  const arrays = [units.unitIds, ...places.map((grouping) => units.levels[grouping])].map(arrayOf);
  const columns = sql.join(
    ['unit_id', ...names].map((name) => sql.ref(name)),
    comma,
  );
  const inside = within === null ? sql`true` : sql`coalesce(bool_or(pp.unit_id = ANY(${arrayOf(within)})), false)`;
  return sql`SELECT pp.project_id, ${levels}, ${inside} AS is_inside,
      count(*) OVER (PARTITION BY pp.project_id) AS shares,
      row_number() OVER (PARTITION BY pp.project_id ORDER BY ${levels}) AS number
    FROM project_place pp LEFT JOIN unnest(${sql.join(arrays, comma)}) AS unit(${columns}) USING (unit_id)
    GROUP BY pp.project_id, ${levels}`;
}

function parties({ groupBy }: StatisticsRequest): Fragment {
  const byKind = groupBy.includes('BENEFICIARY_KIND');
  const kind = sql`CASE WHEN office.id IS NOT NULL THEN office.tier::text
      WHEN pa.organisation_id = 'redacted' THEN 'REDACTED' ELSE 'ORGANISATION' END AS kind`;
  const columns = [...(groupBy.includes('ROLE') ? [sql`pa.role::text AS role`] : []), ...(byKind ? [kind] : [])];
  return sql`SELECT DISTINCT pa.project_id, ${sql.join(columns, comma)} FROM participation AS pa
    ${byKind ? sql`LEFT JOIN office ON office.id = pa.office_id` : sql``}`;
}

function isPlaceGrouping(grouping: Grouping): grouping is PlaceGrouping {
  return (placeGroupings as readonly Grouping[]).includes(grouping);
}

function currencyJson(): Fragment {
  const sums = Object.entries(amountColumns).map(([name, column]) => {
    const [sum, count] = [sql.ref(`${column}_sum`), sql.ref(`${column}_count`)];
    return sql`${sql.lit(name)}, jsonb_build_object('sum', trim_scale(${sum})::text, 'count', ${count},
      'average', trim_scale(round(${sum} / nullif(${count}, 0), 2))::text)`;
  });
  return sql`jsonb_build_object('currency', currency, 'count', count, ${sql.join(sums, comma)})`;
}

function havingCondition({ currency, count, value, euContribution }: Having): Fragment {
  const sumOf = (column: AmountColumn): Fragment =>
    sql`coalesce(sum(${sql.ref(`${column}_sum`)}) FILTER (WHERE currency = ${currency}), 0)`;
  const conditions: RawBuilder<SqlBool>[] = [
    sql`true`,
    ...within(sql`sum(count)`, count, sql`bigint`),
    ...within(sumOf('value'), value, sql`numeric`),
    ...within(sumOf('eu_contribution'), euContribution, sql`numeric`),
  ];
  return sql.join(conditions, sql` AND `);
}

type Bounds = { readonly from?: string | number | null | undefined; readonly to?: string | number | null | undefined };

function within(sum: Fragment, bounds: Bounds | null | undefined, type: Fragment): RawBuilder<SqlBool>[] {
  return [
    ...(bounds?.from == null ? [] : [sql<SqlBool>`${sum} >= ${bounds.from}::${type}`]),
    ...(bounds?.to == null ? [] : [sql<SqlBool>`${sum} <= ${bounds.to}::${type}`]),
  ];
}
