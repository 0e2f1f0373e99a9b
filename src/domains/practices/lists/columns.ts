/** The columns that a document needs of a row, in statements of this domain. */
import { type RawBuilder, sql } from 'kysely';
import { columnFields, columnOf } from '#graphql/columns.ts';
import type { Selection } from '#graphql/rows.ts';

/** Of the row `alias`, each under the name of its field. */
export function columnsOf({ select }: Selection, alias: string): RawBuilder<unknown> {
  return sql.join(
    columnFields(select).map((field) => sql`${sql.ref(`${alias}.${columnOf(field)}`)} AS ${sql.ref(field)}`),
  );
}
