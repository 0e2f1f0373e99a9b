/** A node that starts while the primary is away and replicas are there: reads go on, and what needs the primary follows. */
import { expect, test } from 'vitest';
import { openDatabase } from '#platform/database/index.ts';
import { createKey } from '#platform/keys.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startHubProcess } from '../harness/hub-process.ts';
import { startProxy } from '../harness/proxy.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

/** Each is a database of its own; what PostgreSQL itself replicates: test/cluster. */
const [primary, replica] = [await createTestDatabase('starter'), await createTestDatabase('starter')];

const graphql = (url: string, query: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });

test('it serves what the replica has, with keys and the state of the service, and writes once the primary is back', async () => {
  const database = openDatabase(replica.url, { connections: 1 });
  const { token } = await createKey(database, 'A client', null);
  await database.pool.query(`INSERT INTO service_day (day, requests, failed, slow, minutes, last_minute)
    VALUES (current_date, 7, 0, 0, 1, now())`);
  await database.close();
  const proxy = await startProxy(primary.url);
  await proxy.cut();
  const hub = await startHubProcess({
    DATABASE_URL: proxy.url,
    DATABASE_READ_URL: replica.url,
    DATA_DIR: temporaryFolder('wezel-away-'),
    RATE_POINTS: '1000',
    STARTER: 'country',
  });
  const health = async () => (await fetch(`${hub.url}/health/ready`)).json();
  expect(await health()).toMatchObject({ status: 'ready', release: 1, primary: 'unreachable' });
  const query = '{ releases { totalCount } }';
  expect(await (await graphql(hub.url, query)).json()).toMatchObject({ data: { releases: { totalCount: 1 } } });

  const withKey = await graphql(hub.url, query, { authorization: `Bearer ${token}` });
  expect([withKey.status, withKey.headers.get('ratelimit-policy')]).toEqual([200, expect.stringContaining('key')]);
  const unknown = `wezel_00000000_${'x'.repeat(43)}`;
  expect((await graphql(hub.url, query, { authorization: `Bearer ${unknown}` })).status).toBe(401);

  const status = await fetch(`${hub.url}/status.json`);
  expect([status.status, await status.json()]).toMatchObject([200, { release: 1, days: [{ requests: 7 }] }]);
  const write = () => graphql(hub.url, 'mutation { createExport(operation: "Releases") { id } }');
  expect((await write()).status).toBe(503);

  await proxy.listenAgain();
  await expect.poll(health, { timeout: 60_000 }).toMatchObject({ status: 'ready', primary: 'ok' });
  await expect
    .poll(async () => (await write()).json(), { timeout: 60_000 })
    .toMatchObject({ data: { createExport: { id: expect.any(String) } } });
  expect(await hub.kill('SIGTERM')).toBe(0);
  await proxy.cut();
});

test('it does not start where the replica lacks what this version of the hub reads', async () => {
  const old = await createTestDatabase('empty');
  const proxy = await startProxy(primary.url);
  await proxy.cut();
  const starting = startHubProcess(
    { DATABASE_URL: proxy.url, DATABASE_READ_URL: old.url, DATA_DIR: temporaryFolder('wezel-away-') },
    () => undefined,
  );
  await expect(starting).rejects.toThrow(/It ended with 1: .*does not answer: nothing listens there/s);
});
