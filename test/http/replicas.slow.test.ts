/**
 * A node that reads from replicas. What a replica has is decided by the test: each "replica" is a database of its own, to which
 * a release comes when the test publishes it there. Replicas that PostgreSQL itself replicates to: test/cluster.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { createApp } from '#app';
import { defaultLimits, readConfig } from '#config';
import { type Database, openDatabase } from '#platform/database/index.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startProxy } from '../harness/proxy.ts';
import { renameSources, type Source, sourceNamed } from '../harness/renamed-sources.ts';

const log = pino({ level: 'silent' });
const [primary, first, second] = [
  await createTestDatabase('starter'),
  await createTestDatabase('starter'),
  await createTestDatabase('starter'),
];
const [proxyOfFirst, proxyOfSecond] = [await startProxy(first.url), await startProxy(second.url)];
const writers = [primary, first, second].map(({ url }) => openDatabase(url, { connections: 1 }));
const database = openDatabase(primary.url, {
  connections: 4,
  servers: {
    directUrls: [],
    readUrls: [proxyOfFirst.url, proxyOfSecond.url],
    maxLagSeconds: 1,
    fallbackConnections: 2,
  },
});
const cache = { answerBytes: 10_000_000, documentBytes: 10_000_000, maxAgeSeconds: 60, staleSeconds: 600 };
const downloadsFolder = mkdtempSync(join(tmpdir(), 'wezel-replicas-'));
const app = await createApp({
  downloadsFolder,
  database,
  limits: defaultLimits,
  log,
  clock: () => new Date(),
  cache,
  metricsArePublic: true,
});
afterAll(async () => {
  await app.close();
  await Promise.all([database, ...writers].map((open) => open.close()));
  await Promise.all([proxyOfFirst.cut(), proxyOfSecond.cut()]);
  rmSync(downloadsFolder, { recursive: true });
});

async function get(query: string): Promise<{ status: number; release: string | null; body: unknown }> {
  const response = await app.handler.fetch(`http://hub.test/graphql?${new URLSearchParams({ query })}`);
  return { status: response.status, release: response.headers.get('x-release'), body: await response.json() };
}

async function health(): Promise<Record<string, unknown>> {
  const response = await app.handler.fetch('http://hub.test/health/ready');
  return { code: response.status, ...((await response.json()) as object) };
}

async function metric(name: string): Promise<number> {
  const text = await (await app.handler.fetch('http://hub.test/metrics')).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

let made = 0;

/** A release that renames every source, on some of the servers: 0 is the primary. */
async function publish(...servers: number[]): Promise<string> {
  made += 1;
  const source = renamed(`Renamed ${made}`);
  await replay(source, servers);
  return source.name;
}

const renamed = (name: string): Source => sourceNamed(name, String(made).padStart(64, '0'));

async function replay(source: Source, servers: readonly number[]): Promise<void> {
  for (const server of servers) await renameSources(writers[server] as Database, source);
}

const named = '{ releases { totalCount nodes { number source { name } } } }';
/** The same query in so many words that no answer is cached. */
const another = (number: number): string => `{ releases { n${number}: totalCount nodes { number source { name } } } }`;

function namesIn(body: unknown): Set<string> {
  const { data } = body as { data: { releases: { nodes: { source: { name: string } }[] } } };
  return new Set(data.releases.nodes.map(({ source }) => source.name));
}

test('the release of the replica is served, not the one that the primary announces', async () => {
  expect(await get(named)).toMatchObject({ status: 200, release: '1' });
  expect(await health()).toMatchObject({ code: 200, lag: 0, primary: 'ok', reads: { from: 'replica', lagSeconds: 0 } });
  const name = await publish(0);
  await expect.poll(async () => (await health())['lag']).toBe(1);
  expect(await get(named)).toMatchObject({
    status: 200,
    release: '1',
    body: { data: { releases: { totalCount: 1 } } },
  });

  // Further behind than it may be.
  await expect.poll(health, { timeout: 20_000 }).toMatchObject({
    code: 503,
    status: 'not ready',
    reason: expect.stringMatching(/lacked a release for \d+ s; MAX_LAG is 1 s/),
  });
  expect(await metric('wezel_replica_lag_seconds')).toBeGreaterThan(1);
  expect(await get(another(1))).toMatchObject({ status: 200, release: '1' });

  // It reaches the replica, where nobody announces it.
  await replay(renamed(name), [1, 2]);
  await expect.poll(() => get(named)).toMatchObject({ release: '2', body: { data: { releases: { totalCount: 2 } } } });
  expect(namesIn((await get(named)).body)).toEqual(new Set([name]));
  expect(await health()).toMatchObject({ code: 200, lag: 0, reads: { lagSeconds: 0 } });
  expect(await metric('wezel_replica_lag_seconds')).toBe(0);
});

test('every response states the release', async () => {
  for (const path of ['/', '/operations', '/health/ready', '/nothing-here', '/openapi.json', '/graphql?query={'])
    expect([path, (await app.handler.fetch(`http://hub.test${path}`)).headers.get('x-release')]).toEqual([path, '2']);
});

test('a release that reaches the replica in the middle of an operation is in all of its answer or in none', async () => {
  const { pool } = database.readers[0] as Database;
  const query = pool.query.bind(pool) as (...parameters: unknown[]) => Promise<unknown>;
  let name = '';
  pool.query = (async (...parameters: unknown[]) => {
    pool.query = query as typeof pool.query;
    const answer = await query(...parameters);
    name = await publish(0, 1, 2);
    return answer;
  }) as typeof pool.query;
  const { release, body } = await get(another(2));
  pool.query = query as typeof pool.query;
  expect(release).toBe('3');
  expect(namesIn(body)).toEqual(new Set([name]));
});

test('while a replica is away the next one is read, then the primary, and the first again when it is back', async () => {
  const isDown = Promise.all([1, 2, 3, 4].map((number) => proxyOfFirst.cut().then(() => get(another(10 + number)))));
  for (const answer of await isDown) expect(answer).toMatchObject({ status: 200, release: '3' });
  expect(await health()).toMatchObject({ code: 200, reads: { from: 'replica', server: nameOf(proxyOfSecond.url) } });

  await proxyOfSecond.cut();
  const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => get(another(20 + index))));
  expect(new Set(answers.map(({ status, release }) => `${status} ${release}`))).toEqual(new Set(['200 3']));
  expect(await health()).toMatchObject({ code: 200, database: 'ok', reads: { from: 'primary' } });
  expect(await metric('wezel_reads_from_primary')).toBe(1);
  // As few as were allowed, however many asked.
  expect(database.readers.at(-1)?.pool.totalCount).toBeLessThanOrEqual(2);
  // What the primary has is served now.
  await publish(0);
  await expect.poll(() => get(named)).toMatchObject({ release: '4' });

  // A replica that lacks what is served is not gone back to before it has caught up.
  await proxyOfFirst.listenAgain();
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(await health()).toMatchObject({ reads: { from: 'primary' }, release: 4 });
  await replay(renamed(`Renamed ${made}`), [1, 2]);
  await expect
    .poll(health, { timeout: 20_000 })
    .toMatchObject({ code: 200, release: 4, reads: { from: 'replica', server: nameOf(proxyOfFirst.url) } });
  expect(await get(another(60))).toMatchObject({ status: 200, release: '4' });
  await proxyOfSecond.listenAgain();
});

function nameOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port}`;
}

test('a replica that is frozen is left after a few seconds, and its operations are answered by another', async () => {
  proxyOfFirst.freeze();
  const startedAt = Date.now();
  expect(await get(another(70))).toMatchObject({ status: 200, release: '4' });
  expect(Date.now() - startedAt).toBeLessThan(15_000);
  expect(await health()).toMatchObject({ code: 200, reads: { server: nameOf(proxyOfSecond.url) } });
  proxyOfFirst.thaw();
  await expect.poll(health, { timeout: 20_000 }).toMatchObject({ reads: { server: nameOf(proxyOfFirst.url) } });
});

test.for([
  ['/releases/4/units.csv', 200],
  ['/releases/4/offices.ndjson', 200],
  ['/changes?from=0', 200],
  ['/datasets/units.ttl', 200],
  // Which metrics there are is read.
  ['/metrics/no-such-metric.csv', 404],
  ['/sitemap.xml', 200],
  ['/releases.atom', 200],
] as const)('%s is read from another replica when the one in use is lost', async ([path, status]) => {
  await expect.poll(health, { timeout: 20_000 }).toMatchObject({ reads: { server: nameOf(proxyOfFirst.url) } });
  await proxyOfFirst.cut();
  const response = await app.handler.fetch(`http://hub.test${path}`);
  await response.arrayBuffer();
  await proxyOfFirst.listenAgain();
  expect(response.status).toBe(status);
});

test('servers are lists of addresses with commas between', () => {
  const read = (env: Record<string, string>) => readConfig(env).database;
  expect(read({})).toMatchObject({ urls: [], readUrls: [], directUrls: [], maxLagSeconds: 60 });
  const [one, two] = ['postgresql://hub:a,b@one:5433/hub', 'postgres://hub@two/hub'];
  expect(read({ DATABASE_URL: one, DATABASE_READ_URL: `${one}, ${two}`, MAX_LAG: '5' })).toMatchObject({
    urls: [one],
    readUrls: [one, two],
    maxLagSeconds: 5,
  });
  expect(() => read({ DATABASE_URL: one, DATABASE_READ_URL: 'two' })).toThrow('DATABASE_READ_URL is not the URL');
  expect(() => read({ DATABASE_READ_URL: one })).toThrow('DATABASE_READ_URL is set without DATABASE_URL');
});
