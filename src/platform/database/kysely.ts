/**
 * Typed SQL: Kysely builds the statements that Prisma has no words for, with the types of the Prisma models, so that a
 * column which was renamed fails to compile. It only builds them; the hub's own pool sends them.
 */
import {
  type Compilable,
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  sql,
} from 'kysely';
import pg from 'pg';
import type { DB } from './generated/tables.ts';
import { decimalOf, midnightOf } from './values.ts';

/** Starts every typed statement: `query.selectFrom('project').select('title')`. */
export const query = new Kysely<DB>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

export type { DB as Tables } from './generated/tables.ts';

const oid = { date: 1082, numeric: 1700 } as const;

/** Days and decimal numbers as Prisma reads them, so that a row is the same whichever of the two read it. */
export const prismaValues: pg.CustomTypesConfig = {
  getTypeParser: ((type: number, format?: 'text' | 'binary') => {
    if (type === oid.date) return midnightOf;
    if (type === oid.numeric) return decimalOf;
    return pg.types.getTypeParser(type, format as 'text');
  }) as pg.CustomTypesConfig['getTypeParser'],
};

/**
 * A statement that is built and compiled at its first use, for reads where building it would take as long as its answer.
 * Each argument must become exactly one parameter, in their order.
 */
export function compiledOnce<Values extends readonly unknown[], Row>(
  build: (...values: Values) => Compilable<Row>,
): (...values: Values) => Compilable<Row> {
  let first: CompiledQuery<Row> | undefined;
  return (...values) => {
    first ??= checked(build(...values).compile(), values);
    const statement = { ...first, parameters: values };
    return { compile: () => statement };
  };
}

function checked<Row>(statement: CompiledQuery<Row>, values: readonly unknown[]): CompiledQuery<Row> {
  const { parameters, sql } = statement;
  if (parameters.length === values.length && values.every((value, index) => value === parameters[index]))
    return statement;
  throw new Error(`Not every argument became one parameter, in their order: ${sql}`);
}

/**
 * An array of keys for `unnest`, whose length the planner does not see: with it in sight PostgreSQL takes a plan made for
 * these few keys to be cheaper than the one it keeps, and plans the statement anew each time.
 */
export function keyArray(values: readonly number[], type: 'int' | 'smallint'): RawBuilder<readonly number[]> {
  // SQL as text: an inner statement without a table.
  return sql`(SELECT ${values}::${sql.raw(type)}[])`;
}

/** What most callers ask for, and the one more that reveals whether another page follows. */
const commonPages: ReadonlySet<number> = new Set([1, 5, 10, 20, 25, 50, 100].flatMap((size) => [size, size + 1]));

/**
 * A limit written into the text where it is a common one: with a parameter in its place PostgreSQL plans the statement
 * anew each time. Others are parameters, so that callers do not make a text each.
 */
export function pageLimit(limit: number): RawBuilder<number> {
  return commonPages.has(limit) ? sql.lit(limit) : sql`${limit}`;
}

/** Whatever sends a statement: an operation, a pool, or the client of an import. */
export interface SqlReader {
  query<Row extends pg.QueryResultRow>(
    statement: string | pg.QueryConfig,
    values?: unknown[],
  ): Promise<{ rows: Row[] }>;
}

/** A typed statement; what Kysely has no words for is written with its `sql` tag, which keeps values out of the text. */
export type Statement<Row> = Compilable<Row> | RawBuilder<Row>;

/** The rows of a typed statement, sent by a pool, an operation, or the transaction of an import. */
export async function execute<Row>(client: SqlReader, statement: Statement<Row>): Promise<Row[]> {
  return (await client.query(configOf(statement))).rows as Row[];
}

/** How many rows a statement wrote. */
export async function executeCount(
  client: Pick<pg.ClientBase, 'query'>,
  statement: Statement<unknown>,
): Promise<number> {
  return (await client.query(configOf(statement))).rowCount ?? 0;
}

/** Of the two kinds of statement only the raw one needs to be given the compiler. */
export function compiled(statement: Statement<unknown>): { sql: string; parameters: readonly unknown[] } {
  return (statement as RawBuilder<unknown>).compile(query);
}

function configOf(statement: Statement<unknown>): pg.QueryConfig {
  const { sql, parameters } = compiled(statement);
  return { text: sql, values: [...parameters], types: prismaValues };
}
