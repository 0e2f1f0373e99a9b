/** The daily cleaning runs where anything waits for it. */
import { afterAll, expect, test } from 'vitest';
import { clean, isAnythingToClean } from '#http/jobs/cleaning.ts';
import { openDatabase } from '#platform/database/index.ts';
import { createTestDatabase } from '../harness/database.ts';

const { url } = await createTestDatabase('starter');
const database = openDatabase(url);
afterAll(() => database.close());

test('keys of mutations alone are cleaned, too, a day later', async () => {
  const { pool } = database;
  const created = new Date('2026-06-15T12:00:00Z');
  expect(await isAnythingToClean(pool)).toBe(false);
  await pool.query(`INSERT INTO idempotency_key (caller, key, digest, created_at) VALUES ('network:x', 'k', 'd', $1)`, [
    created,
  ]);
  expect(await isAnythingToClean(pool)).toBe(true);
  await clean({ database, place: null }, new Date(created.getTime() + 25 * 60 * 60_000));
  expect(await isAnythingToClean(pool)).toBe(false);
});
