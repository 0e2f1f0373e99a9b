/** Listens, bounds what a connection may send, and stops without dropping a request. */
import { createServer, type RequestListener, type Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OperatorError } from '#platform/errors.ts';
import { acceptNoMore, Connections, Draining } from './draining.ts';
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
  /** Of a server that drains: no new connection for so long, or else so long in all, and its socket is closed. */
  quietMs: 250,
  refusingMs: 3_000,
  /** A connection that was made at the last moment may take so long to send its request. */
  lastRequestMs: 1_000,
};

/** All headers together with the address, which may be half of it. */
const headBytes = 32 * 1_024;

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  readonly connections: number;
  readonly timeouts?: Partial<typeof defaultTimeouts>;
  /** Whether an address is that of a load balancer, which sends what it got no response to elsewhere. */
  readonly isProxy?: (address: string) => boolean;
  /** Hears of what was refused because it is no request; the handler hears of all others. */
  readonly onUnreadable?: OnUnreadable;
}

export async function listen(handler: RequestListener, options: ServerOptions): Promise<Listening> {
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const draining = new Draining(timeouts, options.isProxy);
  const answer: RequestListener = (request, response) => {
    if (!draining.refuses(request)) handler(request, response);
  };
  /** When the head is written and not before: the request may have come before the end was known. */
  class Response extends ServerResponse {
    override writeHead(...head: unknown[]): this {
      if (draining.isOn && !connections.hasMore(this.req.socket)) this.shouldKeepAlive = false;
      return (super.writeHead as (...parameters: unknown[]) => this)(...head);
    }
  }
  const server = createServer({
    headersTimeout: timeouts.headersMs,
    requestTimeout: timeouts.requestMs,
    keepAliveTimeout: timeouts.keepAliveMs,
    connectionsCheckingInterval: timeouts.checkMs,
    maxHeaderSize: headBytes,
    ServerResponse: Response,
  });
  // It counts a request before that is answered.
  const connections = new Connections(server);
  server.on('request', answer);
  server.setTimeout(timeouts.idleMs);
  server.maxConnections = options.connections;
  // Whoever only keeps a connection in stock makes room for those who ask.
  server.on('drop', () => connections.makeRoom());
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
    drain: () => draining.begin(),
    stop: () => stop(server, connections, draining, timeouts),
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

async function stop(
  server: Server,
  connections: Connections,
  draining: Draining,
  { graceMs, lastRequestMs }: typeof defaultTimeouts,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.once('close', () => resolve()));
  if (draining.isOn) {
    await draining.closeSocket(server, connections);
  } else {
    draining.begin();
    acceptNoMore(server);
    connections.closeIdle();
  }
  // What was answered until the socket was closed has all of this time.
  const cutOff = setTimeout(() => server.closeAllConnections(), graceMs).unref();
  const closing = setInterval(() => void connections.closeUnused(), lastRequestMs).unref();
  await closed;
  clearInterval(closing);
  clearTimeout(cutOff);
}
