/** Operations that a worker thread executes are seen from outside as those of the main thread are: spans and connections. */
import { createServer } from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly {
    readonly key: string;
    readonly value: { readonly stringValue?: string; readonly intValue?: number };
  }[];
}
interface Export {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[];
}

const received: Export[] = [];
const collector = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  received.push(JSON.parse(body) as Export);
  response.end('{}');
});
await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
afterAll(() => void collector.close());

const { port } = collector.address() as { port: number };
const hub = await startHub({ workerThreads: 1, metricsArePublic: true, otlpEndpoint: `http://127.0.0.1:${port}` });

const traceId = '0af7651916cd43dd8448eb211c80319c';

/** Some 20,000 points, though few of its entries are there. */
function askLarge(size: number): Promise<Response> {
  const query = `query Large { releases { nodes { number source { name } } } programmes(first: 100) { nodes { code children(first: ${size}) { nodes { code level } } } } }`;
  return hub.app.handler.fetch('http://hub.test/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent: `00-${traceId}-b7ad6b7169203331-01` },
    body: JSON.stringify({ query }),
  });
}

async function metric(name: string, labels: string): Promise<number> {
  const text = await (await hub.app.handler.fetch('http://hub.test/metrics')).text();
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name}{${labels}}`))
      ?.split(' ')[1] ?? Number.NaN,
  );
}

test('an operation of a worker thread is a span below its request, and its connections are counted', async () => {
  let size = 50;
  // Until the thread has started, the main one executes what is large.
  await expect
    .poll(
      async () => {
        hub.statements();
        size += 1;
        expect((await askLarge(size)).status).toBe(200);
        return hub.statements();
      },
      { timeout: 120_000 },
    )
    .toEqual([]);
  const idle = () => metric('wezel_database_connections', 'thread="worker",pool="primary",state="idle"');
  await expect.poll(idle, { timeout: 10_000, interval: 1_100 }).toBeGreaterThan(0);
  expect(await metric('wezel_database_waits_total', 'thread="worker",pool="primary"')).toBeGreaterThanOrEqual(0);
  await hub.app.close();
  const spans = received
    .flatMap(({ resourceSpans }) => resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans))
    .filter((span) => span.traceId === traceId);
  const below = ({ spanId }: Span): Span[] => spans.filter(({ parentSpanId }) => parentSpanId === spanId);
  const last = spans.filter(({ parentSpanId }) => parentSpanId === 'b7ad6b7169203331').at(-1) as Span;
  const [operation] = below(last);
  expect(operation?.name).toBe('query Large');
  const statements = below(operation as Span);
  const textOf = ({ attributes }: Span): string =>
    attributes.find(({ key }) => key === 'db.query.text')?.value.stringValue ?? '';
  expect(statements.some((span) => /release/i.test(textOf(span)))).toBe(true);
  for (const span of statements) {
    expect(span.kind).toBe(3);
    expect(BigInt(span.endTimeUnixNano)).toBeGreaterThan(BigInt(span.startTimeUnixNano));
    expect(textOf(span)).toMatch(/^(select|with) |^\w+\.\w+$/i);
    expect(span.attributes).toContainEqual({
      key: 'db.response.returned_rows',
      value: { intValue: expect.any(Number) },
    });
  }
  const counted = operation?.attributes.find(({ key }) => key === 'wezel.statements')?.value.intValue;
  expect(counted).toBe(statements.length);
});
