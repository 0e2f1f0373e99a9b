/** `BACKUP_EVERY`: backups by themselves, of which the newest are kept. */
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { readConfig } from '#config';
import { folderPlace } from '#platform/backup/places.ts';
import { restoreBackup } from '#platform/backup/restore.ts';
import { BackupSchedule } from '#platform/backup/schedule.ts';
import { createTestDatabase } from '../harness/database.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'wezel-schedule-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const { url } = await createTestDatabase('starter');

test('makes one when the last is old enough, and keeps the newest', async () => {
  let now = Date.parse('2026-11-29T10:00:00Z');
  const into = path.join(folder, 'backups');
  const settings = { everySeconds: 3_600, keep: 2, hasKeys: false };
  const open = (log = pino({ level: 'silent' })) =>
    new BackupSchedule({ databaseUrl: () => url, settings, place: folderPlace(into), log, now: () => now });
  const schedule = open();
  await schedule.run();
  expect(schedule.lastSuccess).toBe(now);
  await writeFile(path.join(into, 'notes.txt'), 'not a backup');
  now += 3_599_000;
  await schedule.run();
  expect((await readdir(into)).sort()).toEqual(['notes.txt', 'wezel-2026-11-29T10-00-00Z.tar']);
  await schedule.close();
  // Another process, or the same after a restart, goes on from what is there.
  const later = open();
  for (let count = 0; count < 3; count += 1) {
    now += 3_600_000;
    await later.run();
  }
  await later.close();
  expect((await readdir(into)).sort()).toEqual([
    'notes.txt',
    'wezel-2026-11-29T12-59-59Z.tar',
    'wezel-2026-11-29T13-59-59Z.tar',
  ]);
  const empty = await createTestDatabase('empty');
  await restoreBackup(empty.url, path.join(into, 'wezel-2026-11-29T13-59-59Z.tar'));
});

test('removes what a process that was killed left half-written, and nothing that is being written', async () => {
  const into = path.join(folder, 'killed');
  await mkdir(into);
  const [old, fresh] = ['wezel-2026-11-28T10-00-00Z.tar.part', 'wezel-2026-11-29T10-00-00Z.tar.part'];
  for (const name of [old, fresh, 'mine.part']) await writeFile(path.join(into, name), 'half');
  const earlier = new Date(Date.now() - 2 * 3_600_000);
  for (const name of [old, 'mine.part']) await utimes(path.join(into, name), earlier, earlier);
  const settings = { everySeconds: 3_600, keep: 2, hasKeys: false };
  const log = pino({ level: 'silent' });
  const schedule = new BackupSchedule({ databaseUrl: () => url, settings, place: folderPlace(into), log });
  await schedule.run();
  await schedule.close();
  const names = await readdir(into);
  expect(names).not.toContain(old);
  expect(names).toEqual(expect.arrayContaining([fresh, 'mine.part']));
});

test('says when one fails, and keeps what there is', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) });
  const blocked = path.join(folder, 'a-file');
  await writeFile(blocked, '');
  const settings = { everySeconds: 60, keep: 1, hasKeys: false };
  const schedule = new BackupSchedule({ databaseUrl: () => url, settings, place: folderPlace(blocked), log });
  await schedule.run();
  expect(schedule.lastSuccess).toBeNull();
  expect(lines.join('')).toContain('the backup failed');
  await schedule.close();
});

test('is set by the environment', () => {
  expect(readConfig({}).backup).toMatchObject({ everySeconds: null, keep: 7, hasKeys: false });
  expect(readConfig({ BACKUP_EVERY: '24h', BACKUP_KEEP: '30', BACKUP_DIR: '/b', BACKUP_KEYS: 'yes' }).backup).toEqual({
    everySeconds: 86_400,
    keep: 30,
    folder: '/b',
    s3: null,
    hasKeys: true,
  });
  expect(readConfig({ BACKUP_S3_URL: 'https://k:s@s3.example/bucket/hub' }).backup.s3).toMatchObject({
    url: 'https://s3.example/bucket/hub',
  });
  expect(() => readConfig({ BACKUP_S3_URL: 's3://bucket' })).toThrow(/BACKUP_S3_URL is no address of a bucket/);
  for (const text of ['1', 'daily', '0h', '-1h', '1.5h', '24 h']) {
    expect(() => readConfig({ BACKUP_EVERY: text })).toThrow(/BACKUP_EVERY is .* which is not a period/);
  }
});
