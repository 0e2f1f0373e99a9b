/** Columns in fragments of SQL, where Kysely does not see which table they are of. */
import { type RawBuilder, type SelectType, sql } from 'kysely';
import type { ColumnOf } from './copy.ts';
import type { Tables } from './kysely.ts';

/** Of a table that the statement calls `alias`: a column that was renamed fails to compile. */
export function columnsAs<Table extends keyof Tables>(alias: string) {
  return <Column extends ColumnOf<Table>>(column: Column): RawBuilder<SelectType<Tables[Table][Column]>> =>
    sql.ref(`${alias}.${column}`);
}
