/** How Prisma's schema engine reaches the database. */
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory, SqlQuery } from '@prisma/driver-adapter-utils';
import type pg from 'pg';

/**
 * The adapter's own way to run a script cuts it at each semicolon, which breaks function bodies and leaves half a
 * migration behind when a statement fails. PostgreSQL takes the script whole, and then keeps all of it or nothing.
 */
export function scriptsAsOneTransaction(
  executeScript: (script: string) => Promise<void>,
  pool: pg.Pool,
): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(pool);
  const whole = (adapter: SqlDriverAdapter): SqlDriverAdapter => {
    const { queryRaw, executeRaw } = adapter;
    return Object.assign(adapter, {
      executeScript,
      queryRaw: (sent: SqlQuery) => queryRaw.call(adapter, withoutLock(sent)),
      executeRaw: (sent: SqlQuery) => executeRaw.call(adapter, withoutLock(sent)),
    });
  };
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => whole(await factory.connect()),
    connectToShadowDb: async () => whole(await factory.connectToShadowDb()),
  };
}

/**
 * The engine would lock for its session, and a pooler keeps that when the engine has gone. Whoever migrates has the lock of
 * migrations.ts.
 */
function withoutLock(sent: SqlQuery): SqlQuery {
  // SQL as text: it stands for another statement, and reads nothing.
  return sent.sql.startsWith('SELECT pg_advisory_lock(') ? { ...sent, sql: 'SELECT 1' } : sent;
}
