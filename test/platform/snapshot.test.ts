/** A snapshot of a server: what it leaves behind when it is closed, or is not. */
import { expect, test } from 'vitest';
import { openDatabase } from '#platform/database/index.ts';
import { openSnapshot } from '#platform/database/snapshot.ts';
import { createTestDatabase } from '../harness/database.ts';

const { url } = await createTestDatabase('starter');
const database = openDatabase(url, { connections: 2 });

/** Of this database, besides the one that looks. */
async function transactions(): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL`,
  );
  return rows[0]?.count ?? 0;
}

test('its transactions end with it, even where Prisma does not let go', async () => {
  const snapshot = await openSnapshot(database);
  await snapshot.pool.query('SELECT 1');
  expect(await transactions()).toBe(2);
  snapshot.prisma.$disconnect = () => Promise.reject(new Error('It stays'));
  await expect(snapshot.close()).rejects.toThrow('It stays');
  await expect.poll(transactions, { timeout: 120_000 }).toBe(0);
  await database.close();
});

test('the server ends one that nobody closes', async () => {
  const other = openDatabase(url, { connections: 1 });
  const snapshot = await openSnapshot(other);
  const { rows } = await snapshot.pool.query('SHOW idle_in_transaction_session_timeout');
  expect(rows).toEqual([{ idle_in_transaction_session_timeout: '15min' }]);
  await snapshot.close();
  await other.close();
});
