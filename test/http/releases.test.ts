/** An answer is of one release, the latest; every process hears of a new one. */
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { createApp } from '#app';
import { defaultLimits } from '#config';
import { type Database, OperationDatabase, openDatabase } from '#platform/database/index.ts';
import { releaseCheck } from '#platform/database/release-check.ts';
import { CurrentRelease } from '#platform/releases/current.ts';
import { publishChange } from '#platform/releases/publish.ts';
import { createTestDatabase } from '../harness/database.ts';
import { renameSources, sourceNamed } from '../harness/renamed-sources.ts';
import { onServer } from '../harness/server.ts';

const { url } = await createTestDatabase('starter');
const log = pino({ level: 'silent' });
const cache = { answerBytes: 10_000_000, documentBytes: 10_000_000, maxAgeSeconds: 60, staleSeconds: 600 };
const [one, two] = [await startProcess(), await startProcess()];
const importing = openDatabase(url, { connections: 1 });
afterAll(() => importing.close());

async function startProcess() {
  const database = openDatabase(url, { connections: 3 });
  const app = await createApp({ database, limits: defaultLimits, log, clock: () => new Date(), cache });
  afterAll(async () => {
    await app.close();
    await database.close();
  });
  const ask = async (query: string) => {
    const response = await app.handler.fetch(`http://hub.test/graphql?${new URLSearchParams({ query })}`);
    return { release: response.headers.get('x-release'), body: (await response.json()) as Record<string, unknown> };
  };
  return { database, ask };
}

/** A release that renames every source. */
async function publish(name: string): Promise<number> {
  return (await renameSources(importing, sourceNamed(name))) as number;
}

/** Calls back once after the next statement of the process was answered. */
function afterStatement({ pool }: Database, callback: () => Promise<unknown>): void {
  const query = pool.query.bind(pool) as (...parameters: unknown[]) => Promise<unknown>;
  const watched = async (...parameters: unknown[]): Promise<unknown> => {
    pool.query = query as typeof pool.query;
    const answer = await query(...parameters);
    await callback();
    return answer;
  };
  pool.query = watched as typeof pool.query;
}

test('a release that is published in the middle of an operation is in all of its answer or in none', async () => {
  afterStatement(one.database, () => publish('Renamed'));
  const { release, body } = await one.ask('{ releases { totalCount nodes { number source { name } } } }');
  expect(release).toBe('2');
  expect(body['data']).toEqual({
    releases: {
      totalCount: 2,
      nodes: [
        { number: 2, source: { name: 'Renamed' } },
        { number: 1, source: { name: 'Renamed' } },
      ],
    },
  });
});

test('every process hears of it, with an answer that it had kept', async () => {
  const query = '{ release { number source { name } } }';
  await Promise.all([one.ask(query), two.ask(query)]);
  const number = await publish('Renamed again');
  for (const { ask } of [one, two]) {
    await expect
      .poll(() => ask(query))
      .toMatchObject({
        release: String(number),
        body: { data: { release: { number, source: { name: 'Renamed again' } } } },
      });
  }
});

test('what is published while nobody can hear of it is found as soon as they can again', async () => {
  const query = '{ release { number note } }';
  await Promise.all([one.ask(query), two.ask(query)]);
  const number = await onServer(url, async (client) => {
    const { rowCount } = await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'wezel listener'`,
    );
    expect(rowCount).toBe(2);
    return publish('Unheard of');
  });
  for (const { ask } of [one, two]) {
    await expect.poll(async () => (await ask(query)).release, { timeout: 120_000 }).toBe(String(number));
  }
});

test('whoever asks at the same time for the latest shares one statement, and nobody one that was sent before', async () => {
  let sent = 0;
  const database = openDatabase(url, {
    connections: 1,
    onStatement: (text) => {
      if (text === releaseCheck) sent += 1;
    },
  });
  const current = new CurrentRelease(database, [], log);
  const number = await current.latest();
  const all = await Promise.all(Array.from({ length: 10 }, () => current.latest()));
  expect([new Set(all), sent]).toEqual([new Set([number]), 2]);
  const running = current.latest();
  await expect.poll(() => sent).toBe(3);
  const published = publish('The latest');
  const after = [current.latest(), current.latest()];
  expect(after[0]).toBe(after[1]);
  expect(await running).toBe(number);
  await Promise.all([published, ...after]);
  expect(sent).toBe(4);
  expect(await current.latest()).toBe(number + 1);
  await database.close();
});

test('a statement that comes again reports by itself whether its release is still the latest', async () => {
  const database = openDatabase(url, { connections: 1 });
  const number = await new CurrentRelease(database, [], log).latest();
  const db = new OperationDatabase(database, { release: number });
  const stated = async () => {
    expect((await db.query('SELECT $1::int AS stated', [7])).rows).toEqual([{ stated: 7 }]);
    return [db.statements, db.confirmed];
  };
  // The first time it is not prepared yet, and whoever asks must look for themselves.
  expect([await stated(), await stated(), await stated()]).toEqual([
    [1, 0],
    [2, 1],
    [3, 2],
  ]);
  for (let time = 1; time <= 2; time += 1) await expect(db.query('SELECT 1 / $1::int', [0])).rejects.toThrow('by zero');
  expect(await stated()).toEqual([6, 3]);
  await publish('Newer');
  expect(await stated()).toEqual([7, 3]);
  await database.close();
});

test('an import whose connection breaks between two statements ends with an error', async () => {
  const source = {
    kind: 'test',
    name: 'Broken off',
    publisher: 'The publisher',
    url: 'https://example.org',
    fileName: 'broken.csv',
    sha256: '1'.repeat(64),
    asOf: '2026-01-01',
    licence: 'CC0',
  };
  const broken = publishChange(importing, source, async ({ client }) => {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const ended = new Promise((resolve) => client.once('end', resolve));
    await onServer(url, (other) => other.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]));
    await ended;
    await client.query('SELECT 1');
    throw new Error('The connection did not break');
  });
  await expect(broken).rejects.toThrow(/connection|terminat|queryable/i);
  expect(await publish('After it')).toBeGreaterThan(1);
});

test('whoever closes while it connects again leaves no connection behind', async () => {
  const isRequested = Promise.withResolvers<void>();
  const address = Promise.withResolvers<string>();
  const locate = () => {
    isRequested.resolve();
    return address.promise;
  };
  const database = openDatabase(url, { connections: 1, locate });
  const current = new CurrentRelease(database, [], log);
  await current.open();
  const listeners = () =>
    onServer(url, async (client) => {
      const { rows } = await client.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'wezel listener'
         ORDER BY backend_start`,
      );
      return rows.map(({ pid }) => pid);
    });
  const own = (await listeners()).at(-1);
  const others = (await listeners()).length - 1;
  await onServer(url, (client) => client.query('SELECT pg_terminate_backend($1)', [own]));
  await isRequested.promise;
  await current.close();
  address.resolve(url);
  await database.close();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await listeners()).length).toBe(others);
});
