/** Mails that wait when a backup is made are in it: noted as sent, nobody would enqueue them again. */
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { ArchiveWriter, readArchive } from '#platform/backup/archive.ts';
import { restoreBackup } from '#platform/backup/restore.ts';
import { writeBackup } from '#platform/backup/write.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { onServer } from '../harness/server.ts';
import { sumsOf } from './table-sums.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'wezel-backup-jobs-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const at = (name: string): string => path.join(folder, name);

const now = new Date('2026-06-15T12:00:00Z');
/** Nothing listens at the port, so that what is enqueued waits. */
const hub = await startHub({ smtpUrl: 'smtp://127.0.0.1:9', clock: () => now, news: {} });
const { pool } = hub.database;
const readers = ['reader1@urzad.test', 'reader2@urzad.test', 'reader3@urzad.test'];
const file = at('waiting.tar');

async function enqueueNews(): Promise<void> {
  await pool.query(
    `INSERT INTO subscriber (id, email, language, token, created_at, sent_through)
     SELECT email, email, 'pl', 'token of ' || email, now(), 1 FROM unnest($1::text[]) email`,
    [readers],
  );
  await pool.query(
    `INSERT INTO subscription (id, subscriber_id, topic, key, created_at, confirmed_at)
     SELECT id, id, 'PRACTICES', '', now(), now() FROM subscriber`,
  );
  const practices = [{ slug: 'brand-new', title: 'Nowa praktyka' }];
  await hub.load('practices', 'practice.json', JSON.stringify({ asOf: '2026-06-01', practices }));
  await vi.waitFor(
    async () => {
      const { rows } = await pool.query(
        "SELECT name, state < 'completed' AS waits, count(*)::int AS count FROM wezel_jobs.job GROUP BY 1, 2 ORDER BY 1",
      );
      // What cleans once a day is done, so that nothing else changes.
      expect(rows).toEqual([
        { name: 'cleaning', waits: false, count: 1 },
        { name: 'mail', waits: true, count: readers.length },
      ]);
    },
    { timeout: 120_000 },
  );
}

test('mails that wait are sent by the hub that is restored, each once and as the same message', async () => {
  await enqueueNews();
  const { rows: waiting } = await pool.query<{ to: string; messageId: string }>(
    `SELECT data ->> 'to' AS to, data ->> 'messageId' AS "messageId" FROM wezel_jobs.job WHERE name = 'mail' ORDER BY 1`,
  );
  const report = await writeBackup(hub.database.url, file, { hasKeys: true });
  expect(report.jobs).toBe(readers.length);

  const { url } = await createTestDatabase('empty');
  expect(await restoreBackup(url, file)).toMatchObject({ jobs: report.jobs, rows: report.rows });
  expect(await sumsOf(url)).toEqual(await sumsOf(hub.database.url));
  // Of a database in which they wait still, too.
  const again = at('again.tar');
  expect(await writeBackup(url, again, { hasKeys: true })).toMatchObject({ jobs: report.jobs });
  const third = await createTestDatabase('empty');
  await restoreBackup(third.url, again);
  expect(await sumsOf(third.url)).toEqual(await sumsOf(url));

  const mail = await startMailServer();
  const restored = await startHub({ databaseUrl: url, smtpUrl: mail.url, clock: () => now, news: {} });
  await restored.app.resume();
  await vi.waitFor(() => expect(mail.received.length).toBeGreaterThanOrEqual(readers.length), { timeout: 120_000 });
  const received = mail.received.map(({ to, header }) => ({
    to,
    messageId: header('Message-ID').replace('Message-ID: ', ''),
  }));
  expect(received.toSorted((a, b) => a.to.localeCompare(b.to))).toEqual(waiting);
  const { rows: left } = await restored.database.pool.query('SELECT queue FROM wezel_jobs.restored_job');
  expect(left).toEqual([]);
});

test('a backup of a version that had no jobs in it is restored', async () => {
  const older = at('older.tar');
  const handle = await open(older, 'w');
  const writer = new ArchiveWriter(handle);
  for await (const { name, bytes } of readArchive(file)) {
    if (name.startsWith('jobs/')) continue;
    const parsed = name.endsWith('.json') ? JSON.parse(bytes.toString()) : null;
    if (parsed !== null) for (const key of ['jobs', 'wezel_jobs.job']) delete parsed[key];
    await writer.add(name, parsed === null ? bytes : Buffer.from(JSON.stringify(parsed)));
  }
  await writer.end();
  await handle.close();
  const { url } = await createTestDatabase('empty');
  expect(await restoreBackup(url, older)).toMatchObject({ jobs: 0 });
  const { '- jobs': jobs, ...sums } = await sumsOf(url);
  const { '- jobs': waiting, ...expected } = await sumsOf(hub.database.url);
  expect([jobs?.split(' ')[0], sums]).toEqual(['0', expected]);
  expect(waiting?.split(' ')[0]).not.toBe('0');
});

test('a database with jobs of another hub is not empty', async () => {
  const { url } = await createTestDatabase('empty');
  await onServer(url, async (client) => {
    await client.query(
      'CREATE SCHEMA wezel_jobs; CREATE TABLE wezel_jobs.job (id int); INSERT INTO wezel_jobs.job VALUES (1)',
    );
  });
  await expect(restoreBackup(url, file)).rejects.toMatchObject({
    code: 'DATABASE_NOT_EMPTY',
    line: expect.stringMatching(/wezel_jobs has 1 jobs.*DROP SCHEMA wezel_jobs CASCADE/),
  });
  // What the hint says suffices.
  await onServer(url, (client) => client.query('DROP SCHEMA wezel_jobs CASCADE'));
  await restoreBackup(url, file);
});
