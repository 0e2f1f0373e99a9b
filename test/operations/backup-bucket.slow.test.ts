/** `BACKUP_S3_URL`: scheduled backups go to a bucket, and come back from it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { backupPlace } from '#commands/backup-place.ts';
import { S3Store } from '#exports/stores/s3.ts';
import { BackupSchedule } from '#platform/backup/schedule.ts';
import { openDatabase } from '#platform/database/index.ts';
import { type S3Address, s3AddressOf } from '#platform/s3-address.ts';
import { createTestDatabase } from '../harness/database.ts';
import { type S3Server, startS3 } from '../harness/s3-server.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'wezel-bucket-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const { url: databaseUrl } = await createTestDatabase('starter');

const addressOf = (s3: S3Server) => s3AddressOf(s3.url) as S3Address;
const namesIn = (s3: S3Server): string[] =>
  [...s3.objects.keys()].map((name) => name.replace('/bucket/hub/backups/', '')).toSorted();

function scheduleInto(s3: S3Server, into: string, now: () => number, log = pino({ level: 'silent' })) {
  const settings = { everySeconds: 3_600, keep: 2, hasKeys: false };
  const place = backupPlace({ folder: path.join(folder, into), s3: addressOf(s3) });
  return new BackupSchedule({ databaseUrl: () => databaseUrl, settings, place, log, now });
}

async function restore(name: string, env: Record<string, string>) {
  const child = spawn(process.execPath, ['src/cli.ts', 'restore', name], {
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code, out, errors };
}

test('backups go to the bucket, the newest are kept, and the latest is restored from it', async () => {
  const s3 = await startS3();
  let now = Date.parse('2026-11-29T10:00:00Z');
  s3.objects.set('/bucket/hub/backups/notes.txt', { bytes: Buffer.from('not a backup'), headers: {} });
  const schedule = scheduleInto(s3, 'kept', () => now);
  for (let count = 0; count < 3; count += 1) {
    await schedule.run();
    expect(schedule.lastSuccess).toBe(now);
    now += 3_600_000;
  }
  now -= 3_600_000 - 1_000;
  await schedule.run();
  await schedule.close();
  const [older, newer] = ['wezel-2026-11-29T11-00-00Z.tar', 'wezel-2026-11-29T12-00-00Z.tar'];
  expect(namesIn(s3)).toEqual(['notes.txt', older, newer]);
  expect(await readdir(path.join(folder, 'kept', 'outgoing'))).toEqual([]);
  // Another process, with another folder, goes on from what the bucket has.
  const later = scheduleInto(s3, 'other', () => now);
  await later.run();
  await later.close();
  expect(namesIn(s3)).toEqual(['notes.txt', older, newer]);

  const empty = await createTestDatabase('empty');
  const env = {
    BACKUP_DIR: path.join(folder, 'restored'),
    DATABASE_URL: empty.url,
    DATA_DIR: path.join(folder, 'data'),
  };
  const unset = await restore('s3:latest', env);
  expect([unset.code, unset.errors]).toEqual([1, expect.stringContaining('BACKUP_S3_URL is not set')]);
  const unknown = await restore('s3:wezel.tar', { ...env, BACKUP_S3_URL: s3.url });
  expect([unknown.code, unknown.errors]).toEqual([1, expect.stringContaining(`Its newest are ${newer}, ${older}.`)]);
  expect(await restore('s3:latest', { ...env, BACKUP_S3_URL: s3.url })).toMatchObject({ code: 0 });
  expect(await readdir(env.BACKUP_DIR)).toEqual([]);
  const [before, after] = await Promise.all([databaseUrl, empty.url].map(countsOf));
  expect(after).toEqual(before);
});

async function countsOf(url: string): Promise<unknown> {
  const database = openDatabase(url, { connections: 1 });
  try {
    const { rows } = await database.pool.query(
      'SELECT (SELECT count(*) FROM office) AS offices, (SELECT max(number) FROM release) AS release',
    );
    return rows;
  } finally {
    await database.close();
  }
}

test('one that the bucket does not take waits, and is sent before another is made', async () => {
  const s3 = await startS3();
  const now = Date.parse('2026-11-29T10:00:00Z');
  const lines: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) });
  const schedule = scheduleInto(s3, 'waiting', () => now, log);
  s3.refuses = (request) => request.startsWith('PUT');
  await schedule.run();
  expect(schedule.lastSuccess).toBeNull();
  expect(lines.join('')).toMatch(/the backup failed|answered 403 to PUT/);
  // The address has the key: it stands in no line.
  expect(lines.join('')).not.toContain('sec');
  const waiting = await readdir(path.join(folder, 'waiting', 'outgoing'));
  expect(waiting).toEqual(['wezel-2026-11-29T10-00-00Z.tar']);
  s3.refuses = null;
  await schedule.run();
  await schedule.close();
  expect(namesIn(s3)).toEqual(waiting);
  expect(schedule.lastSuccess).toBe(now);
  expect(await readdir(path.join(folder, 'waiting', 'outgoing'))).toEqual([]);
});

test('a large file goes in parts, each of which is sent again when it fails', async () => {
  const s3 = await startS3();
  const store = new S3Store(addressOf(s3), 'backups', 1_000);
  const bytes = Buffer.from(Array.from({ length: 2_500 }, (_, index) => index % 251));
  const put = async (name: string) => {
    const file = path.join(folder, name);
    await writeFile(file, bytes);
    return store.put(name, file, { bytes: bytes.length, sha256: 'as stated', rows: null });
  };
  let failures = 1;
  s3.refuses = (request) => /partNumber=2/.test(request) && failures-- > 0;
  await put('large');
  const found = await store.find('large');
  expect(found).toMatchObject({ bytes: 2_500, sha256: 'as stated', rows: null });
  expect((await buffer((found as NonNullable<typeof found>).open())).equals(bytes)).toBe(true);
  expect(s3.requests.filter((request) => request.startsWith('PUT'))).toHaveLength(4);
  // What cannot be sent at all leaves nothing behind.
  s3.refuses = (request) => /partNumber=3/.test(request);
  await expect(put('lost')).rejects.toThrow('answered 403 to PUT: AccessDenied');
  expect(await store.find('lost')).toBeNull();
  expect(s3.requests.at(-2)).toMatch(/^DELETE .*uploadId=/);
  expect(await readdir(folder)).toContain('lost');
});
