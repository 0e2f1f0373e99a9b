/** Operations that a worker thread executes are seen from outside as those of the main thread are: spans and connections. */
import { expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';
import { type Span, sqlOf, TraceCollector } from '../harness/trace-collector.ts';

const collector = await TraceCollector.open();
const hub = await startHub({ workerThreads: 1, metricsArePublic: true, otlpEndpoint: collector.url });

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
  const last = collector
    .spans(traceId)
    .filter(({ parentSpanId }) => parentSpanId === 'b7ad6b7169203331')
    .at(-1) as Span;
  const [operation] = collector.below(last).filter(({ kind }) => kind === 1);
  expect(operation?.name).toBe('query Large');
  const statements = collector.below(operation as Span);
  expect(statements.some((span) => /release/i.test(sqlOf(span)))).toBe(true);
  for (const span of statements) {
    expect(span.kind).toBe(3);
    expect(BigInt(span.endTimeUnixNano)).toBeGreaterThan(BigInt(span.startTimeUnixNano));
    expect(sqlOf(span)).toMatch(/^(select|with) /i);
    expect(span.attributes).toContainEqual({
      key: 'db.response.returned_rows',
      value: { intValue: expect.any(Number) },
    });
  }
  const counted = operation?.attributes.find(({ key }) => key === 'wezel.statements')?.value.intValue;
  // Beside what the operation reads: whether its release is still the latest.
  expect(counted).toBe(statements.filter((span) => !sqlOf(span).includes('still the latest')).length);
});
