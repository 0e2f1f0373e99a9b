/** Requests of all kinds: a line of the log each, latencies by route, the span that all of a request is in. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import { type OnStatement, observeStatements } from '#platform/database/index.ts';
import { type HubRequest, type HubResponse, isStreamed, type StreamedBody } from './message.ts';
import type { HubMetrics } from './metrics.ts';
import type { ServiceLevels } from './status/service-levels.ts';
import type { TracedRequest, Traces } from './tracing.ts';

export interface ObservedRequest {
  /** As its route gets it. */
  readonly request: HubRequest;
  /** Makes what it returns: statements on the way are seen as part of the request. */
  run(answer: () => Promise<HubResponse>): Promise<HubResponse>;
  end(route: string, response: HubResponse, failure: Failure | null): void;
}

/** Why a request was answered with a problem. */
export interface Failure {
  /** Of the problem. */
  readonly code: string;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  /** What was thrown, unless the problem says all. */
  readonly error?: unknown;
}

export type ObserveRequest = (request: HubRequest) => ObservedRequest;

export interface RequestObserverParts {
  readonly log: Logger;
  readonly metrics?: HubMetrics;
  readonly traces?: Traces | null;
  readonly serviceLevels?: ServiceLevels | null;
}

/** What machines ask about the hub, every few seconds, is none of its service. */
const internal: ReadonlySet<string> = new Set(['/health/live', '/health/ready', '/metrics']);

export function observeRequests({
  log,
  metrics,
  traces = null,
  serviceLevels = null,
}: RequestObserverParts): ObserveRequest {
  return (request) => {
    const startedAt = performance.now();
    const traced = traces === null ? null : begin(traces, request);
    return {
      request:
        traced === null ? request : { ...request, headers: { ...request.headers, traceparent: traced.traceparent } },
      run: (answer) => (traced === null ? answer() : runTraced(traced, answer)),
      end(route, response, failure) {
        const { status } = response;
        const durationMs = performance.now() - startedAt;
        metrics?.httpSeconds.observe({ route, status: `${Math.floor(status / 100)}xx` }, durationMs / 1_000);
        if (!internal.has(route)) serviceLevels?.note(status, durationMs);
        traced?.end(`${request.method} ${route}`, status >= 500, {
          'http.route': route,
          'http.response.status_code': status,
        });
        const level = failure?.level ?? (hasLine(route, response) ? 'debug' : 'info');
        const message = failure?.message ?? 'request';
        if (log.isLevelEnabled(level)) log[level](lineOf(request, { route, status, durationMs, failure }), message);
      },
    };
  };
}

/** GraphQL has lines of its own, with the operation, but for the page to try it on, preflights, and streams of events. */
function hasLine(route: string, { status, headers, body }: HubResponse): boolean {
  if (route !== '/graphql') return internal.has(route);
  const isPage = headers['content-type']?.startsWith('text/html') === true;
  return !(isPage || isStreamed(body) || (body === null && status !== 304));
}

async function runTraced({ onStatement }: TracedRequest, answer: () => Promise<HubResponse>): Promise<HubResponse> {
  const response = await observeStatements(onStatement, answer);
  const { body } = response;
  if (!isStreamed(body)) return response;
  return { ...response, body: { ...body, open: () => streamWithin(onStatement, body) } };
}

/** Whoever reads a stream makes it go on. */
function streamWithin(onStatement: OnStatement, body: StreamedBody): Readable {
  return observeStatements(onStatement, () => {
    const within = AsyncLocalStorage.snapshot();
    const stream = body.open();
    const read = stream._read.bind(stream);
    stream._read = (size) => within(read, size);
    return stream;
  });
}

function begin(traces: Traces, { id, method, headers }: HubRequest): TracedRequest {
  const attributes = { 'http.request.method': method, 'wezel.request_id': id };
  return traces.begin(method, attributes, headers['traceparent']);
}

interface Ended {
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
  readonly failure: Failure | null;
}

/** As `newToken` makes them: whoever reads the log must not get what they open. */
const tokens = /(?<![\w-])[\w-]{43}(?![\w-])/g;

/** Without what stands after the question mark, which may reveal what somebody looks for. */
function lineOf({ id: requestId, method, path }: HubRequest, { route, status, durationMs, failure }: Ended): object {
  return {
    requestId,
    method,
    path: path.replaceAll(tokens, '…').slice(0, 100),
    route,
    status,
    durationMs: Math.round(durationMs * 10) / 10,
    ...(failure === null ? {} : { code: failure.code }),
    ...(failure?.error === undefined ? {} : { err: failure.error }),
  };
}
