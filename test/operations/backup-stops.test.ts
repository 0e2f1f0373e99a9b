/** A backup and a restore end when they are to, whatever the database or the bucket does not say. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, expect, test, vi } from 'vitest';
import { backupPlace } from '#commands/backup-place.ts';
import { restoreBackup } from '#platform/backup/restore.ts';
import { BackupSchedule } from '#platform/backup/schedule.ts';
import { writeBackup } from '#platform/backup/write.ts';
import { openDatabase } from '#platform/database/index.ts';
import { type S3Address, s3AddressOf } from '#platform/s3-address.ts';
import { createTestDatabase } from '../harness/database.ts';
import { waitingForLocks } from '../harness/locks.ts';
import { startProxy } from '../harness/proxy.ts';
import { startS3 } from '../harness/s3-server.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'wezel-backup-stops-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const at = (name: string): string => path.join(folder, name);
const { url } = await createTestDatabase('starter');
const database = openDatabase(url, { connections: 2 });
afterAll(() => database.close());
const stopped = new Error('The hub stops');

async function connected(to: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: to });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Has a table to itself until it ends. */
async function locking(): Promise<pg.Client> {
  const client = await connected(url);
  await client.query('BEGIN; LOCK TABLE office IN ACCESS EXCLUSIVE MODE');
  return client;
}

test('a backup ends while the database is frozen, and leaves nothing', async () => {
  const proxy = await startProxy(url);
  proxy.freezeAfter(100_000);
  const stop = new AbortController();
  const backup = writeBackup(proxy.url, at('frozen.tar'), { hasKeys: true, signal: stop.signal });
  await vi.waitFor(() => expect(proxy.isFrozen()).toBe(true), { timeout: 120_000 });
  stop.abort(stopped);
  await expect(backup).rejects.toBe(stopped);
  expect((await readdir(folder)).filter((name) => name.startsWith('frozen'))).toEqual([]);
  await proxy.cut();
});

test('a backup fails where the database says nothing more', async () => {
  const proxy = await startProxy(url);
  proxy.freezeAfter(100_000);
  const backup = writeBackup(proxy.url, at('silent.tar'), { hasKeys: true, timeouts: { silenceMs: 2_000 } });
  await expect(backup).rejects.toMatchObject({
    code: 'DATABASE_UNREACHABLE',
    message: expect.stringContaining('has sent nothing for 2 seconds'),
  });
  await proxy.cut();
});

test('a backup ends while it waits for a table', async () => {
  const other = await locking();
  const stop = new AbortController();
  const backup = writeBackup(url, at('locked.tar'), { hasKeys: true, signal: stop.signal });
  await waitingForLocks(database.pool, 1);
  stop.abort(stopped);
  await expect(backup).rejects.toBe(stopped);
  await other.end();
});

test('a backup fails where something keeps a table to itself', async () => {
  const other = await locking();
  const backup = writeBackup(url, at('locked.tar'), { hasKeys: true, timeouts: { lockMs: 300 } });
  await expect(backup).rejects.toMatchObject({ code: 'TABLES_LOCKED' });
  await other.end();
  expect(await writeBackup(url, at('locked.tar'), { hasKeys: true })).toMatchObject({ missingFiles: [] });
});

test('a restore says that it waits for another one, and ends then, too', async () => {
  const file = at('whole.tar');
  await writeBackup(url, file, { hasKeys: true });
  const empty = await createTestDatabase('empty');
  const other = await connected(empty.url);
  await other.query(`SELECT pg_advisory_lock(${0x57_45_5a_45_4c})`);
  const stop = new AbortController();
  const stages: string[] = [];
  const onStage = (name: string): void => void stages.push(name);
  const restore = restoreBackup(empty.url, file, { signal: stop.signal, onStage });
  const ended = expect(restore).rejects.toBe(stopped);
  await vi.waitFor(() => expect(stages.at(-1)).toMatch(/^waiting for another restore/), { timeout: 120_000 });
  stop.abort(stopped);
  await ended;
  // The other one is done.
  await other.end();
  expect(await restoreBackup(empty.url, file)).toMatchObject({ migrated: [] });
});

test('a restore ends while it copies rows, and leaves the database empty', async () => {
  const file = at('whole.tar');
  const empty = await createTestDatabase('empty');
  const proxy = await startProxy(empty.url);
  const stop = new AbortController();
  const onStage = (name: string): void => {
    if (name === 'copying the rows') proxy.freeze();
  };
  const restore = restoreBackup(proxy.url, file, { signal: stop.signal, onStage });
  await vi.waitFor(() => expect(proxy.isFrozen()).toBe(true), { timeout: 120_000 });
  stop.abort(stopped);
  await expect(restore).rejects.toBe(stopped);
  await proxy.cut();
  await restoreBackup(empty.url, file);
});

test('a schedule that stops says nothing of the bucket that does not answer', async () => {
  const s3 = await startS3();
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  let now = Date.parse('2026-11-29T10:00:00Z');
  const schedule = new BackupSchedule({
    databaseUrl: () => url,
    settings: { everySeconds: 3_600, keep: 1, hasKeys: false },
    place: backupPlace({ folder: at('scheduled'), s3: s3AddressOf(s3.url) as S3Address }),
    log,
    now: () => now,
  });
  await schedule.run();
  now += 3_600_000;
  s3.hangs = (request) => request.startsWith('DELETE');
  const running = schedule.run();
  await vi.waitFor(() => expect(s3.requests.at(-1)).toMatch(/^DELETE/), { timeout: 120_000 });
  await schedule.close();
  await running;
  expect(lines).toEqual([]);
});
