/** `subscriptions/listen` at `/mcp`: what is heard, how many a caller may have, and how they end. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, expect, test } from 'vitest';
import { listen } from '#http/server.ts';
import { startHub, type TestHub } from '../harness/hub.ts';

const projects = 'wezel://datasets/projects';
const filter = { resourceSubscriptions: [projects] };

async function serve(streams: number) {
  const hub = await startHub({ limits: { streams } });
  const server = await listen(hub.app.handler, { host: '127.0.0.1', port: 0, connections: 200 });
  const stop = (): Promise<void> => {
    hub.app.endStreams();
    return server.stop();
  };
  return { hub, stop, origin: server.url };
}

async function connect(origin: string): Promise<Client> {
  const client = new Client(
    { name: 'test', version: '1.0.0' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  await client.connect(new StreamableHTTPClientTransport(new URL(`${origin}/mcp`)));
  return client;
}

const { hub, origin, stop } = await serve(3);
const client = await connect(origin);
afterAll(async () => {
  await client.close();
  await stop();
});

async function publish(to: TestHub, day: number): Promise<void> {
  const list = `key;name;kind;tier\noffice-${day};Urząd ${day};MINISTRY;GOVERNMENT`;
  await to.load('offices', 'offices.csv', list, { asOf: `2023-01-${String(day).padStart(2, '0')}` });
}

test('whoever subscribes to a dataset hears of each release', async () => {
  const heard: string[] = [];
  client.setNotificationHandler('notifications/resources/updated', ({ params }) => void heard.push(params.uri));
  const subscription = await client.listen(filter);
  expect(subscription.honoredFilter).toEqual(filter);
  await publish(hub, 1);
  await expect.poll(() => heard, { timeout: 60_000 }).toEqual([projects]);
  await publish(hub, 2);
  await expect.poll(() => heard, { timeout: 60_000 }).toEqual([projects, projects]);
  await subscription.close();
});

test('what never changes is not promised, and the stream ends at once', async () => {
  const capabilities = client.getServerCapabilities();
  expect([capabilities?.tools, capabilities?.resources]).toEqual([
    { listChanged: false },
    { listChanged: false, subscribe: true },
  ]);
  const subscription = await client.listen({ toolsListChanged: true, promptsListChanged: true });
  expect(subscription.honoredFilter).toEqual({});
  expect(await subscription.closed).toBe('graceful');
});

test('one caller has as many streams as of any kind, and calls beside them', async () => {
  const releases = new AbortController();
  await fetch(`${origin}/releases/stream`, { signal: releases.signal });
  const open = [await client.listen(filter), await client.listen(filter)];
  const refused = await client.listen(filter).catch((error: Error) => error);
  expect(String(refused)).toMatch(/TOO_MANY_STREAMS|429/);
  const another = await fetch(`${origin}/releases/stream`);
  expect([another.status, (await another.json()).code]).toEqual([429, 'TOO_MANY_STREAMS']);
  const called = await client.callTool({ name: 'get_unit', arguments: { terc: '14' } });
  expect(JSON.stringify(called.content)).toContain('mazowieckie');
  await open[0]?.close();
  const again = async (): Promise<unknown> =>
    client.listen(filter).then(
      (subscription) => subscription.close(),
      (error: Error) => error.message,
    );
  await expect.poll(again, { timeout: 60_000 }).toBeUndefined();
  await open[1]?.close();
  releases.abort();
});

test('a stopping hub ends them as the protocol has it, and still answers calls', async () => {
  const other = await serve(10);
  const listener = await connect(other.origin);
  const subscriptions = [await listener.listen(filter), await listener.listen(filter)];
  other.hub.app.endStreams();
  expect(await Promise.all(subscriptions.map(({ closed }) => closed))).toEqual(['graceful', 'graceful']);
  const called = await listener.callTool({ name: 'get_unit', arguments: { terc: '14' } });
  expect(JSON.stringify(called.content)).toContain('mazowieckie');
  const refused = await listener.listen(filter).catch((error: Error) => error);
  expect(String(refused)).toMatch(/STOPPING|503/);
  await listener.close();
  await other.stop();
});
