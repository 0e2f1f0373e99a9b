/** The hub behind node:http, and behind the Fetch API's types, with which tests ask it. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { turnOf } from './http-pipelining.ts';
import { type HubRequest, type HubResponse, isStreamed } from './message.ts';
import { HttpProblem } from './problem.ts';
import type { RequestHandler } from './router.ts';

export interface AppHandler extends RequestListener {
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
}

export function adapt(handle: RequestHandler, bodyBytes: number): AppHandler {
  const listener: RequestListener = async (incoming, outgoing) => {
    const turn = turnOf(incoming.socket, outgoing);
    if (turn !== undefined) await turn;
    const { status, headers, body } = await handle(requestOf(incoming, outgoing, bodyBytes));
    const length = lengthOf(body);
    // What is left of a body that was refused would be read as the next request.
    const isUnread = !incoming.complete && incoming.method === 'POST';
    const hasLength = status !== 204 && status !== 304 && length !== null;
    // Node writes a list faster than an object.
    const head: string[] = [];
    for (const name in headers) head.push(name, headers[name] ?? '');
    if (hasLength) head.push('content-length', String(length));
    if (isUnread) head.push('connection', 'close');
    outgoing.writeHead(status, head);
    await send(incoming.method === 'HEAD' ? null : body, outgoing);
  };
  const ask = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { status, headers, body } = await handle(await requestOfFetch(request, bodyBytes));
    const isBodiless = request.method === 'HEAD' || status === 204 || status === 304;
    const length = lengthOf(body);
    const known = isStreamed(body) && length !== null ? { ...headers, 'content-length': String(length) } : headers;
    const content = isStreamed(body) && !isBodiless ? Readable.toWeb(body.open()) : body;
    return new Response(isBodiless ? null : (content as BodyInit | null), { status, headers: known });
  };
  return Object.assign(listener, { fetch: ask });
}

/** A client that goes away ends the reading; one that a failure cut off sees that the body is not whole. */
async function send(body: HubResponse['body'], outgoing: ServerResponse): Promise<void> {
  if (isStreamed(body)) await pipeline(body.open(), outgoing).catch(() => outgoing.destroy());
  else outgoing.end(body);
}

/** Null where it is known only at the end. */
function lengthOf(body: HubResponse['body']): number | null {
  if (isStreamed(body)) return body.bytes;
  return body === null ? 0 : Buffer.byteLength(body);
}

function requestOf(incoming: IncomingMessage, outgoing: ServerResponse, max: number): HubRequest {
  const url = pathOf(incoming.url ?? '/');
  const mark = url.indexOf('?');
  return {
    id: randomUUID(),
    method: incoming.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers: incoming.headers as Record<string, string | undefined>,
    peerAddress: incoming.socket.remoteAddress ?? '',
    body: (maxBytes = max) => readBody(incoming, outgoing, maxBytes),
    gone: () => signalOfClose(outgoing),
  };
}

function signalOfClose(outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController();
  const onClose = (): void => {
    if (!outgoing.writableFinished) controller.abort(new DOMException('The caller is gone', 'AbortError'));
  };
  if (outgoing.destroyed) onClose();
  else outgoing.once('close', onClose);
  return controller.signal;
}

/** "A server MUST accept the absolute-form in requests" (RFC 9112, 3.2.2): some proxies send the whole address. */
function pathOf(target: string): string {
  if (target.startsWith('/')) return target;
  return target.replace(/^https?:\/\/[^/?]*\/?/i, '/');
}

/** A body may come in chunks without its length, as many clients send it, so it is bounded while it is read. */
function readBody(incoming: IncomingMessage, outgoing: ServerResponse, max: number): Promise<Buffer> {
  if (Number(incoming.headers['content-length'] ?? 0) > max) return Promise.reject(bodyTooLarge(max));
  if (incoming.destroyed) return Promise.reject(bodyCutOff(undefined));
  // "A client that will wait for a 100 (Continue)" (RFC 9110, 10.1.1) has not sent it yet.
  if (incoming.headers.expect !== undefined) outgoing.writeContinue();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= max) return void chunks.push(chunk);
      incoming.pause();
      reject(bodyTooLarge(max));
    });
    incoming.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, length)));
    incoming.on('error', (error) => reject(bodyCutOff(error)));
    incoming.on('close', () => {
      if (!incoming.complete) reject(bodyCutOff(undefined));
    });
  });
}

async function requestOfFetch(request: Request, max: number): Promise<HubRequest> {
  const url = new URL(request.url);
  const body = Buffer.from(await request.arrayBuffer());
  return {
    id: randomUUID(),
    method: request.method,
    path: url.pathname,
    query: url.search.slice(1),
    headers: Object.fromEntries(request.headers),
    peerAddress: '127.0.0.1',
    body: async (maxBytes = max) => {
      if (body.length > maxBytes) throw bodyTooLarge(maxBytes);
      return body;
    },
    gone: () => request.signal,
  };
}

/** The client went away, or was too slow; nobody reads this but the log. */
function bodyCutOff(cause: unknown): HttpProblem {
  return new HttpProblem(400, 'BODY_CUT_OFF', 'The body ended early.', 'Send it whole.', {
    cause,
    polish: 'Treść żądania urwała się. Wyślij ją w całości.',
  });
}

function bodyTooLarge(max: number): HttpProblem {
  return new HttpProblem(
    413,
    'BODY_TOO_LARGE',
    `The body has more than ${max} bytes.`,
    'Send a smaller document, or fewer variables at once.',
    { polish: `Treść żądania ma ponad ${max} bajtów. Wyślij mniejszy dokument albo mniej zmiennych naraz.` },
  );
}
