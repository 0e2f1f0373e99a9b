/** A bucket that is busy, breaks off or is away: what can be sent again is, and what fails is no fault of the database. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pino } from 'pino';
import { afterAll, expect, test, vi } from 'vitest';
import { S3Store } from '#exports/stores/s3.ts';
import { describeConnectionFailure } from '#platform/database/connection-errors.ts';
import { type S3Address, s3AddressOf } from '#platform/s3-address.ts';
import { startHub } from '../harness/hub.ts';
import { absentS3, refused, type S3Server, startS3 } from '../harness/s3-server.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'wezel-s3-faults-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const addressOf = (url: string) => s3AddressOf(url) as S3Address;
const away = addressOf(await absentS3());
const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251));

async function put(store: S3Store, name: string): Promise<void> {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await store.put(name, file, { bytes: bytes.length, sha256, rows: null });
}

async function storeWith(name: string): Promise<{ s3: S3Server; store: S3Store }> {
  const s3 = await startS3();
  const store = new S3Store(addressOf(s3.url), 'backups');
  await put(store, name);
  return { s3, store };
}

const read = async (store: S3Store, name: string, range?: { start: number; end: number }): Promise<Buffer> => {
  const found = await store.find(name);
  if (found === null) throw new Error(`${name} is not there`);
  return buffer(found.open(range));
};

test('one that says once that it is busy keeps nobody from anything', async () => {
  const { s3, store } = await storeWith('kept');
  const failing = [/^PUT .*other/, /^HEAD .*kept/, /^GET .*kept/, /^GET .*list-type/, /^DELETE .*kept/];
  s3.refuses = (line) => {
    if (failing[0]?.test(line) !== true) return false;
    failing.shift();
    return refused(503, 'SlowDown');
  };
  await put(store, 'other');
  expect((await read(store, 'kept')).equals(bytes)).toBe(true);
  expect((await store.list()).map(({ name }) => name)).toEqual(['kept', 'other']);
  await store.remove('kept');
  expect(failing).toEqual([]);
  expect(await store.find('kept')).toBeNull();
});

test('what it refuses for good is requested once', async () => {
  const { s3, store } = await storeWith('kept');
  s3.requests.length = 0;
  s3.refuses = () => true;
  await expect(store.list()).rejects.toMatchObject({
    code: 'STORE_REFUSED',
    line: expect.stringMatching(/answered 403 to GET: AccessDenied.*Check the key in S3_URL or BACKUP_S3_URL/),
  });
  expect(s3.requests).toHaveLength(1);
});

test.for([
  { what: 'whole', range: undefined, expected: bytes },
  { what: 'in part', range: { start: 1_000, end: 150_000 }, expected: bytes.subarray(1_000, 150_001) },
])('the rest of a file that breaks off is fetched, $what', async ({ range, expected }) => {
  const { s3, store } = await storeWith('long');
  const breaks = [70_000, 10];
  s3.breaks = (line) => (line.startsWith('GET') ? (breaks.shift() ?? null) : null);
  s3.requests.length = 0;
  expect((await read(store, 'long', range)).equals(expected)).toBe(true);
  expect(breaks).toEqual([]);
  expect(s3.requests.filter((line) => line.startsWith('GET'))).toHaveLength(3);
});

test('of a file that is replaced meanwhile nothing is put together', async () => {
  const { s3, store } = await storeWith('replaced');
  s3.breaks = (line) => {
    if (!line.startsWith('GET')) return null;
    for (const [name, stored] of s3.objects) s3.objects.set(name, { ...stored, bytes: Buffer.alloc(bytes.length) });
    return 50_000;
  };
  await expect(read(store, 'replaced')).rejects.toMatchObject({ code: 'STORE_REFUSED', status: 412 });
});

test('one that breaks off again and again is given up', async () => {
  const { s3, store } = await storeWith('broken');
  s3.breaks = (line) => (line.startsWith('GET') ? 0 : null);
  await expect(read(store, 'broken')).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
});

test.for([
  { request: 'GET', ask: (store: S3Store, signal: AbortSignal) => store.list(signal) },
  { request: 'HEAD', ask: (store: S3Store, signal: AbortSignal) => store.find('kept', signal) },
  { request: 'DELETE', ask: (store: S3Store, signal: AbortSignal) => store.remove('kept', signal) },
])('a $request that is not answered ends by its signal', async ({ request, ask }) => {
  const { s3, store } = await storeWith('kept');
  s3.hangs = (line) => line.startsWith(request);
  const stop = new AbortController();
  const reason = new Error('The hub stops');
  const ended = expect(ask(store, stop.signal)).rejects.toBe(reason);
  await vi.waitFor(() => expect(s3.requests.at(-1)).toMatch(new RegExp(`^${request} `)), { timeout: 120_000 });
  stop.abort(reason);
  await ended;
});

test('one that is away is named, and its key is not', async () => {
  const store = new S3Store(away, 'backups');
  const failure = await store.list().catch((error: unknown) => error);
  expect(failure).toMatchObject({
    code: 'STORE_UNREACHABLE',
    line: expect.stringMatching(
      /^The store of files at 127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)\. Start it/,
    ),
  });
  expect(describeConnectionFailure(failure)).toBeUndefined();
  expect(describeConnectionFailure(new Error('inside', { cause: failure }))).toBeUndefined();
});

test('a download from one that is away is no fault of the database', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const hub = await startHub({ s3: away, log });
  lines.length = 0;
  const response = await hub.app.handler.fetch('http://hub.test/releases/1/programmes.csv');
  expect([response.status, await response.json()]).toEqual([
    503,
    expect.objectContaining({ code: 'SERVICE_UNAVAILABLE', detail: expect.stringContaining('files of the hub') }),
  ]);
  expect(lines.join('')).toContain('files cannot be used');
  expect(lines.join('')).not.toContain('the database cannot be reached');
});
