/** From what an index leads to which rows: each link is a table that has the key of its origin and the place in the list. */
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '#platform/database/index.ts';

export interface Link {
  /** Has the columns below, and `list_key`. */
  readonly source: RawBuilder<unknown>;
  /** Holds the key of the origin. */
  readonly origin: string;
  /** Holds the key of the listed row. */
  readonly target: string;
  /** A statement that makes the keys of the origin of those of the parent, where they are others. */
  readonly keysFrom?: (keys: RawBuilder<unknown>) => RawBuilder<unknown>;
}

export interface ListKind {
  /** Names the list in cursors. */
  readonly name: string;
  /** The table of the listed rows, and its primary key. */
  readonly table: keyof Tables;
  readonly id: 'slug' | 'id';
  readonly links: readonly Link[];
}

export function link<T extends keyof Tables>(
  table: T,
  origin: keyof Tables[T] & string,
  target: keyof Tables[T] & string,
): Link {
  return { source: sql.table(table), origin, target };
}
