import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { listen } from '#http/server.ts';
import type { Unreadable } from '#http/unreadable.ts';
import { startHub } from '../harness/hub.ts';

const { app } = await startHub({ limits: { bodyBytes: 2_000 } });
const timeouts = { headersMs: 600, requestMs: 900, checkMs: 100, idleMs: 2_000 };
const unreadable: Unreadable[] = [];
const server = await listen(app.handler, {
  host: '127.0.0.1',
  port: 0,
  connections: 500,
  timeouts,
  onUnreadable: (refused) => unreadable.push(refused),
});
const { hostname, port } = new URL(server.url);
afterAll(() => server.stop());

interface Answer {
  readonly status: number | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** Sends the pieces as chunks of a body whose length is not stated. */
async function postChunks(pieces: readonly string[]): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const sending = request({ hostname, port, path: '/graphql', method: 'POST', headers, agent: false });
  sending.on('error', () => undefined);
  for (const piece of pieces) sending.write(piece);
  sending.end();
  const [response] = await once(sending, 'response');
  let body = '';
  for await (const chunk of response) body += chunk;
  return { status: response.statusCode, headers: response.headers, body };
}

test('a body in chunks is read', async () => {
  const { status, body } = await postChunks(['{"query":', '"{ __typ', 'ename }"}']);
  expect([status, JSON.parse(body)]).toMatchObject([200, { data: { __typename: 'Query' } }]);
});

test('a body in chunks is cut off at the limit', async () => {
  const { status, headers, body } = await postChunks([
    '{"query":"#',
    ...Array<string>(50).fill('x'.repeat(1_000)),
    '"}',
  ]);
  expect([status, JSON.parse(body).code]).toEqual([413, 'BODY_TOO_LARGE']);
  expect(headers['connection']).toBe('close');
});

test('a target may be a whole address', async () => {
  const socket = await open();
  socket.write('GET http://hub.test/graphql?query={__typename} HTTP/1.1\r\nHost: hub\r\n\r\n');
  expect(await everything(socket, 1)).toMatch(/^HTTP\/1\.1 200/);
  socket.destroy();
});

test.for([
  ['no HTTP', 'nonsense\r\n\r\n', 400, 'BAD_REQUEST'],
  ['a head without end', `GET / HTTP/1.1\r\nHost: hub\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, 431, 'HEADERS_TOO_LARGE'],
  ['a head that does not end in time', 'GET / HTTP/1.1\r\nHost: hub\r\n', 408, 'REQUEST_TIMEOUT'],
  [
    'a body that does not end in time',
    'POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    408,
    'REQUEST_TIMEOUT',
  ],
] as const)('%s is refused as a problem', async ([, text, status, code]) => {
  const socket = await open();
  const closed = once(socket, 'close');
  socket.write(text);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  await closed;
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(head).toMatch(/content-type: application\/problem\+json/);
  const id = /x-request-id: (\S+)/.exec(head)?.[1];
  expect(JSON.parse(body)).toMatchObject({ status, code, requestId: id, messages: { pl: expect.any(String) } });
  // For the log, where it is found by the id that the caller was given.
  expect(unreadable.filter(({ requestId }) => requestId === id)).toEqual([{ requestId: id, status, code }]);
});

test('many queries go over one connection', async () => {
  const socket = await open();
  const query = 'GET /graphql?query={__typename} HTTP/1.1\r\nHost: hub\r\n\r\n';
  socket.write(query + query);
  expect((await everything(socket, 2)).match(/HTTP\/1\.1 200/g)).toHaveLength(2);
  socket.destroy();
});

test('many that come in one packet let others pass', async () => {
  const [greedy, bystander] = [await open(), await open()];
  bystander.write('GET /health/live HTTP/1.1\r\nHost: hub\r\n\r\n');
  await everything(bystander, 1, 'live"}', true);
  let answers = 0;
  const all = new Promise<void>((resolve) => {
    greedy.on('data', (chunk) => {
      answers += String(chunk).split('HTTP/1.1 200').length - 1;
      if (answers >= 90) resolve();
    });
  });
  const broken = Array.from({ length: 90 }, (_, index) => `{a${index}{b}`);
  greedy.write(broken.map((query) => `GET /graphql?query=${query} HTTP/1.1\r\nHost: hub\r\n\r\n`).join(''));
  await once(greedy, 'data');
  bystander.write('GET /health/live HTTP/1.1\r\nHost: hub\r\n\r\n');
  await once(bystander, 'data');
  expect(answers).toBeLessThan(80);
  await all;
  expect(answers).toBe(90);
  for (const socket of [greedy, bystander]) socket.destroy();
});

test('whoever sends too many ahead is cut off', async () => {
  const socket = await open();
  const closed = new Promise((resolve) => socket.once('close', resolve));
  let answers = 0;
  socket.on('data', (chunk) => {
    answers += String(chunk).split('HTTP/1.1 200').length - 1;
  });
  socket.write('GET /graphql?query={__typename} HTTP/1.1\r\nHost: hub\r\n\r\n'.repeat(500));
  await closed;
  expect(answers).toBeLessThan(200);
});

test.for([
  ['heads', 'POST /graphql HTTP/1.1\r\nHost: hub\r\nX-Slow: '],
  [
    'bodies',
    'POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"query":',
  ],
] as const)('200 slow %s are closed, and others are answered meanwhile', async ([, beginning]) => {
  const sockets = await Promise.all(Array.from({ length: 200 }, () => open()));
  // A reset closes a connection as well.
  const closed = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
  for (const socket of sockets) socket.write(beginning);
  const dripping = setInterval(() => {
    for (const socket of sockets) if (socket.writable) socket.write('x');
  }, 100);
  const bystander = await fetch(`${server.url}/graphql?query={__typename}`);
  expect(bystander.status).toBe(200);
  await Promise.all(closed);
  clearInterval(dripping);
});

const json = 'Host: hub\r\nContent-Type: application/json\r\n';
const long = (length: number): string => 'x'.repeat(length);

test.for([
  ['no HTTP at all', 400, 'BAD_REQUEST', 'hello\r\n\r\n'],
  [
    'two lengths',
    400,
    'BAD_REQUEST',
    `POST /graphql HTTP/1.1\r\n${json}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
  ],
  [
    'a length and chunks',
    400,
    'BAD_REQUEST',
    `POST /graphql HTTP/1.1\r\n${json}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  ],
  [
    'another transfer encoding',
    400,
    'BAD_REQUEST',
    `POST /graphql HTTP/1.1\r\n${json}Transfer-Encoding: xchunked\r\n\r\n`,
  ],
  ['a broken chunk', 400, 'BAD_REQUEST', `POST /graphql HTTP/1.1\r\n${json}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
  ['a long address', 414, 'ADDRESS_TOO_LONG', `GET /graphql?query=${long(17_000)} HTTP/1.1\r\nHost: hub\r\n\r\n`],
  ['an endless address', 414, 'ADDRESS_TOO_LONG', `GET /${long(40_000)}`],
  ['large headers', 431, 'HEADERS_TOO_LARGE', `GET /graphql HTTP/1.1\r\nHost: hub\r\nX: ${long(40_000)}\r\n\r\n`],
  [
    'another expectation',
    417,
    'EXPECTATION_FAILED',
    `POST /graphql HTTP/1.1\r\n${json}Expect: more\r\nContent-Length: 2\r\n\r\n`,
  ],
  ['a head that does not end', 408, 'REQUEST_TIMEOUT', 'GET /graphql HTTP/1.1\r\nHost: hub\r\n'],
  ['a body that does not end', 408, 'REQUEST_TIMEOUT', `POST /graphql HTTP/1.1\r\n${json}Content-Length: 9\r\n\r\n{`],
] as const)('%s is refused as a problem: %i', async ([, status, code, request]) => {
  const socket = await open();
  socket.write(request);
  const text = await everything(socket, Number.POSITIVE_INFINITY, '"requestId"');
  socket.destroy();
  const [head = '', body = ''] = text.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(head.toLowerCase()).toContain('content-type: application/problem+json');
  expect(head.toLowerCase()).toContain('x-content-type-options: nosniff');
  expect(JSON.parse(body)).toMatchObject({ status, code, requestId: /x-request-id: (\S+)/i.exec(head)?.[1] });
});

test('a body is requested with 100 Continue only if it will be read', async () => {
  const socket = await open();
  const expecting = (type: string, length: number): string =>
    `POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\nExpect: 100-continue\r\n\r\n`;
  const body = '{"query":"{__typename}"}';
  socket.write(expecting('application/json', body.length));
  expect(await everything(socket, 1, 'Continue')).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  socket.destroy();
  for (const head of [expecting('text/plain', body.length), expecting('application/json', 1e9)]) {
    const refused = await open();
    refused.write(head);
    expect(await everything(refused, 1, '"requestId"')).toMatch(/^HTTP\/1\.1 41[35] /);
    refused.destroy();
  }
});

test('connections that nobody uses make room when there are too many', async () => {
  const small = await listen(app.handler, { host: '127.0.0.1', port: 0, connections: 3 });
  const query = 'GET /health/live HTTP/1.1\r\nHost: hub\r\n\r\n';
  const idle = await Promise.all([1, 2, 3].map(() => open(Number(new URL(small.url).port))));
  for (const socket of idle) socket.write(query);
  await Promise.all(idle.map((socket) => once(socket, 'data')));
  await expect.poll(() => fetch(`${small.url}/health/live`).then(({ status }) => status, String)).toBe(200);
  for (const socket of idle) socket.destroy();
  await small.stop();
});

async function open(at = Number(port)): Promise<Socket> {
  const socket = connect(at, hostname);
  socket.on('error', () => undefined);
  socket.resume();
  await once(socket, 'connect');
  return socket;
}

async function everything(socket: Socket, answers: number, end?: string, keep = false): Promise<string> {
  let text = '';
  for await (const chunk of socket.iterator({ destroyOnReturn: !keep })) {
    text += chunk;
    if (end !== undefined && text.includes(end)) break;
    if (text.split('"__typename":"Query"').length > answers) break;
  }
  return text;
}
