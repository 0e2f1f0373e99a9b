import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { EncodedBody } from '#http/encoding.ts';
import { createKey } from '#platform/keys.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';

let now = new Date('2026-06-15T12:00:00Z');
const cache = { answerBytes: 10_000_000, documentBytes: 1_000_000, maxAgeSeconds: 60, staleSeconds: 600 };
const hub = await startHub({ clock: () => now, cache });

beforeEach(() => {
  now = new Date('2026-06-15T12:00:00Z');
  hub.statements();
});

function get(query: string, headers: Record<string, string> = {}, variables = {}): Promise<Response> {
  const search = new URLSearchParams({ query, variables: JSON.stringify(variables) });
  return hub.app.handler.fetch(`http://hub.test/graphql?${search}`, { headers });
}

const rate = {
  windowSeconds: 60,
  anonymousPoints: 1_000,
  keyPoints: 1_000,
  costPerPoint: 1_000,
  redisUrl: null,
  trustedProxies: [],
  proxyHeader: 'x-forwarded-for' as const,
};
const releases = '{ releases { nodes { number releasedAt source { name } } } }';
const today = '{ territorialUnit(terc: "26") { name } }';
const onDay = '{ territorialUnit(terc: "26", asOf: "2022-01-01") { name } }';

describe('an answer', () => {
  test('says what it is of and how long it holds', async () => {
    const { headers } = await get(releases);
    expect(headers.get('etag')).toMatch(/^W\/"1-[\w-]{22}"$/);
    expect(headers.get('cache-control')).toBe('public, max-age=60, stale-while-revalidate=600');
    expect(headers.get('vary')).toBe('Accept, Accept-Encoding, Accept-Language');
    expect(headers.get('x-release')).toBe('1');
    expect(Date.parse(headers.get('last-modified') ?? '')).not.toBeNaN();
  });

  test('is read once', async () => {
    await get(onDay);
    await get(releases);
    hub.statements();
    const again = await get(releases);
    expect(await again.json()).toMatchObject({ data: { releases: { nodes: [{ number: 1 }] } } });
    expect(hub.statements()).toEqual([]);
  });

  test('is read once for all who ask at the same time', async () => {
    const query = `# another query\n${releases}`;
    const [alone] = [await get(`# alone\n${releases}`)];
    const statementsOfOne = hub.statements().length;
    const all = await Promise.all(Array.from({ length: 20 }, () => get(query)));
    expect(await Promise.all(all.map((response) => response.json()))).toEqual(Array(20).fill(await alone?.json()));
    expect(hub.statements().length).toBe(statementsOfOne);
  });

  test.for([
    ['another variable', 'query($n: Int) { release(number: $n) { number } }', { n: 1 }, { n: 2 }],
    ['another document', releases, {}, {}],
  ] as const)('has another tag for %s', async ([what, query, a, b]) => {
    const second = what === 'another document' ? `${query} ` : query;
    expect((await get(query, {}, a)).headers.get('etag')).not.toBe((await get(second, {}, b)).headers.get('etag'));
  });

  test('has the same tag in whatever order the variables come', async () => {
    const query =
      'query($a: Int, $b: String) { release(number: $a) { releases: number } x: territorialUnit(terc: $b) { id } }';
    const [first, second] = [await get(query, {}, { a: 1, b: '26' }), await get(query, {}, { b: '26', a: 1 })];
    expect(first.headers.get('etag')).toBe(second.headers.get('etag'));
  });

  test('is not kept when it has errors, or is of the caller alone', async () => {
    const failed = await get('{ territorialUnits(first: 1000) { totalCount } }');
    expect(failed.headers.get('cache-control')).toBe('no-store');
    expect(failed.headers.has('etag')).toBe(false);
    const own = await get('{ rateLimit { remaining } }');
    expect(own.headers.get('cache-control')).toBe('private, no-store');
  });
});

test('a response to a POST has no name to ask by, and gives the next GET its own', async () => {
  const query = '{ releases(first: 1) { nodes { number note } } }';
  const body = JSON.stringify({ query });
  const headers = { 'content-type': 'application/json' };
  const posted = await hub.app.handler.fetch('http://hub.test/graphql', { method: 'POST', headers, body });
  expect([posted.headers.has('etag'), posted.headers.has('last-modified')]).toEqual([false, false]);
  const got = await get(query);
  expect(await got.text()).toBe(await posted.text());
  expect([got.headers.has('etag'), got.headers.has('last-modified')]).toEqual([true, true]);
  const again = await hub.app.handler.fetch('http://hub.test/graphql', { method: 'POST', headers, body });
  expect(again.headers.has('etag')).toBe(false);
});

describe('a condition', () => {
  test('that holds is answered with 304 and the same headers', async () => {
    const first = await get(releases);
    const etag = first.headers.get('etag') ?? '';
    for (const tag of [etag, etag.replace('W/', ''), `"other", ${etag}`, '*']) {
      const again = await get(releases, { 'if-none-match': tag });
      expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, '']);
      expect(again.headers.get('cache-control')).toBe(first.headers.get('cache-control'));
    }
    const since = first.headers.get('last-modified') ?? '';
    expect((await get(releases, { 'if-modified-since': since })).status).toBe(304);
  });

  test('that does not hold is answered in full', async () => {
    expect((await get(releases, { 'if-none-match': 'W/"1-other"' })).status).toBe(200);
    expect((await get(releases, { 'if-modified-since': 'Mon, 01 Jan 2024 00:00:00 GMT' })).status).toBe(200);
    expect(
      (await get(releases, { 'if-none-match': 'W/"x"', 'if-modified-since': new Date().toUTCString() })).status,
    ).toBe(200);
  });

  test('of HEAD holds as that of GET', async () => {
    const search = new URLSearchParams({ query: releases });
    const etag = (await get(releases)).headers.get('etag') ?? '';
    const head = await hub.app.handler.fetch(`http://hub.test/graphql?${search}`, {
      method: 'HEAD',
      headers: { 'if-none-match': etag },
    });
    expect(head.status).toBe(304);
  });
});

describe('midnight in Poland', () => {
  test('ends what was requested today, and nothing else', async () => {
    now = new Date('2026-06-15T21:59:30Z'); // 23:59:30 there
    const [ofToday, ofDay] = [await get(today), await get(onDay)];
    expect(ofToday.headers.get('cache-control')).toBe('public, max-age=30, stale-while-revalidate=0');
    expect(ofDay.headers.get('cache-control')).toBe('public, max-age=60, stale-while-revalidate=600');
    now = new Date('2026-06-15T22:00:00Z');
    const [ofNextDay, ofDayAgain] = [await get(today), await get(onDay)];
    expect(ofNextDay.headers.get('etag')).not.toBe(ofToday.headers.get('etag'));
    expect(ofNextDay.headers.get('cache-control')).toContain('max-age=60');
    expect(ofDayAgain.headers.get('etag')).toBe(ofDay.headers.get('etag'));
  });

  test('is when such an answer was last modified', async () => {
    now = new Date('2027-01-10T12:00:00Z');
    expect((await get(today)).headers.get('last-modified')).toBe('Sat, 09 Jan 2027 23:00:00 GMT');
  });
});

test.for([
  ['br', brotliDecompressSync],
  ['gzip', gunzipSync],
] as const)('is sent as %s to a client that takes it', async ([encoding, decompress]) => {
  const query = '{ territorialUnits(first: 100) { nodes { id name kind terc bdlId } } }';
  const plain = await (await get(query, { 'accept-encoding': 'identity' })).text();
  const response = await get(query, { 'accept-encoding': `deflate, ${encoding};q=0.8` });
  expect(response.headers.get('content-encoding')).toBe(encoding);
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes.length).toBeLessThan(plain.length / 3);
  expect(decompress(bytes).toString()).toBe(plain);
});

describe('Accept-Encoding', () => {
  const short = '{ release { number } }';
  const long = '{ territorialUnits(first: 100) { nodes { id name kind terc bdlId } } }';
  test.for([
    ['no header', long, undefined, null],
    ['an empty one', long, '', null],
    ['anything', long, '*', 'br'],
    ['what is preferred', long, 'br;q=0.2, gzip;q=0.9', 'gzip'],
    ['what is refused', long, 'br;q=0, *;q=0.5', 'gzip'],
    ['capitals', long, 'GZIP', 'gzip'],
    ['plain preferred', long, 'gzip;q=0.5, identity', null],
    ['nothing that is known', long, 'zstd, deflate', null],
    ['a short answer', short, 'br, gzip', null],
    ['a short answer that may not be plain', short, 'gzip, identity;q=0', 'gzip'],
    ['a short answer that may be nothing else', short, 'gzip, *;q=0', 'gzip'],
  ] as const)('%s', async ([, query, header, encoding]) => {
    const response = await get(query, header === undefined ? {} : { 'accept-encoding': header });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('vary')).toContain('Accept-Encoding');
  });

  test('packs an answer that is kept once', async () => {
    const body = new EncodedBody('x'.repeat(10_000));
    expect(body.as('br')).toBe(body.as('br'));
    expect(body.as('gzip')).toBe(body.as('gzip'));
    expect(await body.as('gzip')).not.toEqual(await body.as('br'));
  });
});

test('what comes with a key is kept by its owner alone', async () => {
  const keyed = await startHub({ cache, rate: { ...rate } });
  const { token } = await createKey(keyed.database, 'Someone', null);
  const answer = (headers: Record<string, string>) =>
    keyed.app.handler.fetch(`http://hub.test/graphql?${new URLSearchParams({ query: releases })}`, { headers });
  const authorization = `Bearer ${token}`;
  expect((await answer({})).headers.get('cache-control')).toMatch(/^public, /);
  const own = await answer({ authorization });
  expect(own.headers.get('cache-control')).toBe('private, max-age=60, stale-while-revalidate=600');
  const again = await answer({ authorization, 'if-none-match': own.headers.get('etag') ?? '' });
  expect([again.status, again.headers.get('cache-control')]).toEqual([304, own.headers.get('cache-control')]);
});

test('a new release is seen at once', async () => {
  const before = await get('{ release { number } }');
  const second = await startSecondProcess();
  await hub.load('teryt', 'TERC.csv', toCsv(buildTerc({ asOf: '2023-01-01' })));
  const after = await get('{ release { number } }', { 'if-none-match': before.headers.get('etag') ?? '' });
  expect(after.status).toBe(200);
  expect(after.headers.get('x-release')).toBe('2');
  expect(await after.json()).toMatchObject({ data: { release: { number: 2 } } });
  await expect.poll(() => second(), { timeout: 120_000 }).toBe(2);
});

/** Another process hears of the release from the database alone. */
async function startSecondProcess(): Promise<() => Promise<number>> {
  const { createApp } = await import('#app');
  const { defaultLimits } = await import('#config');
  const { openDatabase } = await import('#platform/database/index.ts');
  const { pino } = await import('pino');
  const { onTestFinished } = await import('vitest');
  const database = openDatabase(hub.database.url, { connections: 2 });
  const app = await createApp({
    database,
    limits: defaultLimits,
    log: pino({ level: 'silent' }),
    clock: () => now,
    cache,
  });
  onTestFinished(async () => {
    await app.close();
    await database.close();
  });
  return async () => {
    const response = await app.handler.fetch('http://hub.test/graphql?query={release{number}}');
    return ((await response.json()) as { data: { release: { number: number } } }).data.release.number;
  };
}
