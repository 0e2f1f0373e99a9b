/** The rows that belong to one row, in their order: of all owners in an answer with one statement. */
import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import { type RawBuilder, sql } from 'kysely';
import { type ColumnOf, columnsAs, type Tables } from '#platform/database/index.ts';
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

/** Rows of a table that has the key of their owner, in the order of some of its columns. */
export function ownedBy<T extends keyof Tables>(
  table: T,
  owner: ColumnOf<T>,
  order: readonly ColumnOf<T>[] = ['ordinal' as ColumnOf<T>],
): Ownership {
  const row = columnsAs<T>('r');
  return { from: sql`${sql.table(table)} AS r`, owner: row(owner), order: sql.join(order.map(row)), table };
}

/** Rows to which those of another table lead: in the order of these, or in their own. */
export function ownedThrough<Target extends keyof Tables, T extends keyof Tables>(
  target: { readonly table: Target; readonly id: ColumnOf<Target>; readonly order?: ColumnOf<Target> },
  table: T,
  owner: ColumnOf<T>,
  key: ColumnOf<T>,
): Ownership {
  const [row, link] = [columnsAs<Target>('r'), columnsAs<T>('l')];
  return {
    // SQL as text: the tables are parameters, for which Kysely has no types.
    from: sql`${sql.table(table)} AS l JOIN ${sql.table(target.table)} AS r ON ${row(target.id)} = ${link(key)}`,
    owner: link(owner),
    order: target.order === undefined ? link('ordinal' as ColumnOf<T>) : row(target.order),
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
      ownedLoader<Row>(this.#context, narrowed(this.#ownership, list), columnsOf(selection, 'r'));
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
  // SQL as text: the table is a parameter, for which Kysely has no types.
  const isWanted = sql`e.id = r.id AND ${allOf(filter.conditions)}`;
  return { ...ordered, condition: sql`EXISTS (SELECT FROM ${sql.table(table)} AS e WHERE ${isWanted})` };
}

function ownedLoader<Row extends object>(
  { db }: Context,
  { from, owner, order, condition = sql`true` }: Ownership,
  columns: RawBuilder<unknown>,
): DataLoader<string, Row[]> {
  return new DataLoader<string, Row[]>(async (owners) => {
    const lists = new Map<string, Row[]>(owners.map((one) => [one, []]));
    const rows = await db.rows(
      // SQL as text: the table is a parameter, for which Kysely has no types.
      sql<
        Row & { owner: string }
      >`SELECT ${columns}, ${owner} AS owner FROM ${from} WHERE ${owner} = ANY(${[...owners]}) AND ${condition} ORDER BY ${order}`,
    );
    for (const row of rows) lists.get(row.owner)?.push(markLoaded(row));
    return owners.map((one) => lists.get(one) ?? []);
  });
}
