/** The rows that belong to one row, in their order: of all owners in an answer with one statement. */
import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '#platform/database/index.ts';
import type { Context } from '../context.ts';
import { markLoaded } from '../loaded-rows.ts';
import { selectionOf } from '../rows.ts';
import { columnsOf } from './columns.ts';
import { allOf, type ListFilter } from './conditions.ts';
import { type ListOrder, orderBy, orderColumns, wayOf } from './order.ts';

export interface Ownership {
  /** Where the rows, called `r`, come from. */
  readonly from: RawBuilder<unknown>;
  /** What leads to the owner. */
  readonly owner: RawBuilder<unknown>;
  readonly order: RawBuilder<unknown>;
  /** The table of rows that have an id, whose lists may be filtered. */
  readonly table?: keyof Tables;
  /** On the rows. */
  readonly condition?: RawBuilder<unknown>;
}

/** Rows of a table that has the key of their owner. */
export function ownedBy<T extends keyof Tables>(table: T, owner: keyof Tables[T] & string): Ownership {
  return { from: sql`${sql.table(table)} AS r`, owner: sql`r.${sql.ref(owner)}`, order: sql`r.ordinal`, table };
}

/** Rows to which those of another table lead, each in its order. */
export function ownedThrough<T extends keyof Tables>(
  target: keyof Tables,
  table: T,
  owner: keyof Tables[T] & string,
  key: keyof Tables[T] & string,
): Ownership {
  const [through, row] = [sql.table(table), sql.table(target)];
  return {
    from: sql`${through} AS l JOIN ${row} AS r ON r.slug = l.${sql.ref(key)}`,
    owner: sql`l.${sql.ref(owner)}`,
    order: sql`l.ordinal`,
  };
}

/** Rows of a GraphQL type, with the columns that the document needs. */
export class OwnedRows<Row extends object = object> {
  readonly #context: Context;
  readonly #typename: string;
  readonly #ownership: Ownership;
  readonly #loaders = new Map<string, DataLoader<string, Row[]>>();

  constructor(context: Context, typename: string, ownership: Ownership) {
    this.#context = context;
    this.#typename = typename;
    this.#ownership = ownership;
  }

  load(owner: string, info: GraphQLResolveInfo, list?: OwnedList): Promise<Row[]> {
    const selection = selectionOf(this.#typename, this.#context, info);
    const key = list === undefined ? selection.key : JSON.stringify([selection.key, list.filter.key, list.order]);
    const known =
      this.#loaders.get(key) ??
      ownedLoader<Row>(this.#context, narrowed(this.#ownership, list), columnsOf(selection, 'r'), markLoaded);
    this.#loaders.set(key, known);
    return known.load(owner);
  }
}

export interface OwnedList {
  readonly filter: ListFilter;
  readonly order: ListOrder;
}

function narrowed(ownership: Ownership, list: OwnedList | undefined): Ownership {
  if (list === undefined) return ownership;
  const { table } = ownership;
  const { filter, order } = list;
  const ordered = { ...ownership, order: orderBy(orderColumns(order, 'r'), wayOf(order, { backwards: false })) };
  if (filter.conditions.length === 0 || table === undefined) return ordered;
  const isWanted = sql`e.id = r.id AND ${allOf(filter.conditions)}`;
  return { ...ordered, condition: sql`EXISTS (SELECT FROM ${sql.table(table)} AS e WHERE ${isWanted})` };
}

/** Lists of rows with the same columns always. */
export function ownedLoader<Row extends object>(
  { db }: Context,
  { from, owner, order, condition = sql`true` }: Ownership,
  columns: RawBuilder<unknown>,
  finish: (row: Row) => Row = (row) => row,
): DataLoader<string, Row[]> {
  return new DataLoader<string, Row[]>(async (owners) => {
    const lists = new Map<string, Row[]>(owners.map((one) => [one, []]));
    const rows = await db.rows(
      // SQL as text: the table is a parameter, for which Kysely has no types.
      sql<
        Row & { owner: string }
      >`SELECT ${columns}, ${owner} AS owner FROM ${from} WHERE ${owner} = ANY(${[...owners]}) AND ${condition} ORDER BY ${order}`,
    );
    for (const row of rows) lists.get(row.owner)?.push(finish(row));
    return owners.map((one) => lists.get(one) ?? []);
  });
}
