/** What Prometheus reads at `GET /metrics`: docs/operations/metrics.md. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const secondsOfOperations = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];
/** Of seventy operations each: fewer. */
const secondsOfEach = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Values by the values of their labels, in the order of the labels' names. */
export type Labelled = readonly (readonly [labels: readonly string[], value: number])[];

interface Described {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
}

export class HubMetrics {
  readonly registry = new Registry();
  readonly #registers = [this.registry];
  readonly requests = new Counter({
    name: 'wezel_graphql_requests_total',
    help: 'GraphQL requests by what became of them: ok, error, cached (answered from the cache), unchanged (304).',
    labelNames: ['result', 'operation'],
    registers: this.#registers,
  });
  readonly refusals = new Counter({
    name: 'wezel_graphql_refusals_total',
    help: 'Requests that were refused before anything was executed, by error code.',
    labelNames: ['code'],
    registers: this.#registers,
  });
  readonly seconds = new Histogram({
    name: 'wezel_graphql_seconds',
    help: 'How long GraphQL requests took, in seconds.',
    labelNames: ['result'],
    buckets: secondsOfOperations,
    registers: this.#registers,
  });
  readonly operationSeconds = new Histogram({
    name: 'wezel_operation_seconds',
    help: 'How long operations took that were executed, in seconds, by their published names; all others are "other".',
    labelNames: ['operation'],
    buckets: secondsOfEach,
    registers: this.#registers,
  });
  readonly httpSeconds = new Histogram({
    name: 'wezel_http_seconds',
    help: 'How long requests of all kinds took until their answer began, in seconds, by route and class of status.',
    labelNames: ['route', 'status'],
    buckets: secondsOfEach,
    registers: this.#registers,
  });
  readonly statements = new Counter({
    name: 'wezel_statements_total',
    help: 'SQL statements that operations sent.',
    registers: this.#registers,
  });
  readonly cost = new Counter({
    name: 'wezel_cost_total',
    help: 'Cost of the operations that were run.',
    registers: this.#registers,
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  gauge(name: string, help: string, read: () => number): void {
    this.gauges({ name, help }, () => [[[], read()]]);
  }

  /** Read when somebody asks for them. */
  gauges({ name, help, labels = [] }: Described, read: () => Labelled | Promise<Labelled>): void {
    new Gauge({
      name,
      help,
      labelNames: [...labels],
      registers: this.#registers,
      async collect() {
        const values = await read();
        this.reset();
        for (const [given, value] of values) this.set(labelled(labels, given), value);
      },
    });
  }

  /** Counted elsewhere. */
  totals({ name, help, labels = [] }: Described, read: () => Labelled | Promise<Labelled>): void {
    new Counter({
      name,
      help,
      labelNames: [...labels],
      registers: this.#registers,
      async collect() {
        const values = await read();
        this.reset();
        for (const [given, value] of values) this.inc(labelled(labels, given), value);
      },
    });
  }
}

function labelled(names: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}
