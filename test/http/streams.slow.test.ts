/** Releases as server-sent events: those that are missed, those that come, and what listeners cost. */
import http from 'node:http';
import { afterAll, describe, expect, test } from 'vitest';
import { listen } from '#http/server.ts';
import { startHub, type TestHub } from '../harness/hub.ts';

const hub = await startHub({ limits: { streams: 400 } });
const server = await listen(hub.app.handler, { host: '127.0.0.1', port: 0, connections: 1_000 });
afterAll(async () => {
  hub.app.endStreams();
  await server.stop();
});

interface Event {
  readonly id: string | undefined;
  readonly event: string | undefined;
  readonly data: string;
}

interface Listener {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** Waits for the next event. */
  next(): Promise<Event>;
  /** Whether the hub has ended it. */
  ended: Promise<void>;
  close(): void;
}

const eventOf = (block: string): Event => {
  const lines = block.split('\n');
  const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  return { id: field('id'), event: field('event'), data: field('data') ?? '' };
};

function open(path: string, headers: Record<string, string> = {}, body?: object): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const options = { method: body === undefined ? 'GET' : 'POST', headers };
    const request = http.request(`${server.url}${path}`, options, (response) => {
      let text = '';
      const events: Event[] = [];
      const waiting: ((event: Event) => void)[] = [];
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks.filter((one) => /^(id|event|data):/m.test(one))) {
          const wanting = waiting.shift();
          if (wanting === undefined) events.push(eventOf(block));
          else wanting(eventOf(block));
        }
      });
      response.on('error', () => undefined);
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        next: () => {
          const event = events.shift();
          return event === undefined ? new Promise((got) => waiting.push(got)) : Promise.resolve(event);
        },
        ended: new Promise((done) => response.once('close', done)),
        close: () => request.destroy(),
      });
    });
    request.on('error', reject);
    if (body !== undefined) request.write(JSON.stringify(body));
    request.end();
  });
}

const graphql = (query: string, accept = 'text/event-stream') =>
  open('/graphql', { accept, 'content-type': 'application/json' }, { query });

let number = 0;
async function publish(to: TestHub = hub): Promise<number> {
  number += 1;
  const list = ['key;name;kind;tier', `office-${number};Urząd ${number};MINISTRY;GOVERNMENT`].join('\n');
  await to.load('offices', 'offices.csv', list, { asOf: `2023-01-${String(number).padStart(2, '0')}` });
  const { release } = await to.ask<{ release: { number: number } }>('{ release { number } }');
  return release.number;
}

describe('GET /releases/stream', () => {
  test('describes each release as it is published', async () => {
    const listener = await open('/releases/stream');
    expect([listener.status, listener.headers['content-type']]).toEqual([200, 'text/event-stream; charset=utf-8']);
    expect(listener.headers['x-accel-buffering']).toBe('no');
    const release = await publish();
    const event = await listener.next();
    expect([event.id, event.event]).toEqual([String(release), 'release']);
    expect(JSON.parse(event.data)).toMatchObject({
      release,
      status: 'PUBLISHED',
      source: { kind: 'offices' },
      changes: `https://hub.test/changes?from=${release - 1}&to=${release}`,
    });
    listener.close();
  });

  test('brings what a listener has missed, in order and once, and goes on', async () => {
    const first = await publish();
    const last = await publish();
    const listener = await open('/releases/stream', { 'last-event-id': String(first - 1) });
    expect([(await listener.next()).id, (await listener.next()).id]).toEqual([String(first), String(last)]);
    const next = await publish();
    expect((await listener.next()).id).toBe(String(next));
    listener.close();
    const all = await open('/releases/stream?since=0');
    for (let release = 1; release <= next; release++) expect((await all.next()).id).toBe(String(release));
    all.close();
  });

  test('an id of a release that was never published waits for the next one', async () => {
    const listener = await open('/releases/stream', { 'last-event-id': '99999' });
    const release = await publish();
    expect((await listener.next()).id).toBe(String(release));
    listener.close();
  });

  test('an id that is none is a problem', async () => {
    const listener = await open('/releases/stream', { 'last-event-id': 'yesterday' });
    expect([listener.status, listener.headers['content-type']]).toEqual([400, 'application/problem+json']);
  });
});

describe('subscription { releasePublished }', () => {
  test('each event executes the selection in the release that was published', async () => {
    const listener = await graphql(
      'subscription { releasePublished { number source { publisher } changes { type kind rows } } }',
    );
    expect([listener.status, listener.headers['content-type']]).toEqual([200, 'text/event-stream; charset=utf-8']);
    const release = await publish();
    const event = await listener.next();
    expect(event.event).toBe('next');
    const { data } = JSON.parse(event.data);
    expect(data.releasePublished).toMatchObject({ number: release, source: { publisher: expect.any(String) } });
    expect(data.releasePublished.changes).toContainEqual({ type: 'Office', kind: 'CREATED', rows: 1 });
    const next = await publish();
    expect(JSON.parse((await listener.next()).data).data.releasePublished.number).toBe(next);
    listener.close();
  });

  test('goes by GET, too, as an EventSource sends it', async () => {
    const query = encodeURIComponent('subscription { releasePublished { number } }');
    const listener = await open(`/graphql?query=${query}`, { accept: 'text/event-stream' });
    const release = await publish();
    expect(JSON.parse((await listener.next()).data)).toEqual({ data: { releasePublished: { number: release } } });
    listener.close();
  });

  test('a query is one event, and then it is complete', async () => {
    const listener = await graphql('{ release { number } }');
    expect(JSON.parse((await listener.next()).data).data.release.number).toBeGreaterThan(0);
    expect((await listener.next()).event).toBe('complete');
    await listener.ended;
  });

  test('what is refused is an event that says why', async () => {
    const listener = await graphql('subscription { releasePublished { colour } }');
    const { errors } = JSON.parse((await listener.next()).data);
    expect(errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect((await listener.next()).event).toBe('complete');
  });

  test('without an event stream it is refused', async () => {
    const { errors } = await hub.answer('subscription { releasePublished { number } }');
    expect(errors?.[0]?.message).toContain('text/event-stream');
  });
});

describe('listeners', () => {
  test('some hundred take no database connection and one statement an event, and are counted for each caller', async () => {
    const connections = async (): Promise<number> => {
      const { rows } = await hub.database.pool.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database()',
      );
      return rows[0]?.count ?? 0;
    };
    const before = await connections();
    const each = 195;
    const listeners = [
      ...(await Promise.all(Array.from({ length: each }, () => open('/releases/stream')))),
      ...(await Promise.all(
        Array.from({ length: each }, () => graphql('subscription { releasePublished { number note } }')),
      )),
    ];
    expect(new Set(listeners.map(({ status }) => status))).toEqual(new Set([200]));
    let last = await open('/releases/stream');
    for (let more = 2 * each; more < 400 && last.status === 200; more++) {
      listeners.push(last);
      last = await open('/releases/stream');
    }
    expect(last.status).toBe(429);
    expect(await connections()).toBeLessThanOrEqual(before + 1);
    hub.statements();
    const release = await publish();
    const events = await Promise.all(listeners.map((listener) => listener.next()));
    expect(events.filter(({ data }) => !data.includes(String(release)))).toEqual([]);
    const read = hub.statements().filter((text) => /^select/i.test(text) && /"release"/.test(text));
    expect(read.length).toBeLessThan(20);
    expect(await connections()).toBeLessThanOrEqual(before + 4);
    for (const listener of listeners) listener.close();
    await expect.poll(async () => (await open('/releases/stream')).status, { timeout: 5_000 }).toBe(200);
  });

  test('end when the hub stops', async () => {
    const other = await startHub();
    const serving = await listen(other.app.handler, { host: '127.0.0.1', port: 0, connections: 10 });
    const streams = await Promise.all([
      fetch(`${serving.url}/releases/stream`),
      fetch(`${serving.url}/graphql?query=${encodeURIComponent('subscription { releasePublished { number } }')}`, {
        headers: { accept: 'text/event-stream' },
      }),
    ]);
    other.app.endStreams();
    const started = performance.now();
    await Promise.all(streams.map((stream) => stream.text()));
    await serving.stop();
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
