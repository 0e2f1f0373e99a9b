/**
 * `kill -9` of a hub while it makes a file, while it sends one, and while it makes an export in the background: the next
 * process gives the whole file at the same address, nobody ever gets a part of one for the whole, and no part stays.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { manyOffices, manyOfficesCsv } from '../fixtures/many-offices.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startHub } from '../harness/hub.ts';
import { type HubProcess, startHubProcess } from '../harness/hub-process.ts';
import { startProxy } from '../harness/proxy.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const { url } = await createTestDatabase('starter');
/** Of the same database, which nobody kills: what the files are. */
const reference = await startHub({ databaseUrl: url, limits: { exportRows: 1_000_000 } });
const proxy = await startProxy(url);
afterAll(() => proxy.cut());

const long = { timeout: 300_000 };
const download = '/releases/2/offices.ndjson';
/** More than the buffers of sockets at both ends take in. */
const minBytes = 12 * 1024 * 1024;

beforeAll(async () => {
  await reference.load('offices', 'urzedy_2024-01-01.csv', manyOfficesCsv());
}, 300_000);

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function whole(address: string, init: RequestInit = {}): Promise<Buffer> {
  const response = await fetch(address, { ...init, headers: { 'accept-encoding': 'identity', ...init.headers } });
  const bytes = Buffer.from(await response.arrayBuffer());
  expect([response.status, response.status === 200 ? '' : bytes.toString()]).toEqual([200, '']);
  return bytes;
}

async function wanted(address: string, init?: RequestInit): Promise<Buffer> {
  const response = await reference.app.handler.fetch(`http://hub.test${address}`, init);
  return Buffer.from(await response.arrayBuffer());
}

const dataFolder = (): string => temporaryFolder('wezel-killed-');

const start = (folder: string): Promise<HubProcess> =>
  startHubProcess({ DATABASE_URL: proxy.url, DATA_DIR: folder, STARTER: 'documents' });

interface Found {
  readonly name: string;
  readonly bytes: number;
}

function filesIn(folder: string): Found[] {
  return readdirSync(path.join(folder, 'downloads'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((name) => ({ name, bytes: statSync(name).size }));
}

const partsIn = (folder: string): Found[] => filesIn(folder).filter(({ name }) => name.includes('/.parts/'));
const kept = (folder: string, extension: string): Found[] =>
  filesIn(folder).filter(({ name }) => name.endsWith(extension));

/** Until some of the file is written, and the database has fallen silent in the midst of it. */
async function halfMade(folder: string): Promise<void> {
  const isHalfMade = (): boolean => proxy.isFrozen() && partsIn(folder).some(({ bytes }) => bytes > 0);
  await expect.poll(isHalfMade, { timeout: 120_000 }).toBe(true);
}

test('while a download is made', long, async () => {
  const folder = dataFolder();
  const expected = await wanted(download);
  expect(expected.length).toBeGreaterThan(minBytes);
  const first = await start(folder);
  await whole(`${first.url}/releases/2/units.csv`);
  proxy.freezeAfter(2_000_000);
  const waiting = fetch(first.url + download).then(
    (response) => response.status,
    () => 'broken',
  );
  await halfMade(folder);
  expect(kept(folder, 'offices.ndjson')).toEqual([]);
  await first.kill('SIGKILL');
  expect(await waiting).toBe('broken');
  expect(partsIn(folder)).toHaveLength(1);
  proxy.thaw();

  const second = await start(folder);
  // Before anybody asks for a file.
  await expect.poll(() => partsIn(folder), { timeout: 120_000 }).toEqual([]);
  const made = await whole(second.url + download);
  expect(sha256(made)).toBe(sha256(expected));
  const sums = (await whole(`${second.url}/releases/2/SHA256SUMS`)).toString();
  expect(sums).toContain(`${sha256(expected)}  offices.ndjson`);
  expect(partsIn(folder)).toEqual([]);
});

test('while a download is sent: what is missing is had from the next process', long, async () => {
  const folder = dataFolder();
  const expected = await wanted(download);
  const first = await start(folder);
  await whole(first.url + download);
  const headers = { 'accept-encoding': 'identity' };
  const [response] = (await once(get(first.url + download, { headers }), 'response')) as [IncomingMessage];
  const had: Buffer[] = [];
  // The caller reads a little, then takes its time.
  for await (const chunk of response as AsyncIterable<Buffer>) {
    had.push(chunk);
    break;
  }
  const etag = response.headers.etag ?? '';
  expect(Number(response.headers['content-length'])).toBe(expected.length);
  await first.kill('SIGKILL');
  const begin = Buffer.concat(had);
  expect(begin.length).toBeLessThan(expected.length);

  const second = await start(folder);
  const rest = await fetch(second.url + download, {
    headers: { ...headers, range: `bytes=${begin.length}-`, 'if-range': etag },
  });
  expect([rest.status, rest.headers.get('etag')]).toEqual([206, etag]);
  expect(sha256(Buffer.concat([begin, Buffer.from(await rest.arrayBuffer())]))).toBe(sha256(expected));
});

test('while an export is made in the background', long, async () => {
  const folder = dataFolder();
  const query = 'query Offices { offices { nodes { code name kind address { street } } } }';
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, format: 'ndjson' }),
  };
  const expected = await wanted('/exports', request);
  expect(expected.toString().trimEnd().split('\n').length).toBeGreaterThanOrEqual(manyOffices);
  const first = await start(folder);
  const later = { ...request, headers: { ...request.headers, prefer: 'respond-async' } };
  proxy.freezeAfter(2_000_000);
  const accepted = await fetch(`${first.url}/exports`, later);
  expect(accepted.status).toBe(202);
  const location = accepted.headers.get('location') ?? '';
  await halfMade(folder);
  expect(kept(folder, '.ndjson')).toEqual([]);
  await first.kill('SIGKILL');
  proxy.thaw();

  const second = await start(folder);
  const statuses = new Set<number>();
  const state = async (): Promise<string> => {
    // As long as it is not whole, there is no file.
    const file = await fetch(`${second.url}${location}.ndjson`, { headers: { 'accept-encoding': 'identity' } });
    const bytes = Buffer.from(await file.arrayBuffer());
    statuses.add(file.status);
    if (file.status === 200) expect(sha256(bytes)).toBe(sha256(expected));
    const { status } = JSON.parse((await whole(second.url + location)).toString()) as { status: string };
    return status;
  };
  await expect.poll(state, { timeout: 240_000, interval: 500 }).toBe('COMPLETED');
  expect([...statuses].every((status) => status === 409 || status === 200)).toBe(true);
  const { sha256: stated, bytes } = JSON.parse((await whole(second.url + location)).toString()) as Record<
    string,
    unknown
  >;
  expect([stated, bytes]).toEqual([sha256(expected), expected.length]);
  expect(sha256(await whole(`${second.url}${location}.ndjson`))).toBe(sha256(expected));
  expect(partsIn(folder)).toEqual([]);
});
