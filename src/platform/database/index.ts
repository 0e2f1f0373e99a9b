/** The client of the database, typed statements, and the one way in which an operation reads. */
import type { Prisma } from './generated/client.ts';

export { columnsAs } from './column-refs.ts';
export type { ColumnOf } from './copy.ts';
export type { Prisma } from './generated/client.ts';
export type { default as PrismaTypes } from './generated/pothos.ts';
export { getDatamodel } from './generated/pothos.ts';
export { insertRows, jsonRows } from './json-rows.ts';
export {
  compiledOnce,
  execute,
  executeCount,
  keyArray,
  pageLimit,
  query,
  type SqlReader,
  type Tables,
} from './kysely.ts';
export { type Database, type DatabaseOptions, type DatabaseServers, openDatabase, type PublicChange } from './open.ts';
export { OperationDatabase } from './operation.ts';
export { type PoolUse, poolUses } from './pool-use.ts';
export {
  type OnStatement,
  observeStatements,
  outsideWork,
  type StatementSpan,
  statementListener,
} from './statement-spans.ts';
export type Decimal = Prisma.Decimal;
