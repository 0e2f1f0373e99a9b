/** Files for download in a bucket of S3, which several servers of one hub share. */
import { readdir } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readConfig } from '#config';
import { s3AddressOf } from '#platform/s3-address.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startHub, type TestHub } from '../harness/hub.ts';
import { startS3 } from '../harness/s3-server.ts';

const { url: databaseUrl } = await createTestDatabase('starter');

async function get({ app }: TestHub, path: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await app.handler.fetch(`http://hub.test${path}`, { headers, method });
  return { response, status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
}

const whole = { 'accept-encoding': 'identity' };

test('a bucket has the files, and every server sends them', async () => {
  const s3 = await startS3();
  const [one, other, plain] = [
    await startHub({ databaseUrl, s3: s3AddressOf(s3.url) }),
    await startHub({ databaseUrl, s3: s3AddressOf(s3.url) }),
    await startHub({ databaseUrl }),
  ];
  for (const name of ['units.csv', 'units.parquet', 'units.csv.gz', 'manifest.json']) {
    const expected = await get(plain, `/releases/1/${name}`, whole);
    const { status, bytes, response } = await get(one, `/releases/1/${name}`, whole);
    expect([name, status, bytes.equals(expected.bytes)]).toEqual([name, 200, true]);
    expect(response.headers.get('etag')).toBe(expected.response.headers.get('etag'));
  }
  expect((await readdir(one.downloadsFolder, { recursive: true })).filter((name) => name.endsWith('.csv'))).toEqual([]);
  const made = s3.requests.filter((line) => line.startsWith('PUT')).length;
  const { bytes } = await get(plain, '/releases/1/units.csv', whole);
  const again = await get(other, '/releases/1/units.csv', { ...whole, range: 'bytes=10-99' });
  expect([again.status, again.bytes.equals(bytes.subarray(10, 100))]).toEqual([206, true]);
  expect((await get(other, '/releases/1/units.csv', whole, 'HEAD')).response.headers.get('content-length')).toBe(
    String(bytes.length),
  );
  expect(s3.requests.filter((line) => line.startsWith('PUT'))).toHaveLength(made);
});

const jobQuery = { query: '{ offices(first: 10) { edges { node { id name } } } }', format: 'csv' };

async function jobOn(hub: TestHub): Promise<string> {
  const created = await hub.app.handler.fetch('http://hub.test/exports', {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'respond-async' },
    body: JSON.stringify(jobQuery),
  });
  expect(created.status).toBe(202);
  const { id } = (await created.json()) as { id: string };
  await expect
    .poll(async () => JSON.parse((await get(hub, `/exports/${id}`)).bytes.toString()).status, { timeout: 60_000 })
    .toBe('COMPLETED');
  return id;
}

test('another server sends the file of an export', async () => {
  const s3 = await startS3();
  const { url } = await createTestDatabase('starter');
  const one = await startHub({ databaseUrl: url, s3: s3AddressOf(s3.url) });
  const id = await jobOn(one);
  const other = await startHub({ databaseUrl: url, s3: s3AddressOf(s3.url) });
  const [a, b] = [await get(one, `/exports/${id}.csv`), await get(other, `/exports/${id}.csv`)];
  expect([a.status, b.status, b.bytes.equals(a.bytes)]).toEqual([200, 200, true]);
});

test('without a bucket another server says who has the file', async () => {
  const { url } = await createTestDatabase('starter');
  const one = await startHub({ databaseUrl: url });
  const id = await jobOn(one);
  const other = await startHub({ databaseUrl: url });
  const status = JSON.parse((await get(other, `/exports/${id}`)).bytes.toString());
  expect(status).toMatchObject({ id, status: 'COMPLETED' });
  const { response, bytes } = await get(other, `/exports/${id}.csv`);
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
  expect(JSON.parse(bytes.toString())).toMatchObject({ code: 'EXPORT_ELSEWHERE' });
  expect((await get(one, `/exports/${id}.csv`)).status).toBe(200);
});

test.each([{}, { folder: 'pliki węzła & 100%' }, { folder: 'a b+c', listsPlainly: true }])(
  'a redaction removes what was made before it: %o',
  async (options) => {
    const s3 = await startS3(options);
    const { url } = await createTestDatabase('starter');
    const hub = await startHub({ databaseUrl: url, s3: s3AddressOf(s3.url) });
    await get(hub, '/releases/1/manifest.json');
    expect(s3.objects.size).toBeGreaterThan(20);
    const before = [...s3.objects.keys()];
    await hub.database.pool.query(
      `INSERT INTO release (number, released_at, source_id, records, created, changed, unchanged, closed, duplicates, rejected, redacts)
     SELECT 2, now(), source_id, 0, 0, 0, 0, 0, 0, 0, true FROM release; SELECT pg_notify('wezel_release', '2')`,
    );
    await expect.poll(async () => (await get(hub, '/releases/2/units.csv')).status, { timeout: 20_000 }).toBe(200);
    await wait(100);
    expect(before.filter((name) => s3.objects.has(name))).toEqual([]);
  },
);

test('a wrong key is an error that shows no secret', async () => {
  const s3 = await startS3();
  const hub = await startHub({ databaseUrl, s3: s3AddressOf(s3.url.replace('ret@', 'RET@')) });
  const { status, bytes } = await get(hub, '/releases/1/units.csv');
  expect(status).toBeGreaterThanOrEqual(500);
  expect(bytes.toString()).not.toContain('RET');
});

test.for(['s3://bucket', 'https://s3.example.org/bucket', 'https://key:secret@s3.example.org/', 'nothing'])(
  'S3_URL %s is refused',
  (address) => {
    expect(() => readConfig({ S3_URL: address })).toThrow('S3_URL is no address of a bucket with a key.');
  },
);
