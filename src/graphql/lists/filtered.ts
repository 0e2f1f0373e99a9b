/**
 * Lists of all rows of a table under a filter. Whether a filter selects many or few is not known beforehand, so one
 * statement does both: it looks through the next rows of the list, and through more of them where these are many of the
 * page; only where it is still not full it collects all that the filter selects, by its indexes. Either way a page costs about
 * the same in a large hub as in a small one.
 * SQL as text: tables are parameters, for which Kysely has no types.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '#platform/database/index.ts';
import type { Context } from '../context.ts';
import { type KeysetRange, keysetPage, type LazyPage } from '../keyset.ts';
import { markLoaded } from '../loaded-rows.ts';
import type { PageArguments } from '../pages.ts';
import type { Selection } from '../rows.ts';
import { allOf, type Condition, type ListFilter } from './conditions.ts';
import { placedColumns, rowOf } from './linked.ts';
import type { ListKind } from './links.ts';
import {
  betweenPlaces,
  isCursorKey,
  isNatural,
  keyOfPlaced,
  type ListOrder,
  orderBy,
  orderColumns,
  placeNames,
  wayOf,
} from './order.ts';
import { listTotals } from './totals.ts';

export interface FilteredList {
  readonly table: keyof Tables;
  /** Its primary key. */
  readonly id: ListKind['id'];
  readonly filter: ListFilter;
  readonly order: ListOrder;
}

/**
 * How many rows of the list are looked through, for each of the page: looking into texts costs some five times what looking
 * into columns and links does. Of few rows among the first the indexes find all sooner than the list does a page of them.
 */
const lookedThrough = { texts: { first: 15, more: 240 }, columns: { first: 60, more: 400 } } as const;
/** The part of the page that the first ones have to fill for more of them to be looked through. */
const promising = 1 / 8;

export function filteredPage<Row extends object>(
  context: Context,
  list: FilteredList,
  args: PageArguments,
  selection: Selection,
): Promise<LazyPage<Row>> {
  const { table, filter, order } = list;
  const [only, ...others] = filter.conditions;
  const linked = others.length === 0 && isNatural(order) ? only?.linked : undefined;
  const send = sender(context, list);
  const { pages, counts } = context.loaders.lists;
  const everyLinked = { filter: { conditions: [], key: '' } };
  return keysetPage<Row>(
    {
      name: order.name,
      keyOf: (row) => keyOfPlaced(order, row),
      isKey: (key) => isCursorKey(order, key),
      fetch: async (range) => {
        if (linked !== undefined) {
          return pages.load({ ...linked, ...everyLinked, order, range, selection }) as Promise<Row[]>;
        }
        return (await send(pageStatement<Row>(list, range, selection))).map(markLoaded);
      },
      count: () =>
        context.release.get(listTotals).count(table, filter.key, async () => {
          if (linked !== undefined) return counts.load({ ...linked, ...everyLinked });
          return (await send(countStatement(list)))[0]?.count ?? 0;
        }),
    },
    args,
  );
}

type Send = <T>(statement: RawBuilder<T>) => Promise<T[]>;

function sender({ db }: Context, { filter: { conditions } }: FilteredList): Send {
  const isScan = conditions.length > 0 && conditions.every(({ requiresFullScan }) => requiresFullScan === true);
  return (statement) => (isScan ? db.scan(statement) : db.rows(statement));
}

function pageStatement<Row>(list: FilteredList, range: KeysetRange, selection: Selection): RawBuilder<Row> {
  const { table, id, filter, order } = list;
  const { conditions } = filter;
  const [only] = conditions;
  const isOneIndex = conditions.length === 1 && only?.isIndexed === true && isNatural(order);
  const way = wayOf(order, range);
  const places = orderColumns(order, 'e');
  const past = sql.join([sql`true`, ...pastConditions(order, range)], sql` AND `);
  if (only === undefined || isOneIndex) {
    return sql<Row>`SELECT ${placedColumns(selection, order)} FROM ${sql.table(table)} AS e
      WHERE ${past} AND ${only?.sql ?? sql`true`} ORDER BY ${orderBy(places, way)} LIMIT ${range.limit}`;
  }
  const key = sql.ref(id);
  const names = placeNames(order).map((name) => sql.ref(name));
  const inOrder = orderBy(names, way);
  const placed = sql.join([sql`e.${key} AS id`, ...places.map((place, index) => sql`${place} AS ${names[index]}`)]);
  const columns = sql.join([sql`id`, ...names]);
  const row = rowOf(table, id, sql`page.id`, placedColumns(selection, order));
  const window = conditions.some(({ isText }) => isText === true) ? lookedThrough.texts : lookedThrough.columns;
  const first = nextRows(list, range, { past, skipped: 0, limit: window.first * range.limit });
  const further = nextRows(list, range, {
    past,
    skipped: window.first * range.limit,
    limit: window.more * range.limit,
  });
  const foundAtFirst = sql`(SELECT count(*) FROM near)`;
  const minFound = isIndexed(conditions) ? Math.ceil(range.limit * promising) : 0;
  const isFilled = sql`${foundAtFirst} + (SELECT count(*) FROM wide) >= ${range.limit}`;
  const placedIn = ({ rows, alias }: NextRows, when: RawBuilder<unknown>) => sql`SELECT ${placed} FROM ${rows}
      WHERE ${when} AND ${allOf(conditions)} ORDER BY ${orderBy(orderColumns(order, alias), way)} LIMIT ${range.limit}`;
  const onPage = orderBy(
    names.map((name) => sql`page.${name}`),
    way,
  );
  return sql<Row>`
    WITH near AS MATERIALIZED (${placedIn(first, sql`true`)}), wide AS MATERIALIZED (
      ${placedIn(further, sql`${foundAtFirst} BETWEEN ${minFound} AND ${range.limit - 1}`)}
    ), far AS MATERIALIZED (
      SELECT ${placed} FROM ${candidates(list)} WHERE NOT (${isFilled}) AND ${past} AND ${restOf(conditions)}
    )
    SELECT row.* FROM (
      SELECT ${columns} FROM near WHERE ${isFilled} UNION ALL SELECT ${columns} FROM wide WHERE ${isFilled}
      UNION ALL SELECT ${columns} FROM far ORDER BY ${inOrder} LIMIT ${range.limit}
    ) AS page CROSS JOIN LATERAL (${row}) AS row ORDER BY ${onPage}`;
}

interface NextRows {
  readonly rows: RawBuilder<unknown>;
  readonly alias: 'e' | 'l';
}

interface Window {
  readonly past: RawBuilder<unknown>;
  /** How many rows have been looked through before. */
  readonly skipped: number;
  readonly limit: number;
}

/**
 * The next rows of the list, called `e`; where a condition is a list by itself, those of that list. Ordered by the columns
 * of `alias` they need not be sorted.
 */
function nextRows(list: FilteredList, range: KeysetRange, { past, skipped, limit }: Window): NextRows {
  const { table, id, filter, order } = list;
  const { conditions } = filter;
  const from = sql.table(table);
  const way = wayOf(order, range);
  const window = sql`OFFSET ${skipped} LIMIT ${limit}`;
  const { kind, keys } = conditions.find(({ linked }) => linked !== undefined)?.linked ?? {};
  const [link, ...others] = kind?.links ?? [];
  const isOneList = link !== undefined && link.keysFrom === undefined && keys?.length === 1 && others.length === 0;
  if (!isOneList || !isNatural(order)) {
    const inOrder = orderBy(orderColumns(order, 'e'), way);
    return {
      rows: sql`(SELECT * FROM ${from} AS e WHERE ${past} ORDER BY ${inOrder} ${window}) AS e`,
      alias: 'e',
    };
  }
  const target = sql.ref(`e.${link.target}`);
  const rows = sql`(SELECT DISTINCT ON (e.list_key) e.list_key, ${target} AS id FROM ${link.source} AS e
      WHERE e.${sql.ref(link.origin)} = ${keys[0]} AND ${target} IS NOT NULL AND ${past}
      ORDER BY e.list_key ${way} ${window}) AS l
    CROSS JOIN LATERAL (SELECT r.* FROM ${from} AS r WHERE r.${sql.ref(id)} = l.id OFFSET 0) AS e`;
  return { rows, alias: 'l' };
}

/** All rows, called `e`; where conditions lead to some of them, those to which all of these do. */
function candidates({ table, id, filter }: FilteredList): RawBuilder<unknown> {
  const from = sql.table(table);
  const sets = filter.conditions.flatMap(({ keys }) => (keys === undefined ? [] : [sql`(${keys})`]));
  if (sets.length === 0) return sql`${from} AS e`;
  return sql`(SELECT DISTINCT key FROM (${sql.join(sets, sql` INTERSECT `)}) AS s) AS s
    CROSS JOIN LATERAL (SELECT * FROM ${from} AS r WHERE r.${sql.ref(id)} = s.key OFFSET 0) AS e`;
}

/** Whether an index leads to what is selected; without one all rows are read for it. */
function isIndexed(conditions: readonly Condition[]): boolean {
  return conditions.some(
    ({ keys, isIndexed: isOwn, isText, requiresFullScan }) =>
      keys !== undefined || isOwn === true || (isText === true && requiresFullScan !== true),
  );
}

/** What is left to hold of the candidates. */
function restOf(conditions: readonly Condition[]): RawBuilder<unknown> {
  return allOf(conditions.filter(({ keys }) => keys === undefined));
}

function pastConditions(order: ListOrder, range: KeysetRange): RawBuilder<unknown>[] {
  return betweenPlaces(order, range, 'e', (side, index) => sql`${range[side]?.[index]}`);
}

function countStatement(list: FilteredList): RawBuilder<{ count: number }> {
  return sql`SELECT count(*)::int AS count FROM ${candidates(list)} WHERE ${restOf(list.filter.conditions)}`;
}
