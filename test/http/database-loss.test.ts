/** PostgreSQL goes away under the hub and comes back: a proxy between them is cut and fixed. */
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { createApp } from '#app';
import { defaultLimits } from '#config';
import { openDatabase } from '#platform/database/index.ts';
import { inputFileOf } from '#sources/import.ts';
import { importers } from '#sources/index.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startProxy } from '../harness/proxy.ts';

const { url } = await createTestDatabase('starter');
const direct = openDatabase(url, { connections: 2 });
const proxy = await startProxy(url);
let place = proxy.url;
const database = openDatabase(place, { connections: 4, locate: async () => place });
const cache = { answerBytes: 10_000_000, documentBytes: 1_000_000, maxAgeSeconds: 60, staleSeconds: 600 };
const app = await createApp({
  database,
  limits: defaultLimits,
  log: pino({ level: 'silent' }),
  clock: () => new Date(),
  cache,
  rate: {
    windowSeconds: 60,
    anonymousPoints: 0,
    keyPoints: 0,
    costPerPoint: 1_000,
    redisUrl: null,
    trustedProxies: [],
    proxyHeader: 'x-forwarded-for',
  },
});
afterAll(async () => {
  await app.close();
  await database.close();
  await direct.close();
  await proxy.cut();
});

async function get(query: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await app.handler.fetch(`http://hub.test/graphql?${new URLSearchParams({ query })}`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function primaryUp(): Promise<string | undefined> {
  const text = await (await app.metrics.fetch('http://hub.test/metrics')).text();
  return /^wezel_primary_up (\d)$/m.exec(text)?.[1];
}

const kept = '{ releases { totalCount nodes { number source { name } } } }';
const other = '{ releases { nodes { number source { licence } } } }';

test('answers what it can, says quickly what it cannot, and recovers by itself', async () => {
  const before = await get(kept);
  expect(before.status).toBe(200);
  expect(await primaryUp()).toBe('1');

  await proxy.cut();
  expect(await get(kept)).toEqual(before);
  expect(await get('{ territorialUnits { totalCount } }')).toMatchObject({ status: 200, body: { data: {} } });
  expect(await get(other)).toMatchObject({
    status: 503,
    body: { data: { releases: null }, errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }] },
  });
  const health = await app.handler.fetch('http://hub.test/health/ready');
  expect([health.status, await health.json()]).toMatchObject([503, { database: 'unreachable', release: 1 }]);
  expect(await primaryUp()).toBe('0');

  await publish();
  place = await proxy.listenElsewhere();
  await expect
    .poll(async () => (await get(kept)).body, { timeout: 120_000 })
    .toMatchObject({ data: { releases: { totalCount: 2 } } });
  expect(await get(other)).toMatchObject({ status: 200 });
  await expect.poll(primaryUp, { timeout: 120_000 }).toBe('1');
});

/** While the hub cannot hear of it. */
async function publish(): Promise<void> {
  const teryt = importers.find(({ name }) => name === 'teryt');
  const file = inputFileOf('TERC.csv', new TextEncoder().encode(toCsv(buildTerc({ asOf: '2023-01-01' }))));
  const progress = { stage: () => undefined, done: () => undefined };
  await teryt?.run({ database: direct, file, today: '2026-06-15', dryRun: false, progress });
}

test('does not wait for a database that is frozen, and takes it up again when it thaws', async () => {
  const before = await get(kept);
  proxy.freeze();
  const [waiting, keptMeanwhile] = await Promise.all([get(another(1)), get(kept)]);
  expect(keptMeanwhile).toEqual(before);
  expect(waiting).toMatchObject({ status: 503, body: { errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }] } });
  // From now on it is known, and nothing is tried that would have to be waited for.
  const connections = proxy.connections();
  const refused = await Promise.all(Array.from({ length: 50 }, (_, index) => get(another(2 + index))));
  expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([503]));
  expect((await app.handler.fetch('http://hub.test/health/ready')).status).toBe(503);
  expect(proxy.connections()).toBeLessThanOrEqual(connections + 1);
  expect(await get(kept)).toEqual(before);
  const authorization = `Bearer wezel_01234567_${'k'.repeat(43)}`;
  const keyed = await app.handler.fetch('http://hub.test/graphql?query={__typename}', { headers: { authorization } });
  expect([keyed.status, keyed.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await keyed.json()).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE' });

  proxy.thaw();
  await expect.poll(async () => (await get(another(1))).status, { timeout: 120_000 }).toBe(200);
});

/** The same query in so many words that no answer is kept. */
function another(number: number): string {
  return `{ releases { nodes { number n${number}: number source { licence } } } }`;
}
