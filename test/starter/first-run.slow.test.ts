/** `npm start` on a new database: answers before everything is loaded, says how far it is, survives being killed. */
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '#platform/database/index.ts';
import { loadCountry } from '#sources/starter/country.ts';
import type { StarterStatus } from '#sources/starter/status.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startHub } from '../harness/hub.ts';
import { type HubProcess, startHubProcess } from '../harness/hub-process.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

function serve(databaseUrl: string, env: NodeJS.ProcessEnv): Promise<HubProcess> {
  // Removed after the process that uses it has ended: what is registered last is done first.
  return startHubProcess({ DATABASE_URL: databaseUrl, DATA_DIR: temporaryFolder('wezel-first-run-'), ...env });
}

async function ask(server: HubProcess, query: string): Promise<unknown> {
  const response = await fetch(`${server.url}/graphql?${new URLSearchParams({ query })}`);
  return ((await response.json()) as { data: unknown }).data;
}

const numbers = '{ releases(first: 9) { edges { node { number } } } }';
const releases = (...count: number[]) => ({ releases: { edges: count.map((number) => ({ node: { number } })) } });

/** No change can be published while this holds the lock that every import takes. */
async function holdImports(databaseUrl: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('SELECT pg_advisory_lock(7236001)');
  return () => client.end();
}

test('the hub answers while it loads, and a killed one goes on where it was', { timeout: 400_000 }, async () => {
  const { url } = await createTestDatabase('starter');
  const letGo = await holdImports(url);
  const first = await serve(url, { STARTER: 'country', LOG_FORMAT: 'pretty', NO_COLOR: '1' });
  expect(await ask(first, '{ territorialUnit(terc: "0202021") { name } }')).toEqual({
    territorialUnit: { name: 'Dzierżoniów' },
  });
  const home = await fetch(`${first.url}/en`, { headers: { accept: 'text/html' } });
  expect(home.headers.get('cache-control')).toBe('no-store');
  expect(await home.text()).toContain('The hub is loading its starter set (2 of 4)');
  await expect.poll(first.log, { timeout: 60_000 }).toMatch(/^\[[\d:]+\] INFO: starter set: .* \(2 of 4\)$/m);
  await first.kill('SIGKILL');
  await letGo();

  const second = await serve(url, { STARTER: 'country', LOG_FORMAT: 'json' });
  await expect.poll(() => ask(second, numbers), { timeout: 120_000, interval: 300 }).toEqual(releases(4, 3, 2, 1));
  await expect.poll(second.log, { timeout: 60_000 }).toContain('starter set: loaded in');
  const lines = second.log().trimEnd().split('\n');
  expect(lines.map((line) => typeof (JSON.parse(line) as { msg: unknown }).msg)).toEqual(lines.map(() => 'string'));
  const loaded = await fetch(`${second.url}/en`, { headers: { accept: 'text/html' } });
  expect(loaded.headers.get('cache-control')).toContain('public');
  expect(await loaded.text()).not.toContain('loading its starter set');
  expect(await second.kill('SIGTERM')).toBe(0);
});

test('a server that is stopped while it loads ends cleanly', { timeout: 240_000 }, async () => {
  const { url } = await createTestDatabase('starter');
  const letGo = await holdImports(url);
  const server = await serve(url, { STARTER: 'country' });
  await expect.poll(server.log, { timeout: 60_000 }).toContain('(2 of 4)');
  expect(await server.kill('SIGTERM')).toBe(0);
  await letGo();
});

test.for([
  ['documents', releases(1)],
  ['none', releases()],
] as const)('STARTER=%s', { timeout: 240_000 }, async ([starter, expected]) => {
  const { url } = await createTestDatabase('migrated');
  const server = await serve(url, { STARTER: starter });
  expect(await ask(server, numbers)).toEqual(expected);
  for (const path of ['/', '/en/map', '/units', '/metrics', '/data']) {
    const { status } = await fetch(server.url + path, { headers: { accept: 'text/html' } });
    expect([path, status]).toEqual([path, 200]);
  }
  expect(await server.kill('SIGTERM')).toBe(0);
});

test('another word is refused with the words that there are', async () => {
  const { url } = await createTestDatabase('starter');
  await expect(serve(url, { STARTER: 'everything' })).rejects.toThrow(
    'STARTER is "everything". Set it to one of country, documents, none.',
  );
});

test('one process waits for another and says where that is', async () => {
  const { url } = await createTestDatabase('starter');
  const [one, two] = [openDatabase(url), openDatabase(url)];
  onTestFinished(() => Promise.all([one.close(), two.close()]).then(() => undefined));
  const letGo = await holdImports(url);
  const seen: StarterStatus[][] = [[], []];
  const load = (database: typeof one, index: number) =>
    loadCountry(database, { today: '2026-06-15', onStep: (step) => seen[index]?.push(step) });
  const both = Promise.all([load(one, 0), load(two, 1)]);
  await expect.poll(() => seen.every((steps) => steps.some(({ step }) => step === 'units'))).toBe(true);
  await letGo();
  expect((await both).toSorted()).toEqual([false, true]);
});

test('a page says what is on its way, and is kept by nobody until it is there', async () => {
  let status: StarterStatus | null = { step: 'outlines', number: 3, all: 4 };
  const cache = { answerBytes: 2 ** 24, documentBytes: 2 ** 24, maxAgeSeconds: 60, staleSeconds: 600 };
  const hub = await startHub({ cache, starterStatus: () => status });
  const home = async (path: string): Promise<[cacheControl: string | null, html: string]> => {
    const response = await hub.app.handler.fetch(`http://hub.test${path}`, { headers: { accept: 'text/html' } });
    return [response.headers.get('cache-control'), await response.text()];
  };
  expect(await home('/')).toEqual(['no-store', expect.stringContaining('(3 z 4): granice województw.')]);
  expect(await home('/en')).toEqual(['no-store', expect.stringContaining('(3 of 4): outlines of the voivodeships.')]);
  status = null;
  for (const path of ['/', '/en']) {
    const [cacheControl, html] = await home(path);
    expect(cacheControl).toContain('public');
    expect(html).not.toContain('role="status"');
  }
});
