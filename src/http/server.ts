/** Listens, bounds what a connection may send, and stops without dropping a request. */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OperatorError } from '#platform/errors.ts';

export interface Listening {
  readonly url: string;
  /** Lets running requests end, then closes; whoever is still busy after the grace period is cut off. */
  stop(): Promise<void>;
}

const timeouts = { headersMs: 10_000, requestMs: 30_000, keepAliveMs: 65_000, graceMs: 10_000 };
const maximalConnections = 2_000;

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  readonly bodyBytes: number;
}

export async function listen(handler: RequestListener, options: ServerOptions): Promise<Listening> {
  const server = createServer(
    { headersTimeout: timeouts.headersMs, requestTimeout: timeouts.requestMs, keepAliveTimeout: timeouts.keepAliveMs },
    (request, response) => {
      if (isBodyAcceptable(request, response, options.bodyBytes)) handler(request, response);
    },
  );
  server.maxConnections = maximalConnections;
  await startListening(server, options);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return { url: `http://${host}:${port}`, stop: () => stop(server) };
}

function startListening(server: Server, { host, port }: ServerOptions): Promise<void> {
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

/** The size must be known before the body is read; every HTTP client tells it for a body that it has whole. */
function isBodyAcceptable(request: IncomingMessage, response: ServerResponse, most: number): boolean {
  const length = request.headers['content-length'];
  const isChunked = request.headers['transfer-encoding'] !== undefined;
  if (isChunked) return refuse(response, 411, 'The length of the body is not known.', 'Send a Content-Length.');
  if (length === undefined || Number(length) <= most) return true;
  return refuse(response, 413, `The body has ${length} bytes; at most ${most} are read.`, 'Send a smaller document.');
}

function refuse(response: ServerResponse, status: number, title: string, detail: string): false {
  response.writeHead(status, { 'content-type': 'application/problem+json', connection: 'close' });
  response.end(JSON.stringify({ type: 'about:blank', status, title, detail }));
  return false;
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cutOff = setTimeout(() => server.closeAllConnections(), timeouts.graceMs).unref();
  await closed;
  clearTimeout(cutOff);
}
