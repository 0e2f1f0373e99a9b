/**
 * Locks of PostgreSQL that one process at a time has. Each is one of a transaction: through a pooler, what belongs to a session
 * would stay with its connection to the server after the process has gone.
 */

import { sql } from 'kysely';
import pg from 'pg';
import { execute, query, type SqlReader } from './kysely.ts';
import type { Database } from './open.ts';

/** No limit on time ends a transaction that only has a lock. `transaction_timeout` is there from PostgreSQL 17 on. */
const limits = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout'];

/** Each statement of it sees what has been committed meanwhile, and nothing waits for it in between. */
export async function beginLasting(connection: pg.ClientBase): Promise<void> {
  await connection.query('BEGIN ISOLATION LEVEL READ COMMITTED');
  // SQL as text: settings of the server, and none of the models.
  await connection.query("SELECT set_config(name, '0', true) FROM pg_settings WHERE name = ANY($1)", [limits]);
}

/** A lock that a process has until it gives it back, or its connection ends. */
export class ProcessLock {
  readonly #client: pg.Client;
  readonly #lock: number;

  private constructor(client: pg.Client, lock: number) {
    this.#client = client;
    this.#lock = lock;
  }

  static async open(database: Database, lock: number): Promise<ProcessLock> {
    const client = new pg.Client({ connectionString: await database.direct(), application_name: 'wezel lock' });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await beginLasting(client);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    return new ProcessLock(client, lock);
  }

  /** Whether the lock was free, and is this process's now. */
  async tryTake(): Promise<boolean> {
    const taken = query.fn<boolean>('pg_try_advisory_xact_lock', [sql.lit(this.#lock)]);
    const [answer] = await execute(this.#client, query.selectNoFrom(taken.as('taken')));
    return answer?.taken === true;
  }

  async close(): Promise<void> {
    // A pooler keeps the connection.
    await this.#client.query('ROLLBACK').catch(() => undefined);
    await this.#client.end().catch(() => undefined);
  }
}

/** Needs a transaction, at the end of which the lock is free again: whoever names the same waits. */
export async function lockInTransaction(connection: SqlReader, name: string): Promise<void> {
  const lock = query.fn<string>('hashtextextended', [sql.val(name), sql.lit(0)]);
  await execute(connection, query.selectNoFrom(query.fn('pg_advisory_xact_lock', [lock]).as('taken')));
}
