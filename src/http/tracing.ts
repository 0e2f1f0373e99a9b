/**
 * OpenTelemetry: a span for each request, continuing the trace of its caller (W3C Trace Context), in it one for each
 * operation, and in both one for each statement; and a span for each job and import, with theirs.
 */
import {
  type Attributes,
  type Context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { type OnStatement, observeStatements, type StatementSpan } from '#platform/database/index.ts';

export interface Traced {
  readonly name: string;
  readonly durationMs: number;
  readonly hasFailed: boolean;
  readonly attributes: Attributes;
  readonly traceparent: string | undefined;
  readonly statements?: readonly StatementSpan[] | undefined;
}

export interface TracedRequest {
  /** Makes what is recorded with it a part of this request. */
  readonly traceparent: string;
  /** For statements of the request that are part of no operation; also those that are sent while the answer is. */
  readonly onStatement: OnStatement;
  end(name: string, hasFailed: boolean, attributes: Attributes): void;
}

export interface Traces {
  begin(name: string, attributes: Attributes, traceparent: string | undefined): TracedRequest;
  record(operation: Traced): void;
  /** Work that nobody requested over HTTP, with its statements. */
  run<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** With all its attempts. For so long a collector that does not answer may hold up the end of the hub. */
const exportTimeoutMs = 2_000;

/** The SDK is loaded only where somebody collects traces. */
export async function openTraces(endpoint: string): Promise<Traces> {
  const [
    { BasicTracerProvider, BatchSpanProcessor },
    { OTLPTraceExporter },
    { resourceFromAttributes },
    { W3CTraceContextPropagator },
  ] = await Promise.all([
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/core'),
  ]);
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: exportTimeoutMs });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'wezel' }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer('wezel');
  const propagator = new W3CTraceContextPropagator();
  const contextOf = (traceparent: string | undefined): Context =>
    propagator.extract(ROOT_CONTEXT, { traceparent }, defaultTextMapGetter);
  return {
    begin(name, attributes, traceparent) {
      const parent = contextOf(traceparent);
      const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parent);
      const within = trace.setSpan(parent, span);
      const carrier: { traceparent?: string } = {};
      propagator.inject(within, carrier, defaultTextMapSetter);
      return {
        traceparent: carrier.traceparent ?? '',
        onStatement: (statement) => recordStatement(tracer, within, statement),
        end(named, hasFailed, more) {
          span.updateName(named).setAttributes(more);
          if (hasFailed) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    record(operation) {
      recordOperation(tracer, contextOf(operation.traceparent), operation);
    },
    run: (name, attributes, work) => runTraced(tracer, name, attributes, work),
    close: () => provider.shutdown(),
  };
}

function recordOperation(tracer: Tracer, parent: Context, traced: Traced): void {
  const { name, durationMs, hasFailed, attributes, statements = [] } = traced;
  const end = Date.now();
  const span = tracer.startSpan(name, { kind: SpanKind.INTERNAL, startTime: end - durationMs, attributes }, parent);
  const context = trace.setSpan(parent, span);
  for (const statement of statements) recordStatement(tracer, context, statement);
  if (hasFailed) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(end);
}

async function runTraced<T>(tracer: Tracer, name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  const span = tracer.startSpan(name, { kind: SpanKind.INTERNAL, attributes }, ROOT_CONTEXT);
  const within = trace.setSpan(ROOT_CONTEXT, span);
  try {
    return await observeStatements((statement) => recordStatement(tracer, within, statement), work);
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

/** Its text has places for values, not values. */
function recordStatement(tracer: Tracer, context: Context, statement: StatementSpan): void {
  const { text, startedAt, durationMs, rows } = statement;
  const [verb = 'statement'] = /[a-z]+/i.exec(text) ?? [];
  const attributes: Attributes = {
    'db.system.name': 'postgresql',
    'db.query.text': text,
    ...(rows === null ? {} : { 'db.response.returned_rows': rows }),
  };
  const span = tracer.startSpan(
    text.includes(' ') ? verb.toUpperCase() : text,
    { kind: SpanKind.CLIENT, startTime: startedAt, attributes },
    context,
  );
  if (rows === null) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(startedAt + durationMs);
}
