/**
 * Typed SQL: Kysely builds the statements that Prisma has no words for, with the types of the Prisma models, so that a
 * column which was renamed fails to compile. It only builds them; the hub's own pool sends them.
 */
import {
  type Compilable,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
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

/** Runs a typed statement in a transaction of the caller's, such as that of an import. */
export async function execute<Row>(client: Pick<pg.ClientBase, 'query'>, statement: Compilable<Row>): Promise<Row[]> {
  const { sql, parameters } = statement.compile();
  const { rows } = await client.query({ text: sql, values: [...parameters], types: prismaValues });
  return rows as Row[];
}
