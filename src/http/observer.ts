/** What operations did, for the log, for Prometheus and for traces. */
import type { Logger } from 'pino';
import type { StatementSpan } from '#platform/database/index.ts';
import { cachedLine } from '#platform/logging.ts';
import type { StatementCount } from './graphql/run.ts';
import { HubMetrics } from './metrics.ts';
import type { Traces } from './tracing.ts';

interface Facts {
  readonly requestId: string;
  readonly traceparent: string | undefined;
  readonly operation: string | null;
  readonly durationMs: number;
}

interface Ran extends Facts {
  readonly cost: number;
  readonly statements: number;
  readonly outcome: 'ok' | 'error';
  readonly variables: unknown;
  readonly spans?: readonly StatementSpan[] | undefined;
  /** Of a page or another request that has a line of its own. */
  readonly isPart?: boolean;
}

interface Repeated extends Facts {
  readonly unchanged: boolean;
}

interface Refused extends Facts {
  readonly code: string;
  readonly status: number;
}

export interface ObserverParts {
  readonly log: Logger;
  /** The names of published operations. */
  readonly published: readonly string[];
  readonly traces: Traces | null;
  readonly logsCached?: boolean | undefined;
}

export class Observer {
  readonly metrics = new HubMetrics();
  readonly #log: Logger;
  readonly #traces: Traces | null;
  readonly #published: ReadonlySet<string>;
  readonly #logsCached: boolean;

  constructor({ log, published, traces, logsCached = true }: ObserverParts) {
    this.#log = log;
    this.#traces = traces;
    this.#published = new Set(published);
    this.#logsCached = logsCached;
  }

  /** For an operation that begins. */
  newCount(): StatementCount {
    return this.#traces === null ? { statements: 0 } : { statements: 0, spans: [] };
  }

  /** Variables may reveal what somebody looks for, so that only someone who debugs sees them. */
  ran({ variables, outcome, traceparent, spans, isPart = false, ...rest }: Ran): void {
    const facts = { ...rest, operation: bounded(rest.operation) };
    this.#count(outcome, facts);
    const { cost, statements } = facts;
    const attributes = { 'wezel.cost': cost, 'wezel.statements': statements };
    this.#trace({ ...facts, traceparent, spans }, outcome, attributes);
    this.metrics.operationSeconds.observe({ operation: this.#known(facts.operation) }, facts.durationMs / 1_000);
    this.metrics.statements.inc(facts.statements);
    this.metrics.cost.inc(facts.cost);
    const line = { ...rounded(facts), outcome };
    if (this.#log.isLevelEnabled('debug')) this.#log.debug({ ...line, variables }, 'operation');
    else if (!isPart) this.#log.info(line, 'operation');
  }

  repeated({ unchanged, traceparent, ...rest }: Repeated): void {
    const facts = { ...rest, operation: bounded(rest.operation) };
    const result = unchanged ? 'unchanged' : 'cached';
    this.#count(result, facts);
    this.#trace({ ...facts, traceparent }, result);
    if (!this.#logsCached || !this.#log.isLevelEnabled('info')) return;
    // Thousands a second: without a copy of the facts.
    const { requestId, operation, durationMs } = facts;
    this.#log.info({ requestId, operation, durationMs: Math.round(durationMs * 10) / 10, unchanged }, cachedLine);
  }

  /** As a problem, which the router has logged. */
  problem(code: string): void {
    this.metrics.refusals.inc({ code });
  }

  refused({ code, traceparent, ...facts }: Refused): void {
    this.metrics.refusals.inc({ code });
    this.#trace({ ...facts, traceparent }, 'refused', { 'wezel.code': code });
    this.#log.info({ ...rounded(facts), code }, 'refused');
  }

  #trace(facts: Facts & Pick<Ran, 'spans'>, result: string, more: Record<string, string | number> = {}): void {
    const { operation, requestId, durationMs, traceparent, spans } = facts;
    this.#traces?.record({
      name: operation === null ? 'graphql' : `query ${operation}`,
      durationMs,
      hasFailed: result === 'error',
      traceparent,
      statements: spans,
      attributes: {
        'graphql.operation.name': operation ?? '',
        'wezel.request_id': requestId,
        'wezel.result': result,
        ...more,
      },
    });
  }

  #count(result: string, { operation, durationMs }: Omit<Facts, 'traceparent'>): void {
    this.metrics.requests.inc({ result, operation: this.#known(operation) });
    this.metrics.seconds.observe({ result }, durationMs / 1_000);
  }

  /** A caller may invent names without end. */
  #known(operation: string | null): string {
    return operation !== null && this.#published.has(operation) ? operation : 'other';
  }
}

/** To a tenth of a millisecond. */
function rounded<T extends Pick<Facts, 'durationMs'>>(facts: T): T {
  return { ...facts, durationMs: Math.round(facts.durationMs * 10) / 10 };
}

/** Callers give the names: one could fill a log. */
function bounded(operation: string | null): string | null {
  return operation !== null && operation.length > 100 ? operation.slice(0, 100) : operation;
}
