/**
 * Pages of the rows that something leads to: under many parents one statement reads all their pages, each straight from
 * an index that has the place in the list beside the key of the parent. SQL as text: tables are parameters, for which Kysely
 * has no types.
 */
import DataLoader from 'dataloader';
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '#platform/database/index.ts';
import type { Context } from '../context.ts';
import { type KeysetRange, keysetPage, type LazyPage } from '../keyset.ts';
import { markLoaded } from '../loaded-rows.ts';
import type { PageArguments } from '../pages.ts';
import type { Selection } from '../rows.ts';
import { columnsOf } from './columns.ts';
import { allOf, everything, type ListFilter } from './conditions.ts';
import type { Link, ListKind } from './links.ts';
import {
  betweenPlaces,
  isCursorKey,
  isNatural,
  keyOfPlaced,
  type ListOrder,
  naturalOrder,
  orderBy,
  orderColumns,
  placeColumns,
  placeNames,
  wayOf,
} from './order.ts';

export interface LinkedRows {
  readonly kind: ListKind;
  /** Of the parent; of a unit all that it stands for. */
  readonly keys: readonly string[];
  readonly filter?: ListFilter;
  readonly order?: ListOrder;
}

interface Counted {
  readonly kind: ListKind;
  readonly keys: readonly string[];
  readonly filter: ListFilter;
}

interface Request extends Counted {
  readonly order: ListOrder;
  readonly range: KeysetRange;
  readonly selection: Selection;
}

export function linkedLoaders(context: Context) {
  return {
    pages: new DataLoader((requests: readonly Request[]) => loadPages(context, requests), { cache: false }),
    counts: new DataLoader((lists: readonly Counted[]) => loadCounts(context, lists), { cache: false }),
  };
}

export function linkedPage<Row extends object>(
  context: Context,
  { kind, keys, filter = everything, order = naturalOrder(kind.name) }: LinkedRows,
  args: PageArguments,
  selection: Selection,
): Promise<LazyPage<Row>> {
  const { pages, counts } = context.loaders.lists;
  return keysetPage<Row>(
    {
      name: order.name,
      keyOf: (row) => keyOfPlaced(order, row),
      isKey: (key) => isCursorKey(order, key),
      fetch: (range) => pages.load({ kind, keys, filter, order, range, selection }) as Promise<Row[]>,
      count: () => counts.load({ kind, keys, filter }),
    },
    args,
  );
}

/** A row by its key: it is looked up by index, however many rows the planner expects. */
export function rowOf(
  table: keyof Tables,
  id: ListKind['id'],
  key: RawBuilder<unknown>,
  columns: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`SELECT ${columns} FROM ${sql.table(table)} AS e WHERE e.${sql.ref(id)} = ${key} OFFSET 0`;
}

/** The columns of the row `e` that the document needs, and its place; where only a count is requested, its place alone. */
export function placedColumns(selection: Selection, order: ListOrder): RawBuilder<unknown> {
  const place = placeColumns(order, 'e');
  return Object.keys(selection.select).length === 0 ? place : sql`${columnsOf(selection, 'e')}, ${place}`;
}

type Found = object & { readonly request: number };

async function loadPages(context: Context, requests: readonly Request[]): Promise<object[][]> {
  const pages: object[][] = requests.map(() => []);
  const alike = Map.groupBy(requests.keys(), (index) => {
    const { kind, filter, order, range, selection } = requests[index] as Request;
    const { limit, backwards, after, before } = range;
    const { name, isDescending } = order;
    const list = [listNumber(kind), filter.key, name, isDescending, selection.key];
    return JSON.stringify([...list, limit, backwards, after === null, before === null]);
  });
  await Promise.all(
    Array.from(alike.values(), async (indexes) => {
      const group = indexes.map((index) => requests[index] as Request);
      for (const { request, ...row } of await context.db.rows(pagesStatement(group))) {
        pages[indexes[request] as number]?.push(markLoaded(row));
      }
    }),
  );
  return pages;
}

function pagesStatement(requests: readonly Request[]): RawBuilder<Found> {
  const { kind, order, range, selection } = requests[0] as Request;
  const way = wayOf(order, range);
  const requested = requests.map(({ keys, range: { after, before } }, request) => ({ request, keys, after, before }));
  const branches = kind.links.map((link) => sql`(${branch(requests[0] as Request, link)})`);
  const places = placeNames(order).map((name) => sql.ref(name));
  const row = rowOf(kind.table, kind.id, sql`page.id`, placedColumns(selection, order));
  return sql<Found>`
    SELECT q.request, row.*
    FROM jsonb_to_recordset(${JSON.stringify(requested)}::jsonb) AS q(request int, keys text[], after text[], before text[])
    CROSS JOIN LATERAL (
      SELECT DISTINCT ON (${sql.join(places)}) ${sql.join(places)}, id FROM (${sql.join(branches, sql` UNION ALL `)}) AS linked
      ORDER BY ${orderBy(places, way)} LIMIT ${range.limit}
    ) AS page
    CROSS JOIN LATERAL (${row}) AS row
    ORDER BY q.request, ${orderBy(
      places.map((place) => sql`page.${place}`),
      way,
    )}`;
}

/** Of each key the first rows, as an index has them; under a filter or in another order by looking at each. */
function branch({ kind, filter, order, range }: Request, link: Link): RawBuilder<unknown> {
  const { source, origin, target } = link;
  const alias = isNatural(order) ? 'l' : 'e';
  const way = wayOf(order, range);
  const columns = orderColumns(order, alias);
  const names = placeNames(order);
  const placed = columns.map((column, index) => sql`${column} AS ${sql.ref(names[index] as string)}`);
  const past = betweenPlaces(order, range, alias, (side, index) => sql`q.${sql.ref(side)}[${sql.lit(index + 1)}]`);
  const isPlain = isNatural(order) && filter.conditions.length === 0;
  const row = sql`SELECT r.* FROM ${sql.table(kind.table)} AS r WHERE r.${sql.ref(kind.id)} = l.${sql.ref(target)} OFFSET 0`;
  const conditions = [
    sql`l.${sql.ref(origin)} = k.key`,
    sql`l.${sql.ref(target)} IS NOT NULL`,
    ...past,
    ...(filter.conditions.length === 0 ? [] : [allOf(filter.conditions)]),
  ];
  return sql`SELECT first.* FROM (${keysOf(link)}) AS k(key) CROSS JOIN LATERAL (
    SELECT DISTINCT ON (${sql.join(columns)}) ${sql.join(placed)}, l.${sql.ref(target)} AS id
    FROM ${source} AS l${isPlain ? sql`` : sql` CROSS JOIN LATERAL (${row}) AS e`}
    WHERE ${sql.join(conditions, sql` AND `)} ORDER BY ${orderBy(columns, way)} LIMIT ${range.limit}
  ) AS first`;
}

function keysOf({ keysFrom }: Link): RawBuilder<unknown> {
  return keysFrom === undefined ? sql`SELECT unnest(q.keys)` : keysFrom(sql`q.keys`);
}

async function loadCounts(context: Context, lists: readonly Counted[]): Promise<number[]> {
  const counts: number[] = lists.map(() => 0);
  const alike = Map.groupBy(lists.keys(), (index) => {
    const { kind, filter } = lists[index] as Counted;
    return `${listNumber(kind)} ${filter.key}`;
  });
  for (const indexes of alike.values()) {
    const group = indexes.map((index) => lists[index] as Counted);
    const rows = await context.db.rows(countsStatement(group));
    for (const { request, count } of rows) counts[indexes[request] as number] = count;
  }
  return counts;
}

function countsStatement(lists: readonly Counted[]): RawBuilder<{ request: number; count: number }> {
  const { kind, filter } = lists[0] as Counted;
  const requested = lists.map(({ keys }, request) => ({ request, keys }));
  const branches = kind.links.map(
    (link) => sql`SELECT l.${sql.ref(link.target)} AS id FROM ${link.source} AS l
      WHERE l.${sql.ref(link.origin)} IN (${keysOf(link)}) AND l.${sql.ref(link.target)} IS NOT NULL`,
  );
  const linked = sql`(${sql.join(branches, sql` UNION ALL `)}) AS linked`;
  const counted =
    filter.conditions.length === 0
      ? sql`SELECT count(DISTINCT id)::int FROM ${linked}`
      : sql`SELECT count(*)::int FROM (SELECT DISTINCT id FROM ${linked}) AS d
          JOIN ${sql.table(kind.table)} AS e ON e.${sql.ref(kind.id)} = d.id WHERE ${allOf(filter.conditions)}`;
  return sql`
    SELECT q.request, (${counted}) AS count
    FROM jsonb_to_recordset(${JSON.stringify(requested)}::jsonb) AS q(request int, keys text[])`;
}

const numbers = new Map<ListKind, number>();

/** The same for the same kind of list. */
function listNumber(kind: ListKind): number {
  const known = numbers.get(kind) ?? numbers.size;
  numbers.set(kind, known);
  return known;
}

declare module '#graphql/context.ts' {
  interface Loaders {
    readonly lists: ReturnType<typeof linkedLoaders>;
  }
}
