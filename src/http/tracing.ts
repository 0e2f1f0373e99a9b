/** OpenTelemetry: a span for each GraphQL request, continuing the trace of its caller (W3C Trace Context). */
import { type Attributes, ROOT_CONTEXT, SpanKind, SpanStatusCode, type TraceFlags, trace } from '@opentelemetry/api';

export interface Traced {
  readonly name: string;
  readonly durationMs: number;
  readonly hasFailed: boolean;
  readonly attributes: Attributes;
  readonly traceparent: string | undefined;
}

export interface Traces {
  record(request: Traced): void;
  close(): Promise<void>;
}

/** With all its attempts. For so long a collector that does not answer may hold up the end of the hub. */
const exportTimeoutMs = 2_000;

/** The SDK is loaded only where somebody collects traces. */
export async function openTraces(endpoint: string): Promise<Traces> {
  const [{ BatchSpanProcessor, TracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all(
    [
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ],
  );
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: exportTimeoutMs });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'wezel' }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('wezel');
  return {
    record({ name, durationMs, hasFailed, attributes, traceparent }) {
      const end = Date.now();
      const options = { kind: SpanKind.SERVER, startTime: end - durationMs, attributes };
      const span = tracer.startSpan(name, options, contextOf(traceparent));
      if (hasFailed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(end);
    },
    close: () => provider.shutdown(),
  };
}

function contextOf(traceparent: string | undefined) {
  const parts = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent ?? '');
  if (parts === null) return ROOT_CONTEXT;
  const [, traceId = '', spanId = '', flags = ''] = parts;
  const traceFlags: TraceFlags = Number.parseInt(flags, 16) & 1;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}
