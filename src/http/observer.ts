/** What requests did, for the log and for Prometheus. */
import type { Logger } from 'pino';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
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
}

interface Repeated extends Facts {
  readonly unchanged: boolean;
}

interface Refused extends Facts {
  readonly code: string;
  readonly status: number;
}

export class Observer {
  readonly registry = new Registry();
  readonly #log: Logger;
  readonly #traces: Traces | null;
  readonly #published: ReadonlySet<string>;
  readonly #requests: Counter<'result' | 'operation'>;
  readonly #refusals: Counter<'code'>;
  readonly #seconds: Histogram<'result'>;
  readonly #statements: Counter;
  readonly #cost: Counter;

  constructor(log: Logger, published: readonly string[], traces: Traces | null) {
    this.#log = log;
    this.#traces = traces;
    this.#published = new Set(published);
    const registers = [this.registry];
    this.#requests = new Counter({
      name: 'wezel_graphql_requests_total',
      help: 'GraphQL requests by what became of them: ok, error, kept (answered from the cache), unchanged (304).',
      labelNames: ['result', 'operation'],
      registers,
    });
    this.#refusals = new Counter({
      name: 'wezel_graphql_refusals_total',
      help: 'Requests that were refused before anything was executed, by error code.',
      labelNames: ['code'],
      registers,
    });
    this.#seconds = new Histogram({
      name: 'wezel_graphql_seconds',
      help: 'How long GraphQL requests took, in seconds.',
      labelNames: ['result'],
      buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
      registers,
    });
    this.#statements = new Counter({
      name: 'wezel_statements_total',
      help: 'SQL statements that GraphQL requests sent.',
      registers,
    });
    this.#cost = new Counter({ name: 'wezel_cost_total', help: 'Cost of the operations that were run.', registers });
    collectDefaultMetrics({ register: this.registry });
  }

  gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }

  /** Variables may reveal what somebody looks for, so that only someone who debugs sees them. */
  ran({ variables, outcome, traceparent, ...rest }: Ran): void {
    const facts = { ...rest, operation: bounded(rest.operation) };
    this.#count(outcome, facts);
    const { cost, statements } = facts;
    this.#trace({ ...facts, traceparent }, outcome, { 'wezel.cost': cost, 'wezel.statements': statements });
    this.#statements.inc(facts.statements);
    this.#cost.inc(facts.cost);
    const line = { ...rounded(facts), outcome };
    if (this.#log.isLevelEnabled('debug')) this.#log.debug({ ...line, variables }, 'operation');
    else this.#log.info(line, 'operation');
  }

  /** A million of these are one dashboard: stated only to someone who debugs. */
  repeated({ unchanged, traceparent, ...rest }: Repeated): void {
    const facts = { ...rest, operation: bounded(rest.operation) };
    const result = unchanged ? 'unchanged' : 'kept';
    this.#count(result, facts);
    this.#trace({ ...facts, traceparent }, result);
    if (this.#log.isLevelEnabled('debug'))
      this.#log.debug({ ...rounded(facts), unchanged }, 'operation, from the cache');
  }

  /** As a problem, which the router has logged. */
  problem(code: string): void {
    this.#refusals.inc({ code });
  }

  refused({ code, traceparent, ...facts }: Refused): void {
    this.#refusals.inc({ code });
    this.#trace({ ...facts, traceparent }, 'refused', { 'wezel.code': code });
    this.#log.info({ ...rounded(facts), code }, 'refused');
  }

  #trace(facts: Facts, result: string, more: Record<string, string | number> = {}): void {
    const { operation, requestId, durationMs, traceparent } = facts;
    this.#traces?.record({
      name: operation === null ? 'graphql' : `query ${operation}`,
      durationMs,
      hasFailed: result === 'error',
      traceparent,
      attributes: {
        'graphql.operation.name': operation ?? '',
        'wezel.request_id': requestId,
        'wezel.result': result,
        ...more,
      },
    });
  }

  #count(result: string, { operation, durationMs }: Omit<Facts, 'traceparent'>): void {
    // A caller may invent names without end.
    const known = operation !== null && this.#published.has(operation) ? operation : 'other';
    this.#requests.inc({ result, operation: known });
    this.#seconds.observe({ result }, durationMs / 1_000);
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
