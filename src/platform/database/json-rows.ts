/** Sets of rows as one parameter: PostgreSQL reads them from JSON into rows of their table, by the names of their columns. */
import { type AliasedRawBuilder, type Kysely, type SelectType, sql } from 'kysely';
import type { ClientBase } from 'pg';
import { type ColumnOf, jsonCell } from './copy.ts';
import { execute, query, type Tables } from './kysely.ts';

type Json<T> = unknown extends T
  ? unknown
  : T extends null | string | number | boolean
    ? T
    : T extends readonly (infer Item)[]
      ? readonly Item[]
      : string | number;

/** Days, times, decimals and bytes are given as PostgreSQL's own text. */
type JsonRow<Table extends keyof Tables> = {
  readonly [Column in ColumnOf<Table>]?: Json<SelectType<Tables[Table][Column]>>;
};

type ReadRow<Table extends keyof Tables, Names> = {
  [Column in Names & ColumnOf<Table>]: SelectType<Tables[Table][Column]>;
};

type Exactly<Row, Wanted> = Row & Wanted & Record<Exclude<keyof Row, keyof Wanted>, never>;

/** `FROM` rows of a table's type, with those columns that the given ones have: `from(jsonRows('project', rows, 'given'))`. */
export function jsonRows<Table extends keyof Tables & string, Row extends JsonRow<Table>, Alias extends string>(
  table: Table,
  rows: readonly Exactly<Row, JsonRow<Table>>[],
  alias: Alias,
): AliasedRawBuilder<ReadRow<Table, keyof Row>, Alias> {
  return sql<
    ReadRow<Table, keyof Row>
  >`jsonb_populate_recordset(NULL::${sql.table(table)}, ${jsonCell(rows)}::jsonb)`.as(alias);
}

interface Conflict<Column> {
  readonly key: readonly Column[];
  /** Left out: a row that is there already stays as it is. */
  readonly update?: 'others' | { readonly allBut: readonly Column[] };
}

type AnyTables = Record<string, Record<string, unknown>>;

/** All rows have the columns of the first. */
export async function insertRows<Table extends keyof Tables & string, Row extends JsonRow<Table>>(
  client: Pick<ClientBase, 'query'>,
  table: Table,
  rows: readonly Exactly<Row, JsonRow<Table>>[],
  conflict?: Conflict<ColumnOf<Table>>,
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const given = jsonRows(table, rows, 'given') as unknown as AliasedRawBuilder<Record<string, unknown>, 'given'>;
  // The columns are checked above; for a table that is a parameter Kysely's types would have to know all at once.
  const untyped = query as unknown as Kysely<AnyTables>;
  const insert = untyped
    .insertInto(table as string)
    .columns(columns)
    .expression(untyped.selectFrom(given).select(columns.map((column) => `given.${column}`)));
  if (conflict === undefined) return void (await execute(client, insert));
  const { key, update } = conflict;
  if (update === undefined)
    return void (await execute(
      client,
      insert.onConflict((on) => on.columns(key).doNothing()),
    ));
  const kept = new Set<string>([...key, ...(update === 'others' ? [] : update.allBut)]);
  const updated = columns.filter((column) => !kept.has(column));
  await execute(
    client,
    insert.onConflict((on) =>
      on
        .columns(key)
        .doUpdateSet(({ ref }) => Object.fromEntries(updated.map((column) => [column, ref(`excluded.${column}`)]))),
    ),
  );
}
