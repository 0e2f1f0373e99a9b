/**
 * Pages of the rows that something leads to: under many parents one statement reads all their pages, each straight from
 * an index that has the place in the list beside the key of the parent.
 */
import DataLoader from 'dataloader';
import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#graphql/context.ts';
import { type KeysetRange, keysetPage, type LazyPage } from '#graphql/keyset.ts';
import { markLoaded } from '#graphql/loaded-rows.ts';
import type { PageArguments } from '#graphql/pages.ts';
import type { Selection } from '#graphql/rows.ts';
import { asBytea, isListKey } from '../list-keys.ts';
import { columnsOf } from './columns.ts';
import type { Link, Listed, ListKind } from './links.ts';

/** A row with its place in the list. */
export type Placed<Row> = Row & { readonly listKey: Buffer };

interface Request {
  readonly kind: ListKind;
  /** Of the parent; of a unit all that it stands for. */
  readonly keys: readonly string[];
  readonly range: KeysetRange;
  readonly selection: Selection;
}

type Counted = Pick<Request, 'kind' | 'keys'>;

export function linkedLoaders(context: Context) {
  return {
    pages: new DataLoader((requests: readonly Request[]) => loadPages(context, requests), { cache: false }),
    counts: new DataLoader((lists: readonly Counted[]) => loadCounts(context, lists), { cache: false }),
  };
}

export function linkedPage<Row extends object>(
  context: Context,
  kind: ListKind,
  keys: readonly string[],
  args: PageArguments,
  selection: Selection,
): Promise<LazyPage<Placed<Row>>> {
  const { pages, counts } = context.loaders.practices.linked;
  return keysetPage<Placed<Row>>(
    {
      name: kind.name,
      keyOf: ({ listKey }) => [asBytea(listKey)],
      isKey: isListKey,
      fetch: (range) => pages.load({ kind, keys, range, selection }) as Promise<Placed<Row>[]>,
      count: () => counts.load({ kind, keys }),
    },
    args,
  );
}

/** A row by its key: it is looked up by index, however many rows the planner expects. */
export function rowOf(
  table: Listed,
  id: ListKind['id'],
  key: RawBuilder<unknown>,
  selection: Selection,
): RawBuilder<unknown> {
  return sql`SELECT ${placedColumns(selection)} FROM ${sql.table(table)} AS e WHERE e.${sql.ref(id)} = ${key} OFFSET 0`;
}

/** Those of the row `e` that the document needs, and its place; where only a count is requested, its place alone. */
export function placedColumns(selection: Selection): RawBuilder<unknown> {
  const place = sql`e.list_key AS "listKey"`;
  return Object.keys(selection.select).length === 0 ? place : sql`${columnsOf(selection, 'e')}, ${place}`;
}

type Found = Placed<object> & { readonly request: number };

async function loadPages(context: Context, requests: readonly Request[]): Promise<object[][]> {
  const answers: object[][] = requests.map(() => []);
  const alike = Map.groupBy(requests.keys(), (index) => {
    const { kind, range, selection } = requests[index] as Request;
    const { limit, backwards, after, before } = range;
    return JSON.stringify([listNumber(kind), selection.key, limit, backwards, after === null, before === null]);
  });
  await Promise.all(
    Array.from(alike.values(), async (indexes) => {
      const group = indexes.map((index) => requests[index] as Request);
      for (const { request, ...row } of await context.db.rows(pagesStatement(group))) {
        answers[indexes[request] as number]?.push(markLoaded(row));
      }
    }),
  );
  return answers;
}

/** Kysely has no words for a table that is a parameter; nor for pages under parents that come as one JSON value. */
function pagesStatement(requests: readonly Request[]): RawBuilder<Found> {
  const { kind, range, selection } = requests[0] as Request;
  const way = range.backwards ? sql`DESC` : sql`ASC`;
  const past = [
    range.after === null ? sql`` : sql` AND l.list_key > q.after`,
    range.before === null ? sql`` : sql` AND l.list_key < q.before`,
  ];
  const asked = requests.map(({ keys, range: { after, before } }, request) => ({
    request,
    keys,
    after: after?.[0] ?? null,
    before: before?.[0] ?? null,
  }));
  const branches = kind.links.map((link) => sql`(${branch(link, sql.join(past, sql``), way, range.limit)})`);
  return sql<Found>`
    SELECT q.request, row.*
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS q(request int, keys text[], after bytea, before bytea)
    CROSS JOIN LATERAL (
      SELECT DISTINCT ON (list_key) list_key, id FROM (${sql.join(branches, sql` UNION ALL `)}) AS linked
      ORDER BY list_key ${way} LIMIT ${range.limit}
    ) AS page
    CROSS JOIN LATERAL (${rowOf(kind.table, kind.id, sql`page.id`, selection)}) AS row
    ORDER BY q.request, page.list_key ${way}`;
}

/** Of each key the first rows, as an index has them. */
function branch(link: Link, past: RawBuilder<unknown>, way: RawBuilder<unknown>, limit: number): RawBuilder<unknown> {
  const { source, origin, target } = link;
  return sql`SELECT first.list_key, first.id FROM (${keysOf(link)}) AS k(key) CROSS JOIN LATERAL (
    SELECT DISTINCT ON (l.list_key) l.list_key, l.${sql.ref(target)} AS id FROM ${source} AS l
    WHERE l.${sql.ref(origin)} = k.key AND l.${sql.ref(target)} IS NOT NULL${past}
    ORDER BY l.list_key ${way} LIMIT ${limit}
  ) AS first`;
}

function keysOf({ isThroughOffices }: Link): RawBuilder<unknown> {
  if (isThroughOffices !== true) return sql`SELECT unnest(q.keys)`;
  return sql`SELECT o.id FROM office AS o WHERE o.seat_unit_id = ANY(q.keys) UNION SELECT o.id FROM office AS o WHERE o.served_unit_id = ANY(q.keys)`;
}

async function loadCounts(context: Context, lists: readonly Counted[]): Promise<number[]> {
  const counts: number[] = lists.map(() => 0);
  for (const indexes of Map.groupBy(lists.keys(), (index) => listNumber((lists[index] as Counted).kind)).values()) {
    const group = indexes.map((index) => lists[index] as Counted);
    const rows = await context.db.rows(countsStatement(group));
    for (const { request, count } of rows) counts[indexes[request] as number] = count;
  }
  return counts;
}

function countsStatement(lists: readonly Counted[]): RawBuilder<{ request: number; count: number }> {
  const { kind } = lists[0] as Counted;
  const asked = lists.map(({ keys }, request) => ({ request, keys }));
  const branches = kind.links.map(
    (link) => sql`SELECT l.${sql.ref(link.target)} AS id FROM ${link.source} AS l
      WHERE l.${sql.ref(link.origin)} IN (${keysOf(link)}) AND l.${sql.ref(link.target)} IS NOT NULL`,
  );
  return sql`
    SELECT q.request, (SELECT count(DISTINCT id)::int FROM (${sql.join(branches, sql` UNION ALL `)}) AS linked) AS count
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS q(request int, keys text[])`;
}

const numbers = new Map<ListKind, number>();

/** The same for the same kind of list. */
function listNumber(kind: ListKind): number {
  const known = numbers.get(kind) ?? numbers.size;
  numbers.set(kind, known);
  return known;
}
