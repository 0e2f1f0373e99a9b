/** Requests of all kinds: a line of the log each, latencies by route, the span that all of a request is in. */
import type { Logger } from 'pino';
import type { HubRequest, HubResponse } from './message.ts';
import type { HubMetrics } from './metrics.ts';
import type { ServiceLevels } from './status/service-levels.ts';
import type { TracedRequest, Traces } from './tracing.ts';

export interface ObservedRequest {
  /** As its route gets it. */
  readonly request: HubRequest;
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

/** GraphQL has lines of its own, with the operation; the others come by themselves, every few seconds or with each page. */
const quiet: ReadonlySet<string> = new Set(['/graphql', '/health/live', '/health/ready', '/metrics', '/assets/']);
/** What machines ask about the hub is none of its service. */
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
      end(route, { status }, failure) {
        const durationMs = performance.now() - startedAt;
        metrics?.httpSeconds.observe({ route, status: `${Math.floor(status / 100)}xx` }, durationMs / 1_000);
        if (!internal.has(route)) serviceLevels?.note(status, durationMs);
        traced?.end(`${request.method} ${route}`, status >= 500, {
          'http.route': route,
          'http.response.status_code': status,
        });
        const { level, message } = failure ?? { level: quiet.has(route) ? 'debug' : 'info', message: 'request' };
        if (log.isLevelEnabled(level)) log[level](lineOf(request, { route, status, durationMs, failure }), message);
      },
    };
  };
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
