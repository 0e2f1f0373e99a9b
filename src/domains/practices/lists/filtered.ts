/**
 * Lists of all entries of a kind under a filter. Whether a filter selects many or few is not known beforehand, so one
 * statement does both: it looks through the next entries of the list, and only where these do not fill the page it
 * collects all that the filter selects, by its indexes. Either way a page costs the same in a large hub as in a small one.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#graphql/context.ts';
import { type KeysetRange, keysetPage, type LazyPage } from '#graphql/keyset.ts';
import { markLoaded } from '#graphql/loaded-rows.ts';
import type { PageArguments } from '#graphql/pages.ts';
import type { Selection } from '#graphql/rows.ts';
import { asBytea, isListKey } from '../list-keys.ts';
import { type Placed, placedColumns, rowOf } from './linked.ts';
import type { ListKind } from './links.ts';
import { listTotals } from './totals.ts';

export type ListedEntry = 'practice' | 'call' | 'event' | 'living_lab' | 'citation';

/** A condition on the row `e`. */
export interface Condition {
  readonly sql: RawBuilder<unknown>;
  /** The slugs of all that it selects, where an index of another table leads to them. */
  readonly slugs?: RawBuilder<unknown>;
  /** What it selects as a list that an index has in order. */
  readonly linked?: { readonly kind: ListKind; readonly keys: readonly string[] };
  /** The entries have an index of the column together with their order. */
  readonly isIndexed?: true;
  /** It looks into long texts. */
  readonly isText?: true;
  /** No index leads to what it selects. */
  readonly requiresFullScan?: boolean;
}

export interface FilteredList {
  readonly name: string;
  readonly table: ListedEntry;
  readonly conditions: readonly Condition[];
  /** The same for equal filters. */
  readonly key: string;
}

/**
 * How many entries of the list are looked through, for each of the page, before the indexes are asked: looking into texts
 * costs some five times what looking into columns and links does.
 */
const lookedThrough = { texts: 60, columns: 400 } as const;

export function filteredPage<Row extends object>(
  context: Context,
  list: FilteredList,
  args: PageArguments,
  selection: Selection,
): Promise<LazyPage<Placed<Row>>> {
  const [only, ...others] = list.conditions;
  const linked = others.length === 0 ? only?.linked : undefined;
  const send = sender(context, list);
  const { pages, counts } = context.loaders.practices.linked;
  return keysetPage<Placed<Row>>(
    {
      name: list.name,
      keyOf: ({ listKey }) => [asBytea(listKey)],
      isKey: isListKey,
      fetch: async (range) => {
        if (linked !== undefined) return pages.load({ ...linked, range, selection }) as Promise<Placed<Row>[]>;
        return (await send(pageStatement<Placed<Row>>(list, range, selection))).map(markLoaded);
      },
      count: () =>
        context.release.get(listTotals).count(list.table, list.key, async () => {
          if (linked !== undefined) return counts.load(linked);
          return (await send(countStatement(list)))[0]?.count ?? 0;
        }),
    },
    args,
  );
}

type Send = <T>(statement: RawBuilder<T>) => Promise<T[]>;

function sender({ db }: Context, { conditions }: FilteredList): Send {
  const isScan = conditions.length > 0 && conditions.every(({ requiresFullScan }) => requiresFullScan === true);
  return (statement) => (isScan ? db.scan(statement) : db.rows(statement));
}

/** Kysely has no words for a table that is a parameter. */
function pageStatement<Row>(
  { table, conditions }: FilteredList,
  range: KeysetRange,
  selection: Selection,
): RawBuilder<Row> {
  const way = range.backwards ? sql`DESC` : sql`ASC`;
  const past = sql.join([sql`true`, ...pastConditions(range)], sql` AND `);
  const from = sql.table(table);
  const row = rowOf(table, 'slug', sql`page.slug`, selection);
  const [only] = conditions;
  if (only === undefined || (conditions.length === 1 && only.isIndexed === true)) {
    return sql<Row>`SELECT ${placedColumns(selection)} FROM ${from} AS e WHERE ${past} AND ${only?.sql ?? sql`true`}
      ORDER BY e.list_key ${way} LIMIT ${range.limit}`;
  }
  const window = conditions.some(({ isText }) => isText === true) ? lookedThrough.texts : lookedThrough.columns;
  const next = nextEntries(from, conditions, past, way, window * range.limit);
  const each = sql.join(
    conditions.map((condition) => condition.sql),
    sql` AND `,
  );
  return sql<Row>`
    WITH near AS MATERIALIZED (
      SELECT e.slug, e.list_key FROM ${next.entries}
      WHERE ${each} ORDER BY ${next.place} ${way} LIMIT ${range.limit}
    ), far AS MATERIALIZED (
      SELECT e.slug, e.list_key FROM ${candidates(from, conditions)}
      WHERE (SELECT count(*) FROM near) < ${range.limit} AND ${past} AND ${restOf(conditions)}
    )
    SELECT row.* FROM (
      SELECT slug, list_key FROM near WHERE (SELECT count(*) FROM near) = ${range.limit}
      UNION ALL SELECT slug, list_key FROM far ORDER BY list_key ${way} LIMIT ${range.limit}
    ) AS page CROSS JOIN LATERAL (${row}) AS row ORDER BY page.list_key ${way}`;
}

/** The next entries of the list, called `e`; where a condition is a list by itself, those of that list. */
function nextEntries(
  from: RawBuilder<unknown>,
  conditions: readonly Condition[],
  past: RawBuilder<unknown>,
  way: RawBuilder<unknown>,
  limit: number,
): { entries: RawBuilder<unknown>; place: RawBuilder<unknown> } {
  const { kind, keys } = conditions.find(({ linked }) => linked !== undefined)?.linked ?? {};
  const [link, ...others] = kind?.links ?? [];
  const key = keys?.[0];
  if (link === undefined || key === undefined || others.length > 0) {
    const entries = sql`(SELECT * FROM ${from} AS e WHERE ${past} ORDER BY e.list_key ${way} LIMIT ${limit}) AS e`;
    return { entries, place: sql`e.list_key` };
  }
  const slug = sql.ref(`e.${link.target}`);
  const entries = sql`(SELECT DISTINCT ON (e.list_key) e.list_key, ${slug} AS slug FROM ${link.source} AS e
      WHERE e.${sql.ref(link.origin)} = ${key} AND ${slug} IS NOT NULL AND ${past} ORDER BY e.list_key ${way} LIMIT ${limit}) AS l
    CROSS JOIN LATERAL (SELECT r.* FROM ${from} AS r WHERE r.slug = l.slug OFFSET 0) AS e`;
  return { entries, place: sql`l.list_key` };
}

/** All entries, called `e`; where conditions lead to some of them, those to which all of these do. */
function candidates(from: RawBuilder<unknown>, conditions: readonly Condition[]): RawBuilder<unknown> {
  const sets = conditions.flatMap(({ slugs }) => (slugs === undefined ? [] : [sql`(${slugs})`]));
  if (sets.length === 0) return sql`${from} AS e`;
  return sql`(SELECT DISTINCT slug FROM (${sql.join(sets, sql` INTERSECT `)}) AS s) AS s
    CROSS JOIN LATERAL (SELECT * FROM ${from} AS r WHERE r.slug = s.slug OFFSET 0) AS e`;
}

/** What is left to hold of the candidates. */
function restOf(conditions: readonly Condition[]): RawBuilder<unknown> {
  const rest = conditions.flatMap((condition) => (condition.slugs === undefined ? [condition.sql] : []));
  return sql.join([sql`true`, ...rest], sql` AND `);
}

function pastConditions({ after, before }: KeysetRange): RawBuilder<unknown>[] {
  return [
    ...(after === null ? [] : [sql`e.list_key > ${after[0]}::bytea`]),
    ...(before === null ? [] : [sql`e.list_key < ${before[0]}::bytea`]),
  ];
}

function countStatement({ table, conditions }: FilteredList): RawBuilder<{ count: number }> {
  return sql`SELECT count(*)::int AS count FROM ${candidates(sql.table(table), conditions)} WHERE ${restOf(conditions)}`;
}
