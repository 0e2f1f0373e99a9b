/** Locks of PostgreSQL that one connection has until it gives them back, or ends. */
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
