/** `BACKUP_S3_URL`: scheduled backups go to a bucket, and come back from it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { backupPlace } from '#commands/backup-place.ts';
import { S3Store } from '#exports/stores/s3.ts';
import { BackupSchedule } from '#platform/backup/schedule.ts';
import { openDatabase } from '#platform/database/index.ts';
import { type S3Address, s3AddressOf } from '#platform/s3-address.ts';
import { createTestDatabase } from '../harness/database.ts';
import { refused, type S3Server, startS3 } from '../harness/s3-server.ts';
import { noSmallDisk, smallDisk } from '../harness/small-disk.ts';

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

function startRestore(name: string, env: Record<string, string>) {
  const child = spawn(process.execPath, ['src/cli.ts', 'restore', name], {
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]).then(
    ([out, errors, [code]]) => ({ code, out, errors }),
  );
  return { child, ended };
}

const restore = (name: string, env: Record<string, string>) => startRestore(name, env).ended;

function logOfErrors() {
  const lines: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) });
  return { lines, log };
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
  // Of two copies of other processes one is in use; the process of the other was killed.
  const [abandoned, used] = ['incoming-killed', 'incoming-used'].map((name) => path.join(env.BACKUP_DIR, name));
  for (const copy of [abandoned, used]) await mkdir(copy as string, { recursive: true });
  await writeFile(path.join(abandoned as string, newer), 'half');
  const earlier = new Date(Date.now() - 2 * 3_600_000);
  await utimes(abandoned as string, earlier, earlier);
  expect(await restore('s3:latest', { ...env, BACKUP_S3_URL: s3.url })).toMatchObject({ code: 0 });
  expect(await readdir(env.BACKUP_DIR)).toEqual(['incoming-used']);
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
  const { lines, log } = logOfErrors();
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

test('a backup that was sent is none that failed because an old one stays, which is removed later', async () => {
  const s3 = await startS3();
  let now = Date.parse('2026-11-29T10:00:00Z');
  const { lines, log } = logOfErrors();
  const schedule = scheduleInto(s3, 'pruned', () => now, log);
  s3.refuses = (request) => request.startsWith('DELETE');
  for (let count = 0; count < 3; count += 1) {
    now += 3_600_000;
    await schedule.run();
    expect(schedule.lastSuccess).toBe(now);
  }
  expect(namesIn(s3)).toHaveLength(3);
  expect(lines.join('')).toMatch(/old backups could not be removed/);
  expect(lines.join('')).not.toMatch(/the backup failed/);
  s3.refuses = null;
  await schedule.run();
  await schedule.close();
  expect(namesIn(s3)).toEqual(['wezel-2026-11-29T12-00-00Z.tar', 'wezel-2026-11-29T13-00-00Z.tar']);
});

test('stopping ends what is being sent, which is sent later', async () => {
  const s3 = await startS3();
  const { lines, log } = logOfErrors();
  const now = Date.parse('2026-11-29T10:00:00Z');
  const schedule = scheduleInto(s3, 'stopped', () => now, log);
  s3.hangs = (request) => request.startsWith('PUT');
  const running = schedule.run();
  await requested(s3, /^PUT /);
  await schedule.close();
  await running;
  expect([lines, namesIn(s3)]).toEqual([[], []]);
  expect(await readdir(path.join(folder, 'stopped', 'outgoing'))).toEqual(['wezel-2026-11-29T10-00-00Z.tar']);
});

const requested = (s3: S3Server, request: RegExp): Promise<void> =>
  expect.poll(() => s3.requests.some((line) => request.test(line)), { timeout: 120_000 }).toBe(true);

describe('a restore from the bucket', () => {
  const name = 'wezel-2026-11-29T10-00-00Z.tar';
  const bucketWith = async (bytes: Buffer) => {
    const s3 = await startS3();
    s3.objects.set(`/bucket/hub/backups/${name}`, { bytes, headers: {} });
    return s3;
  };
  const envOf = (s3: S3Server, into: string, url: string) => ({
    BACKUP_S3_URL: s3.url,
    BACKUP_DIR: into,
    DATABASE_URL: url,
    DATA_DIR: path.join(folder, 'data'),
  });

  test('is stopped by a signal while the file is fetched', async () => {
    const s3 = await bucketWith(Buffer.alloc(1_000));
    s3.hangs = (request) => request.startsWith('GET') && request.includes(name);
    const into = path.join(folder, 'interrupted');
    const { child, ended } = startRestore('s3:latest', envOf(s3, into, (await createTestDatabase('empty')).url));
    await requested(s3, /^GET .*\.tar$/);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 130, errors: expect.stringContaining('Stopped by SIGINT') });
    expect(await readdir(into)).toEqual([]);
  });

  test('fetches nothing for a database that is not empty', async () => {
    const s3 = await bucketWith(Buffer.alloc(1_000));
    const { code, errors } = await restore('s3:latest', envOf(s3, path.join(folder, 'used'), databaseUrl));
    expect([code, errors]).toEqual([1, expect.stringContaining('The database is not empty')]);
    expect(s3.requests.filter((request) => request.includes(name))).toEqual([]);
  });

  test.skipIf(noSmallDisk !== null)('names the disk that is full', async () => {
    const s3 = await bucketWith(Buffer.alloc(3 * 1024 * 1024));
    const disk = smallDisk(1);
    const env = envOf(s3, disk.folder, (await createTestDatabase('empty')).url);
    const { code, errors } = await restore('s3:latest', env);
    expect([code, errors]).toEqual([1, expect.stringContaining(`No space is left for files in ${disk.folder}`)]);
    expect(await readdir(disk.folder)).toEqual([]);
  });
});

test('a large file goes in parts, and what fails of it is sent again', async () => {
  const s3 = await startS3();
  const store = new S3Store(addressOf(s3), 'backups', 1_000);
  const bytes = Buffer.from(Array.from({ length: 2_500 }, (_, index) => index % 251));
  const put = async (name: string, signal?: AbortSignal) => {
    const file = path.join(folder, name);
    await writeFile(file, bytes);
    return store.put(name, file, { bytes: bytes.length, sha256: 'as stated', rows: null }, signal);
  };
  const isPart = (request: string) => request.startsWith('PUT');
  const failing = [
    { request: /^POST .*uploads=/, reply: refused(503, 'SlowDown') },
    { request: /^POST .*uploads=/, reply: { ...refused(500, 'InternalError'), status: 200 } },
    { request: /partNumber=2/, reply: refused(503, 'SlowDown') },
    { request: /^POST .*uploadId=/, reply: { ...refused(500, 'InternalError'), status: 200 } },
    { request: /^POST .*uploadId=/, reply: refused(503, 'SlowDown') },
  ];
  s3.refuses = (line) => (failing[0]?.request.test(line) === true ? (failing.shift()?.reply ?? false) : false);
  await put('large');
  expect(failing).toEqual([]);
  const found = await store.find('large');
  expect(found).toMatchObject({ bytes: 2_500, sha256: 'as stated', rows: null });
  expect((await buffer((found as NonNullable<typeof found>).open())).equals(bytes)).toBe(true);
  expect(s3.requests.filter(isPart)).toHaveLength(4);
  // What cannot be sent at all leaves nothing behind.
  s3.refuses = (request) => /partNumber=3/.test(request);
  await expect(put('lost')).rejects.toThrow('answered 403 to PUT: AccessDenied');
  expect(s3.requests.filter(isPart)).toHaveLength(7);
  expect(await store.find('lost')).toBeNull();
  expect(s3.requests.at(-2)).toMatch(/^DELETE .*uploadId=/);
  expect(await readdir(folder)).toContain('lost');
  s3.refuses = (request) => request.includes('uploads=') && { status: 200 };
  await expect(put('lost')).rejects.toThrow('did not begin an upload');
  s3.refuses = null;
  s3.hangs = (request) => /partNumber=2/.test(request);
  const stop = new AbortController();
  const stopped = expect(put('unsent', stop.signal)).rejects.toThrow('The hub stops');
  await requested(s3, /^PUT .*unsent.*partNumber=2/);
  stop.abort(new Error('The hub stops'));
  await stopped;
  expect(s3.requests.at(-1)).toMatch(/^DELETE .*unsent.*uploadId=/);
});
