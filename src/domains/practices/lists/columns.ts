/** The columns that a document needs of a row, in statements of this domain. */
import { type RawBuilder, sql } from 'kysely';
import { columnList } from '#graphql/columns.ts';
import type { Selection } from '#graphql/rows.ts';

/** Of the row `alias`, each under the name of its field. */
export function columnsOf({ select }: Selection, alias: string): RawBuilder<unknown> {
  return sql.raw(columnList(select, alias));
}
