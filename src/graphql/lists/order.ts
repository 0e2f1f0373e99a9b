/** Orders of lists that stay in the database. */
import { type RawBuilder, sql } from 'kysely';
import type { KeysetRange } from '../keyset.ts';

/** A column of the listed row that is never null. */
export interface OrderColumn {
  readonly name: string;
  /** Its type in PostgreSQL. */
  readonly type: string;
  /** Whether a cursor may hold this value of it. */
  isValue(text: string): boolean;
}

export interface ListOrder {
  /** Names the order in cursors. */
  readonly name: string;
  /** The last one is unique. */
  readonly columns: readonly OrderColumn[];
  readonly isDescending: boolean;
}

/** The place of a row in the lists of its type, as bytes; has an index, and so has each table that links to the row. */
export const listKey: OrderColumn = {
  name: 'list_key',
  type: 'bytea',
  isValue: (text) => /^\\x([0-9a-f]{2}){1,1000}$/.test(text),
};

/** The order of a list by itself. */
export function naturalOrder(name: string): ListOrder {
  return { name, columns: [listKey], isDescending: false };
}

export function isNatural({ columns }: ListOrder): boolean {
  return columns.length === 1 && columns[0] === listKey;
}

export function isCursorKey({ columns }: ListOrder, key: readonly string[]): boolean {
  return key.length === columns.length && columns.every(({ isValue }, index) => isValue(key[index] ?? ''));
}

/** `ASC` or `DESC`, read from the other end where a page is. */
export function wayOf({ isDescending }: ListOrder, { backwards }: Pick<KeysetRange, 'backwards'>): RawBuilder<unknown> {
  return isDescending === backwards ? sql`ASC` : sql`DESC`;
}

/** The columns of the row `alias`. */
export function orderColumns({ columns }: ListOrder, alias: string): RawBuilder<unknown>[] {
  return columns.map(({ name }) => sql`${sql.ref(`${alias}.${name}`)}`);
}

/** Where columns of an inner statement are called by their position. */
export function placeNames({ columns }: ListOrder): string[] {
  return columns.map((_, index) => `place${index}`);
}

export function orderBy(columns: readonly RawBuilder<unknown>[], way: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql.join(columns.map((column) => sql`${column} ${way}`));
}

/** That a row stands between two places, which `placeOf` gives as text. */
export function betweenPlaces(
  order: ListOrder,
  range: Pick<KeysetRange, 'after' | 'before'>,
  alias: string,
  placeOf: (side: 'after' | 'before', index: number) => RawBuilder<unknown>,
): RawBuilder<unknown>[] {
  const columns = sql.join(orderColumns(order, alias));
  return (['after', 'before'] as const).flatMap((side) => {
    if (range[side] === null) return [];
    const values = order.columns.map(({ type }, index) => sql`${placeOf(side, index)}::text::${sql.raw(type)}`);
    const sign = (side === 'after') === order.isDescending ? sql`<` : sql`>`;
    return [sql`(${columns}) ${sign} (${sql.join(values)})`];
  });
}

/** The values of a row that place it, as text, under the names of `placeNames`. */
export function placeColumns(order: ListOrder, alias: string): RawBuilder<unknown> {
  const names = placeNames(order);
  return sql.join(
    orderColumns(order, alias).map((column, index) => sql`${column}::text AS ${sql.ref(names[index] as string)}`),
  );
}

/** A row that a list gives, with its place. */
export function keyOfPlaced(order: ListOrder, row: object): string[] {
  return placeNames(order).map((name) => String((row as Record<string, unknown>)[name]));
}
