/** Participations of projects, offices and organisations, one statement for all parents. */
import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { columnList } from '#graphql/columns.ts';
import type { Context } from '#graphql/context.ts';
import { type KeysetRange, keysetPage, type LazyPage } from '#graphql/keyset.ts';
import { allOf, type ListFilter } from '#graphql/lists/conditions.ts';
import {
  betweenPlaces,
  isCursorKey,
  keyOfPlaced,
  type ListOrder,
  type OrderColumn,
  orderBy,
  orderColumns,
  placeColumns,
  wayOf,
} from '#graphql/lists/order.ts';
import { markLoaded } from '#graphql/loaded-rows.ts';
import type { Order } from '#graphql/ordering.ts';
import type { PageArguments } from '#graphql/pages.ts';
import { type Selection, selectionOfEntries } from '#graphql/rows.ts';
import { columnsAs, query } from '#platform/database/index.ts';
import { isDay } from '#platform/days.ts';

export interface ParticipationRow {
  readonly id: string;
}

export type ParticipationParent = 'project' | 'module' | 'office' | 'organisation';

const e = columnsAs<'participation'>('e');
const requested = sql.ref<string>('q.id');

/** Whose participations those of the request `q` are. The id of a module begins with that of its project. */
const belongs: Readonly<Record<ParticipationParent, RawBuilder<SqlBool>>> = {
  project: sql`${e('project_id')} = ${requested}`,
  module: sql`${e('project_id')} = split_part(${requested}, '-', 1) AND ${e('module_id')} = ${requested}`,
  office: sql`${e('office_id')} = ${requested}`,
  organisation: sql`${e('organisation_id')} = ${requested}`,
};

const startKey: OrderColumn = { name: 'sort_start', type: 'date', isValue: isDay };
const changedIn: OrderColumn = { name: 'changed_in', type: 'int', isValue: (text) => /^\d{1,9}$/.test(text) };
const idKey: OrderColumn = { name: 'id', type: 'text', isValue: (text) => text.length <= 200 };

export function participationOrder({ field, direction }: Order<'STARTED_ON' | 'RELEASE'>): ListOrder {
  return {
    name: `participations ${field} ${direction}`,
    columns: [field === 'STARTED_ON' ? startKey : changedIn, idKey],
    isDescending: direction === 'DESC',
  };
}

export interface ParticipationList {
  readonly parent: ParticipationParent;
  readonly id: string;
  readonly filter: ListFilter;
  readonly order: ListOrder;
}

export function participationPage(
  context: Context,
  list: ParticipationList,
  args: PageArguments,
  info: GraphQLResolveInfo,
): Promise<LazyPage<ParticipationRow>> {
  const { pages, counts } = context.loaders.projects.participations;
  const selection = selectionOfEntries('Participation', context, info);
  const { order } = list;
  return keysetPage<ParticipationRow>(
    {
      name: `${order.name} of ${list.parent}`,
      keyOf: (row) => keyOfPlaced(order, row),
      isKey: (key) => isCursorKey(order, key),
      fetch: (range) => pages.load({ ...list, range, selection }),
      count: () => counts.load(list),
    },
    args,
  );
}

interface PageRequest extends ParticipationList {
  readonly range: KeysetRange;
  readonly selection: Selection;
}

/** Pages and counts of participations, for all parents of an answer at once. */
export function participationLoaders(context: Context) {
  return {
    pages: new DataLoader((requests: readonly PageRequest[]) => loadPages(context, requests), { cache: false }),
    counts: new DataLoader((lists: readonly ParticipationList[]) => loadCounts(context, lists), { cache: false }),
  };
}

async function loadPages({ db }: Context, requests: readonly PageRequest[]): Promise<ParticipationRow[][]> {
  const answers: ParticipationRow[][] = requests.map(() => []);
  const alike = Map.groupBy(requests.keys(), (index) => {
    const { parent, filter, order, range, selection } = requests[index] as PageRequest;
    const { limit, backwards, after, before } = range;
    return JSON.stringify([
      parent,
      filter.key,
      order.name,
      limit,
      backwards,
      after === null,
      before === null,
      selection.key,
    ]);
  });
  for (const indexes of alike.values()) {
    const found = await db.rows(pagesStatement(indexes.map((index) => requests[index] as PageRequest)));
    for (const { ordinal, ...row } of found) answers[indexes[ordinal] as number]?.push(markLoaded(row));
  }
  return answers;
}

function pagesStatement(requests: readonly PageRequest[]): RawBuilder<ParticipationRow & { readonly ordinal: number }> {
  const { parent, filter, order, range, selection } = requests[0] as PageRequest;
  const requested = requests.map(({ id, range: { after, before } }, ordinal) => ({ ordinal, id, after, before }));
  const columns = sql.raw(columnList({ id: true, ...selection.select }, 'e'));
  const past = betweenPlaces(order, range, 'e', (side, index) => sql`q.${sql.ref(side)}[${sql.lit(index + 1)}]`);
  // SQL as text: the columns are those of the plugin's selection, which Kysely's types do not know.
  return sql`SELECT q.ordinal, page.*
    FROM jsonb_to_recordset(${JSON.stringify(requested)}::jsonb) AS q(ordinal int, id text, after text[], before text[])
    CROSS JOIN LATERAL (
      SELECT ${columns}, ${placeColumns(order, 'e')} FROM participation AS e
      WHERE ${sql.join([belongs[parent], allOf(filter.conditions), ...past], sql` AND `)}
      ORDER BY ${orderBy(orderColumns(order, 'e'), wayOf(order, range))} LIMIT ${range.limit}
    ) AS page`;
}

async function loadCounts({ db }: Context, lists: readonly ParticipationList[]): Promise<number[]> {
  const answers = lists.map(() => 0);
  const alike = Map.groupBy(lists.keys(), (index) => {
    const { parent, filter } = lists[index] as ParticipationList;
    return `${parent} ${filter.key}`;
  });
  for (const indexes of alike.values()) {
    const found = await db.rows(countsStatement(indexes.map((index) => lists[index] as ParticipationList)));
    for (const { ordinal, count } of found) answers[indexes[ordinal] as number] = count ?? 0;
  }
  return answers;
}

function countsStatement(lists: readonly ParticipationList[]) {
  const { parent, filter } = lists[0] as ParticipationList;
  const requested = JSON.stringify(lists.map(({ id }, ordinal) => ({ ordinal, id })));
  const given = sql<{ ordinal: number }>`jsonb_to_recordset(${requested}::jsonb)`;
  return query.selectFrom(given.as<'q'>(sql`q(ordinal int, id text)`)).select(({ cast, fn, selectFrom }) => [
    'q.ordinal',
    selectFrom('participation as e')
      .select(cast<number>(fn.countAll(), 'integer').as('count'))
      .where(belongs[parent])
      .where(sql<SqlBool>`${allOf(filter.conditions)}`)
      .as('count'),
  ]);
}
