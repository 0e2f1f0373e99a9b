/** Locks of PostgreSQL that one connection has until it gives them back, ends, or ends its transaction. */
import { sql } from 'kysely';
import { execute, query, type SqlReader } from './kysely.ts';

/** Whether the lock was free, and is the connection's now. */
export async function tryAdvisoryLock(connection: SqlReader, lock: number): Promise<boolean> {
  const taken = query.fn<boolean>('pg_try_advisory_lock', [sql.lit(lock)]);
  const [answer] = await execute(connection, query.selectNoFrom(taken.as('taken')));
  return answer?.taken === true;
}

export async function releaseAdvisoryLock(connection: SqlReader, lock: number): Promise<void> {
  await execute(connection, query.selectNoFrom(query.fn('pg_advisory_unlock', [sql.lit(lock)]).as('released')));
}

/** Needs a transaction, at the end of which the lock is free again: whoever names the same waits. */
export async function lockInTransaction(connection: SqlReader, name: string): Promise<void> {
  const lock = query.fn<string>('hashtextextended', [sql.val(name), sql.lit(0)]);
  await execute(connection, query.selectNoFrom(query.fn('pg_advisory_xact_lock', [lock]).as('taken')));
}
