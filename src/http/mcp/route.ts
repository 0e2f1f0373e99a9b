/** `/mcp`: the Model Context Protocol over streamable HTTP, without sessions (revisions 2026-07-28 and 2025-11-25). */
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { createMcpHandler, type McpHttpHandler } from '@modelcontextprotocol/server';
import type { Quota } from '#graphql/context.ts';
import { admit } from '../admission.ts';
import type { Caller, Callers } from '../callers.ts';
import { dataLanguageOf, type HubRequest, type HubResponse, languageOf } from '../message.ts';
import type { Reader } from '../pages/in-process.ts';
import { HttpProblem } from '../problem.ts';
import { type RateLimit, rateHeaders } from '../rate-limit.ts';
import type { Route } from '../router.ts';
import type { Announcements } from '../streams/announcements.ts';
import type { StreamLimit } from '../streams/stream-limit.ts';
import { datasetAddresses } from './datasets.ts';
import { createMcpServer, type McpParts } from './server.ts';

export interface McpRouteParts extends McpParts {
  readonly callers: Callers;
  readonly rateLimit: RateLimit | null;
  readonly announcements: Announcements;
  readonly streamLimit: StreamLimit;
}

export class McpRoute {
  readonly #parts: McpRouteParts;
  readonly #calls: McpHttpHandler;
  /** Apart from the calls, so that those go on while the streams are ended. */
  readonly #streams: McpHttpHandler;
  #isEnding = false;

  constructor(parts: McpRouteParts) {
    this.#parts = parts;
    const open = (): McpHttpHandler =>
      createMcpHandler(({ authInfo, era }) => createMcpServer(parts, authInfo?.extra?.['reader'] as Reader, era), {
        onerror: (error) => parts.log.debug({ reason: error.message }, 'an MCP request was refused'),
        // Each caller has a limit of its own.
        maxSubscriptions: Number.POSITIVE_INFINITY,
      });
    this.#calls = open();
    this.#streams = open();
    parts.current.onServed(() => {
      for (const address of datasetAddresses) this.#streams.notify.resourceUpdated(address);
    });
  }

  get route(): Route {
    return { path: '/mcp', methods: ['POST'], answer: (request) => this.#answer(request) };
  }

  async close(): Promise<void> {
    await Promise.all([this.#endStreams(), this.#calls.close()]);
  }

  async #answer(request: HubRequest): Promise<HubResponse> {
    let quota: Quota | null = null;
    const caller = await admit(this.#parts, request, (left) => {
      quota = left;
    });
    const body = await request.body();
    const message = parsed(body);
    const send = this.#sender(request, caller, body, message);
    const response = isListening(message)
      ? await this.#listen(request, caller, message, send)
      : await responseOf(send(this.#calls));
    return { ...response, headers: { ...response.headers, 'cache-control': 'no-store', ...rateHeaders(quota) } };
  }

  #sender(request: HubRequest, caller: Caller, body: Buffer, message: unknown) {
    const signal = request.gone();
    const { id: requestId, headers: sent } = request;
    const reader: Reader = {
      caller,
      language: languageOf(request),
      dataLanguage: dataLanguageOf(request),
      requestId,
      traceparent: sent['traceparent'],
      signal,
    };
    const headers = new Headers();
    for (const [name, value] of Object.entries(sent)) {
      if (value !== undefined && name !== 'content-length') headers.set(name, value);
    }
    const init = { method: 'POST', headers, body: new Uint8Array(body), signal };
    return (handler: McpHttpHandler): Promise<Response> =>
      handler.fetch(new Request(`${this.#parts.publicUrl}/mcp`, init), {
        // Not of the protocol's own authorization: whatever is passed here reaches the server of the request.
        authInfo: { token: '', clientId: '', scopes: [], extra: { reader } },
        ...(message === undefined ? {} : { parsedBody: message }),
      });
  }

  /** `subscriptions/listen`: a stream of the caller, as the other streams of the hub are. */
  async #listen(
    request: HubRequest,
    caller: Caller,
    message: unknown,
    send: (handler: McpHttpHandler) => Promise<Response>,
  ): Promise<HubResponse> {
    if (this.#isEnding) throw stopping();
    refuseLongId(message);
    const { streamLimit, announcements } = this.#parts;
    const release = streamLimit.take(caller);
    const forget = announcements.listen(
      () => undefined,
      () => void this.#endStreams(),
    );
    const end = (): void => {
      release();
      forget();
    };
    request.gone().addEventListener('abort', end, { once: true });
    try {
      return await responseOf(send(this.#streams), end);
    } catch (error) {
      end();
      throw error;
    }
  }

  /** Each with the result that ends it, by which its caller knows that it is over. */
  async #endStreams(): Promise<void> {
    this.#isEnding = true;
    await this.#streams.close();
  }
}

/** `end` is called once nothing more is sent. A stream of events may go on as long as the caller listens. */
async function responseOf(sent: Promise<Response>, end = (): void => undefined): Promise<HubResponse> {
  const response = await sent;
  const { status, body } = response;
  const headers = Object.fromEntries(response.headers);
  if (body === null || headers['content-type']?.startsWith('text/event-stream') !== true) {
    const bytes = body === null ? null : Buffer.from(await response.arrayBuffer());
    end();
    return { status, headers, body: bytes };
  }
  const open = (): Readable => Readable.fromWeb(body as ReadableStream).on('close', end);
  return { status, headers, body: { bytes: null, open } };
}

/** Undefined where it is no JSON, which the protocol's own code refuses. */
function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

function isListening(message: unknown): boolean {
  return (message as { method?: unknown } | null | undefined)?.method === 'subscriptions/listen';
}

/** Every notification of a stream carries the id of the request that began it. */
const maxIdLength = 100;

function refuseLongId(message: unknown): void {
  const { id } = message as { id?: unknown };
  if (typeof id !== 'string' || id.length <= maxIdLength) return;
  throw new HttpProblem(
    400,
    'BAD_USER_INPUT',
    `The id of the request has ${id.length} characters.`,
    `Give it at most ${maxIdLength}.`,
    {
      polish: `Identyfikator żądania ma ${id.length} znaków. Podaj najwyżej ${maxIdLength}.`,
    },
  );
}

function stopping(): HttpProblem {
  return new HttpProblem(503, 'STOPPING', 'This hub is about to stop.', 'Listen again in a few seconds.', {
    headers: { 'retry-after': '5' },
    polish: 'Ten węzeł zaraz się zatrzyma. Zacznij nasłuch ponownie za kilka sekund.',
  });
}
