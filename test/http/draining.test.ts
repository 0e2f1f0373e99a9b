/** A server that leaves: what is running, what comes at the last moment, and what the load balancer is to send elsewhere. */
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { turnOf } from '#http/http-pipelining.ts';
import { type Listening, listen, type ServerOptions } from '#http/server.ts';

const ok: RequestListener = (_request, response) => void response.writeHead(200, ['content-length', '2']).end('ok');

async function serve(handler: RequestListener, options: Partial<ServerOptions> = {}): Promise<Listening> {
  return listen(handler, { host: '127.0.0.1', port: 0, connections: 100, ...options });
}

async function open({ url }: Listening): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** What comes until the server ends the connection. */
async function ask(socket: Socket, method = 'GET'): Promise<string> {
  let text = '';
  socket.on('data', (chunk) => {
    text += String(chunk);
  });
  socket.write(`${method} / HTTP/1.1\r\nHost: hub\r\nContent-Length: 0\r\n\r\n`);
  if (!socket.closed) await once(socket, 'close');
  return text;
}

/** A handler that answers when the test wants it. */
function paused(): { handler: RequestListener; running: Promise<void>; answer: () => void } {
  const [begun, allowed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const handler: RequestListener = async (request, response) => {
    begun.resolve();
    await allowed.promise;
    ok(request, response);
  };
  return { handler, running: begun.promise, answer: allowed.resolve };
}

test('all that reaches it is answered, with the end of its connection', async () => {
  const server = await serve(ok, { timeouts: { lastRequestMs: 60_000 } });
  server.drain();
  expect(await ask(await open(server))).toMatch(/^HTTP\/1\.1 200 OK\r\n.*connection: close\r\n/is);
  // Made before the end, and its request comes after it.
  const last = await open(server);
  const stopping = server.stop();
  const refusal = (): Promise<string | undefined> =>
    open(server).then(
      (socket) => void socket.destroy(),
      (error: NodeJS.ErrnoException) => error.code,
    );
  await expect.poll(refusal, { timeout: 60_000, interval: 500 }).toBe('ECONNREFUSED');
  expect(await ask(last)).toMatch(/^HTTP\/1\.1 200 OK/);
  await stopping;
});

test('a request that was running ends its connection, too', async () => {
  const { handler, running, answer } = paused();
  const server = await serve(handler);
  const response = ask(await open(server));
  await running;
  server.drain();
  answer();
  expect(await response).toMatch(/^HTTP\/1\.1 200 OK\r\n.*connection: close\r\n/is);
  await server.stop();
});

test.each([true, false])('connections without a request hold nothing up, drained first: %s', async (isDrained) => {
  // Longer than the test may take: they are not cut off at the end.
  const long = 300_000;
  const ends = { graceMs: long, headersMs: long, requestMs: long, keepAliveMs: long, idleMs: long };
  const { handler, running, answer } = paused();
  const server = await serve(handler, { timeouts: { ...ends, quietMs: 250, refusingMs: 1_000 } });
  const silent = await open(server);
  const response = ask(await open(server), 'POST');
  await running;
  if (isDrained) server.drain();
  const stopping = server.stop();
  if (!silent.closed) await once(silent, 'close');
  // What is running goes on, and its connection is kept by its client.
  answer();
  expect(await response).toMatch(/^HTTP\/1\.1 200 OK/);
  await stopping;
});

test('the time for what is running begins when the socket is closed', async () => {
  const { handler, running, answer } = paused();
  const timeouts = { graceMs: 300, quietMs: 250, refusingMs: 1_000 };
  const server = await serve(handler, { timeouts });
  const response = ask(await open(server), 'POST');
  await running;
  server.drain();
  const stopping = server.stop();
  // As long as new connections come, which they do for longer than that time.
  const others: Socket[] = [];
  for (let round = 0; round < 8; round += 1) {
    others.push(await open(server));
    await wait(75);
  }
  answer();
  expect(await response).toMatch(/^HTTP\/1\.1 200 OK/);
  for (const socket of others) socket.destroy();
  await stopping;
});

test('at the end a load balancer gets no response to what it repeats elsewhere, and one to everything else', async () => {
  const timeouts = { quietMs: 250, refusingMs: 20_000 };
  const server = await serve(ok, { timeouts, isProxy: (address) => address === '127.0.0.1' });
  const before = await open(server);
  // Its connection is accepted.
  await wait(50);
  server.drain();
  const stopping = server.stop();
  expect(await ask(before)).toMatch(/^HTTP\/1\.1 200 OK/);
  expect(await ask(await open(server))).toBe('');
  expect(await ask(await open(server), 'HEAD')).toBe('');
  expect(await ask(await open(server), 'POST')).toMatch(/^HTTP\/1\.1 200 OK/);
  await stopping;

  const direct = await serve(ok, { timeouts, isProxy: () => false });
  direct.drain();
  const end = direct.stop();
  expect(await ask(await open(direct))).toMatch(/^HTTP\/1\.1 200 OK/);
  await end;
});

describe('a body of which most still waits in the server', () => {
  const body = Buffer.alloc(24_000_000, 'x');
  const big: RequestListener = (_request, response) =>
    void response.writeHead(200, { 'content-length': String(body.length) }).end(body);
  const streamed: RequestListener = (_request, response) => {
    response.writeHead(200, { 'content-length': String(body.length) });
    // All of it is handed over at once, and its reader takes it later.
    response.write(body.subarray(1));
    response.end(body.subarray(0, 1));
  };
  const leave = async (server: Listening): Promise<void> => {
    await server.stop();
  };
  const drainAndLeave = async (server: Listening): Promise<void> => {
    server.drain();
    await server.stop();
  };
  const refuseAnother = async (server: Listening): Promise<void> => {
    const another = await open(server);
    if (!another.closed) await once(another, 'close');
    await server.stop();
  };

  test.each([
    ['stops', big, leave],
    ['stops, in pieces', streamed, leave],
    ['is drained and stops', big, drainAndLeave],
    ['has no room for another connection', big, refuseAnother],
  ])('reaches a slow reader when the server %s', async (_name, handler, end) => {
    const timeouts = { graceMs: 300_000, lastRequestMs: 100, quietMs: 250, refusingMs: 1_000 };
    const server = await serve(handler, { timeouts, connections: 1 });
    const socket = await open(server);
    socket.write('GET / HTTP/1.1\r\nHost: hub\r\n\r\n');
    const [first] = (await once(socket, 'data')) as [Buffer];
    socket.pause();
    const ending = end(server);
    // The server looks for unused connections meanwhile.
    await wait(2_500);
    const chunks = [first];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk)).resume();
    if (!socket.closed) await once(socket, 'close');
    const received = Buffer.concat(chunks);
    expect(received.length - received.indexOf('\r\n\r\n') - 4).toBe(body.length);
    await ending;
  });
});

test.each(['on a new connection', 'on one that was kept'])(
  'a head that is half sent is waited for, %s',
  async (where) => {
    const server = await serve(ok, { timeouts: { graceMs: 300_000, lastRequestMs: 100 } });
    const socket = await open(server);
    let text = '';
    socket.on('data', (chunk) => {
      text += String(chunk);
    });
    if (where === 'on one that was kept') {
      socket.write('GET / HTTP/1.1\r\nHost: hub\r\n\r\n');
      await expect.poll(() => text, { timeout: 60_000 }).toContain('\r\n\r\nok');
    }
    text = '';
    socket.write('GET / HTTP/1.1\r\n');
    // It has arrived.
    await wait(100);
    const stopping = server.stop();
    await wait(500);
    socket.write('Host: hub\r\n\r\n');
    if (!socket.closed) await once(socket, 'close');
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n.*connection: close\r\n.*ok$/is);
    await stopping;
  },
);

test.each([true, false])('requests that came ahead are answered, drained first: %s', async (isDrained) => {
  const { handler, running, answer } = paused();
  const app: RequestListener = async (request, response) => {
    const turn = turnOf(request.socket, response);
    if (turn !== undefined) await turn;
    handler(request, response);
  };
  const server = await serve(app, { timeouts: { graceMs: 300_000, lastRequestMs: 100, refusingMs: 1_000 } });
  const socket = await open(server);
  let text = '';
  socket.on('data', (chunk) => {
    text += String(chunk);
  });
  socket.write('GET / HTTP/1.1\r\nHost: hub\r\n\r\n'.repeat(3));
  await running;
  if (isDrained) server.drain();
  const stopping = server.stop();
  answer();
  if (!socket.closed) await once(socket, 'close');
  expect(text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(3);
  expect(text.match(/connection: close/gi)).toHaveLength(1);
  await stopping;
});
