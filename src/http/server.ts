/** Listens, bounds what a connection may send, and stops without dropping a request. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { OperatorError } from '#platform/errors.ts';
import { answerExpectation, answerUnreadable, type OnUnreadable } from './unreadable.ts';

export interface Listening {
  readonly url: string;
  /** Answers as before, but keeps no connection open for a further request. */
  drain(): void;
  /** Lets running requests end, then closes; whoever is still busy after the grace period is cut off. */
  stop(): Promise<void>;
}

/**
 * A client that sends its head or body drop by drop is cut off after these times, one that reads nothing after `idleMs`;
 * Node looks every `checkMs`. Keep-alive outlasts the minute for which load balancers usually hold a connection.
 */
const defaultTimeouts = {
  headersMs: 10_000,
  requestMs: 20_000,
  keepAliveMs: 65_000,
  idleMs: 70_000,
  checkMs: 1_000,
  graceMs: 10_000,
};

/** All headers together with the address, which may be half of it. */
const headBytes = 32 * 1_024;

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  readonly connections: number;
  readonly timeouts?: Partial<typeof defaultTimeouts>;
  /** Hears of what was refused because it is no request; the handler hears of all others. */
  readonly onUnreadable?: OnUnreadable;
}

export async function listen(handler: RequestListener, options: ServerOptions): Promise<Listening> {
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  let isDraining = false;
  const answer: RequestListener = (request, response) => {
    if (isDraining) response.setHeader('connection', 'close');
    handler(request, response);
  };
  const server = createServer(
    {
      headersTimeout: timeouts.headersMs,
      requestTimeout: timeouts.requestMs,
      keepAliveTimeout: timeouts.keepAliveMs,
      connectionsCheckingInterval: timeouts.checkMs,
      maxHeaderSize: headBytes,
    },
    answer,
  );
  server.setTimeout(timeouts.idleMs);
  server.maxConnections = options.connections;
  // Whoever only keeps a connection in stock makes room for those who ask.
  server.on('drop', () => server.closeIdleConnections());
  const { onUnreadable = () => undefined } = options;
  server.on('clientError', (error, socket) => answerUnreadable(error, socket, onUnreadable));
  server.on('checkExpectation', (_incoming, outgoing) => answerExpectation(outgoing, onUnreadable));
  // The handler asks for a body only when it wants it.
  server.on('checkContinue', answer);
  await startListening(server, options);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}`,
    drain() {
      isDraining = true;
    },
    stop: () => stop(server, isDraining, timeouts.graceMs),
  };
}

function startListening(server: Server, { host, port }: Pick<ServerOptions, 'host' | 'port'>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, host, port)));
    server.listen({ host, port }, () => resolve());
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new OperatorError(
        'PORT_TAKEN',
        `Port ${port} is taken by another program.`,
        'Stop it, or set PORT to a free one.',
        { cause: error },
      );
    case 'EACCES':
      return new OperatorError(
        'PORT_FORBIDDEN',
        `This user may not listen on port ${port}.`,
        'Set PORT to 1024 or more.',
        { cause: error },
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new OperatorError(
        'BAD_HOST',
        `HOST is "${host}", which is no address of this machine.`,
        'Set HOST to localhost, or to 0.0.0.0 for all addresses.',
        { cause: error },
      );
    default:
      return error;
  }
}

async function stop(server: Server, isDraining: boolean, graceMs: number): Promise<void> {
  const closed = isDraining ? closeUnnoticed(server) : new Promise<void>((resolve) => server.close(() => resolve()));
  if (!isDraining) server.closeIdleConnections();
  const cutOff = setTimeout(() => server.closeAllConnections(), graceMs).unref();
  await closed;
  clearTimeout(cutOff);
}

/** How long a connection that was made at the last moment may take to send its request. */
const lastRequestMs = 1_000;

/**
 * A load balancer may send a request at any moment. What waits to be accepted when a socket is closed is refused, and what
 * has sent nothing yet counts as idle: so the socket is closed when nothing waits, and idle connections a moment later.
 */
async function closeUnnoticed(server: Server): Promise<void> {
  await untilNothingWaits(server);
  // Node's own for HTTP ends connections that have sent nothing yet.
  const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
  // A timer comes before what has arrived meanwhile is read: after a turn that took long, requests among it.
  const closeIdle = async (): Promise<void> => {
    await untilNothingWaits(server);
    server.closeIdleConnections();
  };
  setTimeout(closeIdle, lastRequestMs).unref();
  await closed;
}

/**
 * A turn of the event loop accepts all connections that wait: after a short one that accepted none, hardly any has come
 * since. Each answer ends its connection meanwhile, so that a load balancer makes a new one for every request.
 */
async function untilNothingWaits(server: Server): Promise<void> {
  let accepted = 0;
  const count = (): void => {
    accepted += 1;
  };
  server.on('connection', count);
  for (let turn = 0; turn < 5_000; turn += 1) {
    const [begun, before] = [performance.now(), accepted];
    await nextTurn();
    if (turn > 0 && accepted === before && performance.now() - begun < 0.2) break;
  }
  server.off('connection', count);
}
