/** A mutation whose process is killed: sent again with its key it is done once, whether it had been done or not. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '#platform/database/index.ts';
import { createTestDatabase } from '../harness/database.ts';
import { type HubProcess, startHubProcess } from '../harness/hub-process.ts';
import { waitingForLocks } from '../harness/locks.ts';
import { startMailServer } from '../harness/mail-server.ts';

const testDatabase = await createTestDatabase('starter');
const database = openDatabase(testDatabase.url);
const { pool } = database;
const mail = await startMailServer();
const folder = await mkdtemp(join(tmpdir(), 'wezel-killed-'));
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const start = (): Promise<HubProcess> =>
  startHubProcess({ DATABASE_URL: testDatabase.url, DATA_DIR: folder, SMTP_URL: mail.url });

async function propose({ url }: HubProcess, key: string): Promise<number | null | undefined> {
  const query = `mutation { proposeCorrection(target: "/practices/dzierzoniow-quality-programme", field: "title",
    value: "${key}", reason: "x", idempotencyKey: "${key}") { correction { number } userErrors { code } } }`;
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { data } = (await response.json()) as {
    data: { proposeCorrection: { correction: { number: number } | null } };
  };
  return data.proposeCorrection.correction?.number;
}

async function tickets(value: string): Promise<number[]> {
  const { rows } = await pool.query<{ number: number }>('SELECT number FROM correction WHERE value = $1', [value]);
  return rows.map(({ number }) => number);
}

test('before it was done', { timeout: 300_000 }, async () => {
  const first = await start();
  const client = await pool.connect();
  await client.query('BEGIN');
  await client.query('LOCK TABLE correction IN EXCLUSIVE MODE');
  const lost = propose(first, 'before').catch(() => 'no response');
  await waitingForLocks(pool, 1);
  await first.kill('SIGKILL');
  expect(await lost).toBe('no response');
  await client.query('ROLLBACK');
  client.release();
  const second = await start();
  const numbers = await Promise.all([1, 2, 3].map(() => propose(second, 'before')));
  expect(await tickets('before')).toEqual([numbers[0]]);
  expect(new Set(numbers).size).toBe(1);
});

test('after it was done and before its response', { timeout: 300_000 }, async () => {
  // What is written when it has been committed does not end.
  await pool.query(`
    CREATE FUNCTION sleep_after_commit() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_sleep(600); RETURN NEW; END $$;
    CREATE TRIGGER sleep_after_commit BEFORE UPDATE ON idempotency_key FOR EACH ROW
      WHEN (OLD.result IS NOT NULL) EXECUTE FUNCTION sleep_after_commit()`);
  const first = await start();
  const lost = propose(first, 'after').catch(() => 'no response');
  await expect.poll(() => tickets('after'), { timeout: 120_000, interval: 50 }).toHaveLength(1);
  await first.kill('SIGKILL');
  expect(await lost).toBe('no response');
  await pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'",
  );
  await pool.query('DROP FUNCTION sleep_after_commit CASCADE');
  const second = await start();
  const numbers = await Promise.all([1, 2, 3].map(() => propose(second, 'after')));
  expect(await tickets('after')).toEqual([numbers[0]]);
  expect(new Set(numbers).size).toBe(1);
});
