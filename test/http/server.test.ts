import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { listen } from '#http/server.ts';
import { startHub } from '../harness/hub.ts';

const { app } = await startHub({ limits: { bodyBytes: 2_000 } });
const timeouts = { headersMs: 600, requestMs: 900, checkMs: 100, idleMs: 2_000 };
const server = await listen(app.handler, { host: '127.0.0.1', port: 0, connections: 500, timeouts });
const { hostname, port } = new URL(server.url);
afterAll(() => server.stop());

interface Answer {
  readonly status: number | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** Sends the pieces as chunks of a body whose length is not told. */
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

test('many questions go over one connection', async () => {
  const socket = await open();
  const question = 'GET /graphql?query={__typename} HTTP/1.1\r\nHost: hub\r\n\r\n';
  socket.write(question + question);
  expect((await everything(socket, 2)).match(/HTTP\/1\.1 200/g)).toHaveLength(2);
  socket.destroy();
});

test.for([
  ['heads', 'POST /graphql HTTP/1.1\r\nHost: hub\r\nX-Slow: '],
  [
    'bodies',
    'POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"query":',
  ],
] as const)('200 slow %s are closed, and others are answered meanwhile', async ([, beginning]) => {
  const sockets = await Promise.all(Array.from({ length: 200 }, open));
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

async function open(): Promise<Socket> {
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.resume();
  await once(socket, 'connect');
  return socket;
}

async function everything(socket: Socket, answers: number): Promise<string> {
  let text = '';
  for await (const chunk of socket) {
    text += chunk;
    if (text.split('"__typename":"Query"').length > answers) break;
  }
  return text;
}
