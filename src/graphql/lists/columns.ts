/** The columns that a document needs of a row. */
import { type RawBuilder, sql } from 'kysely';
import { columnList } from '../columns.ts';
import type { Selection } from '../rows.ts';

/** Of the row `alias`, each under the name of its field. */
export function columnsOf({ select }: Selection, alias: string): RawBuilder<unknown> {
  return sql.raw(columnList(select, alias));
}
