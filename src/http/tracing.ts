/** OpenTelemetry: a span for each GraphQL request, continuing the trace of its caller (W3C Trace Context). */
import { type Attributes, defaultTextMapGetter, ROOT_CONTEXT, SpanKind, SpanStatusCode } from '@opentelemetry/api';

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
  return {
    record({ name, durationMs, hasFailed, attributes, traceparent }) {
      const end = Date.now();
      const options = { kind: SpanKind.SERVER, startTime: end - durationMs, attributes };
      const context = propagator.extract(ROOT_CONTEXT, { traceparent }, defaultTextMapGetter);
      const span = tracer.startSpan(name, options, context);
      if (hasFailed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(end);
    },
    close: () => provider.shutdown(),
  };
}
