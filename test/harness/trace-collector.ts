/** Takes OpenTelemetry traces, as a collector does over HTTP, and finds spans among them. */
import { createServer, type Server } from 'node:http';
import { afterAll } from 'vitest';

export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status: { readonly code?: number };
  readonly attributes: readonly {
    readonly key: string;
    readonly value: { readonly stringValue?: string; readonly intValue?: number };
  }[];
}
interface Export {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[];
}

export class TraceCollector {
  readonly paths = new Set<string | undefined>();
  readonly #received: Export[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      this.paths.add(request.url);
      this.#received.push(JSON.parse(body) as Export);
      response.end('{}');
    });
  }

  /** Closed when the file's tests are over. */
  static async open(): Promise<TraceCollector> {
    const collector = new TraceCollector();
    await new Promise<void>((resolve) => collector.#server.listen(0, '127.0.0.1', resolve));
    afterAll(() => void collector.#server.close());
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as { port: number }).port}`;
  }

  /** All that came, or those of one trace. */
  spans(traceId?: string): Span[] {
    return this.#received
      .flatMap(({ resourceSpans }) => resourceSpans)
      .flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans))
      .filter((span) => traceId === undefined || span.traceId === traceId);
  }

  below({ traceId, spanId }: Span): Span[] {
    return this.spans(traceId).filter(({ parentSpanId }) => parentSpanId === spanId);
  }
}

/** Of a span of a statement: its SQL. */
export function sqlOf({ attributes }: Span): string {
  return attributes.find(({ key }) => key === 'db.query.text')?.value.stringValue ?? '';
}
