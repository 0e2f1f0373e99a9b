import { createServer } from 'node:http';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { readConfig } from '#config';
import { openTraces } from '#http/tracing.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';
import { onServer } from '../harness/server.ts';
import { type Span, sqlOf, TraceCollector } from '../harness/trace-collector.ts';

const lines: Record<string, unknown>[] = [];
const sink = new Writable({
  write(chunk, _encoding, done) {
    lines.push(
      ...String(chunk)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    );
    done();
  },
});

const collector = await TraceCollector.open();
const hub = await startHub({
  log: pino({ level: 'info' }, sink),
  cache: { answerBytes: 1e7, documentBytes: 1e6, maxAgeSeconds: 60, staleSeconds: 0 },
  otlpEndpoint: collector.url,
  metricsArePublic: true,
  limits: { operationTimeoutMs: 3_000 },
});

function ask(query: string, headers: Record<string, string> = {}): Promise<Response> {
  const body = JSON.stringify({ query, variables: { name: 'a secret' } });
  return hub.app.handler.fetch('http://hub.test/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
}

const secret = { authorization: 'Bearer a secret' };
const releases = 'query Releases { releases { nodes { number source { name } } } }';

test('each operation that ran is one line of the log, without its variables', async () => {
  const response = await ask(releases);
  expect(lines.find(({ operation }) => operation === 'Releases')).toMatchObject({
    level: 30,
    requestId: response.headers.get('x-request-id'),
    cost: expect.any(Number),
    durationMs: expect.any(Number),
    statements: 2,
    outcome: 'ok',
  });
  await ask('query Wrong($name: String) { nothing }');
  expect(lines.find(({ code }) => code === 'GRAPHQL_VALIDATION_FAILED')).toMatchObject({
    requestId: expect.any(String),
    durationMs: expect.toSatisfy((ms: number) => Number.isInteger(Math.round(ms * 1e6) / 1e5)),
  });
  expect(JSON.stringify(lines)).not.toContain('a secret');
});

test('what fails inside is instructed to nobody but the log, where it is found by the request id', async () => {
  await hub.database.pool.query('ALTER TABLE source RENAME TO source_away');
  const response = await ask('query Broken { releases { nodes { source { publisher } } } }');
  await hub.database.pool.query('ALTER TABLE source_away RENAME TO source');
  const requestId = response.headers.get('x-request-id');
  expect(response.status).toBe(500);
  expect(await response.json()).toMatchObject({
    errors: [
      { message: expect.stringContaining(requestId as string), extensions: { code: 'INTERNAL_ERROR', requestId } },
    ],
  });
  const logged = lines.find((line) => line['requestId'] === requestId && line['level'] === 50);
  expect(JSON.stringify(logged)).toContain('source');
});

test('an operation that was stopped is one line of the log, too, and no name fills it', async () => {
  const name = `Slow${'w'.repeat(500)}`;
  await onServer(hub.database.url, async (client) => {
    await client.query('BEGIN');
    await client.query('LOCK TABLE release IN ACCESS EXCLUSIVE MODE');
    const response = await ask(`query ${name} { releases { nodes { note } } }`);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'TIMEOUT' } }] });
    await client.query('COMMIT');
    expect(lines.filter(({ requestId }) => requestId === response.headers.get('x-request-id'))).toMatchObject([
      { operation: name.slice(0, 100), outcome: 'error', statements: 1, cost: expect.any(Number) },
      { code: 'TIMEOUT', status: 503 },
    ]);
  });
});

test('a request that is refused is found in the log by its id, without what was requested', async () => {
  const response = await hub.app.handler.fetch('http://hub.test/nowhere?secret=a%20secret', { headers: secret });
  const line = lines.find(({ requestId }) => requestId === response.headers.get('x-request-id'));
  expect(line).toMatchObject({ level: 30, status: 404, code: 'NOT_FOUND', method: 'GET', path: '/nowhere' });
  expect(JSON.stringify(lines)).not.toMatch(/a.{1,3}secret/);
});

test('Prometheus reads what was counted', async () => {
  await ask(releases);
  await ask(releases, { 'content-type': 'text/plain' });
  const text = await (await hub.app.handler.fetch('http://hub.test/metrics')).text();
  expect(text).toMatch(/wezel_graphql_requests_total\{result="ok",operation="Releases"\} \d/);
  expect(text).toMatch(/wezel_graphql_requests_total\{result="cached",operation="Releases"\} \d/);
  expect(text).toMatch(/wezel_graphql_refusals_total\{code="GRAPHQL_VALIDATION_FAILED"\} \d/);
  expect(text).toMatch(/wezel_graphql_refusals_total\{code="UNSUPPORTED_MEDIA_TYPE"\} 1\n/);
  expect(text).toMatch(/wezel_release 1\n/);
  expect(text).toMatch(/wezel_operation_seconds_count\{operation="Releases"\} \d/);
  expect(text).toMatch(/wezel_http_seconds_bucket\{le="0.5",route="\/graphql",status="2xx"\} \d/);
  expect(text).toMatch(/wezel_http_seconds_count\{route="none",status="4xx"\} \d/);
  expect(text).toMatch(/wezel_cache_hits_total\{cache="answers"\} 1\n/);
  expect(text).toMatch(/wezel_cache_misses_total\{cache="answers"\} [1-9]/);
  expect(text).toMatch(/wezel_release_timestamp_seconds 1\.\d+e\+9|wezel_release_timestamp_seconds \d{10}/);
  expect(text).toMatch(/wezel_database_connections\{thread="main",pool="primary",state="idle"\} \d/);
  expect(text).toMatch(/wezel_database_waiting\{thread="main",pool="primary"\} 0\n/);
  // Made-up names, addresses and queries become none.
  expect(text).not.toMatch(/Wrong|Slow|nowhere|secret/);
});

test('Prometheus reads how long imports took, and who waits for a connection', async () => {
  await hub.load('teryt', 'TERC_2021.csv', toCsv(buildTerc({ asOf: '2021-01-01', voivodeships: ['16'] })));
  const { pool } = hub.database;
  await Promise.all(Array.from({ length: 8 }, () => pool.query('SELECT pg_sleep(0.05)')));
  const text = await vi.waitFor(
    async () => {
      const answered = await (await hub.app.handler.fetch('http://hub.test/metrics')).text();
      expect(answered).toMatch(/wezel_imports_total\{source="teryt"\} 1\n/);
      return answered;
    },
    { timeout: 5_000, interval: 300 },
  );
  expect(text).toMatch(/wezel_last_import_seconds\{source="teryt"\} \d+(\.\d+)?\n/);
  expect(text).toMatch(/wezel_last_import_timestamp_seconds\{source="teryt"\} \d/);
  expect(
    Number(/wezel_database_waits_total\{thread="main",pool="primary"\} (\d+)/.exec(text)?.[1]),
  ).toBeGreaterThanOrEqual(4);
  expect(
    Number(/^wezel_database_wait_seconds_total\{thread="main",pool="primary"\} (\S+)$/m.exec(text)?.[1]),
  ).toBeGreaterThan(0.15);
});

test('a page, a REST answer and a file are one line each, without what was requested', async () => {
  lines.length = 0;
  for (const path of ['/about?q=hidden', '/api/v1/LatestRelease?first=1', '/catalog.ttl', '/health/live']) {
    await hub.app.handler.fetch(`http://hub.test${path}`, { headers: { accept: '*/*' } });
  }
  expect(lines.map(({ msg, path, route, status }) => [msg, path, route, status])).toEqual([
    ['request', '/about', 'page', 200],
    ['request', '/api/v1/LatestRelease', '/api/', 200],
    ['request', '/catalog.ttl', expect.any(String), 200],
  ]);
  expect(lines.every(({ durationMs, requestId }) => typeof durationMs === 'number' && requestId !== undefined)).toBe(
    true,
  );
  expect(JSON.stringify(lines)).not.toContain('hidden');
});

test('an answer from the cache is one line, too, and so are a preflight and the page to try queries on', async () => {
  const address = `http://hub.test/graphql?${new URLSearchParams({ query: 'query Kept { releases { totalCount } }' })}`;
  const first = await hub.app.handler.fetch(address);
  lines.length = 0;
  const etag = first.headers.get('etag') ?? '';
  const answers = [
    await hub.app.handler.fetch(address),
    await hub.app.handler.fetch(address, { headers: { 'if-none-match': etag } }),
    await hub.app.handler.fetch('http://hub.test/graphql', { method: 'OPTIONS' }),
    await hub.app.handler.fetch('http://hub.test/graphql', { headers: { accept: 'text/html' } }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 304, 204, 200]);
  expect(lines).toMatchObject([
    { level: 30, msg: 'operation, from the cache', operation: 'Kept', unchanged: false },
    { level: 30, msg: 'operation, from the cache', operation: 'Kept', unchanged: true },
    { level: 30, msg: 'request', method: 'OPTIONS', route: '/graphql', status: 204 },
    { level: 30, msg: 'request', method: 'GET', route: '/graphql', status: 200 },
  ]);
  expect(lines.map(({ requestId }) => requestId)).toEqual(answers.map(({ headers }) => headers.get('x-request-id')));
});

test('lines of cached answers may be left out', async () => {
  expect(readConfig({}).observation.logsCached).toBe(true);
  expect(readConfig({ LOG_CACHED: 'no' }).observation.logsCached).toBe(false);
  const quiet = await startHub({
    log: pino({ level: 'info' }, sink),
    cache: { answerBytes: 1e7, documentBytes: 1e6, maxAgeSeconds: 60, staleSeconds: 0 },
    logsCached: false,
  });
  lines.length = 0;
  for (let count = 0; count < 3; count += 1) {
    await quiet.app.handler.fetch('http://hub.test/graphql?query=query Quiet { releases { totalCount } }');
  }
  expect(lines).toMatchObject([{ msg: 'operation', operation: 'Quiet' }]);
});

test('a stream of events is one line, when it begins', async () => {
  lines.length = 0;
  const query = 'subscription { releasePublished { number } }';
  const response = await ask(query, { accept: 'text/event-stream' });
  expect(response.status).toBe(200);
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  expect(lines).toMatchObject([{ level: 30, msg: 'request', route: '/graphql', status: 200 }]);
});

test('the metrics are not on the public port unless that is wanted', async () => {
  const other = await startHub();
  // The list of metrics has that address there.
  const page = await other.app.handler.fetch('http://hub.test/metrics');
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect((await other.app.metrics.fetch('http://hub.test/metrics')).status).toBe(200);
});

test('a collector that never answers harms no answer and hardly holds up the end', async () => {
  const deaf = createServer(() => undefined);
  await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
  const traces = await openTraces(`http://127.0.0.1:${(deaf.address() as { port: number }).port}`);
  traces.record({ name: 'query', durationMs: 1, hasFailed: false, attributes: {}, traceparent: undefined });
  const gaveUp = traces.close().catch(() => 'gave up');
  const tooLong = new Promise((resolve) => setTimeout(resolve, 8_000, 'waits on').unref());
  expect(await Promise.race([gaveUp, tooLong])).toBe('gave up');
  deaf.closeAllConnections();
  deaf.close();
});

test('the address of a collector is checked at the start', () => {
  const config = (endpoint: string) => readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }).observation.otlpEndpoint;
  expect(config('http://collector:4318/')).toBe('http://collector:4318');
  expect(config('')).toBeNull();
  expect(() => config('collector:4318')).toThrow('OTEL_EXPORTER_OTLP_ENDPOINT is "collector:4318"');
});

test('spans lead from the trace of the caller to the statement', async () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
  await ask('query Traced { releases { nodes { number source { name } } } }', { traceparent });
  await hub.app.handler.fetch('http://hub.test/api/v1/Releases?first=2', { headers: { traceparent } });
  await hub.app.close();
  expect([...collector.paths]).toEqual(['/v1/traces']);
  const spans = collector.spans(traceId);
  const roots = spans.filter(({ parentSpanId }) => parentSpanId === 'b7ad6b7169203331');
  expect(roots.map(({ name }) => name)).toEqual(['POST /graphql', 'GET /api/']);
  for (const [index, operation] of ['query Traced', 'query Releases'].entries()) {
    const [found] = collector.below(roots[index] as Span).filter(({ kind }) => kind === 1);
    expect(found?.name).toBe(operation);
    expect(JSON.stringify(found?.attributes)).toContain('wezel.statements');
    const statements = collector.below(found as Span);
    expect(statements.length).toBeGreaterThan(0);
    for (const statement of statements) {
      expect(statement.kind).toBe(3);
      expect(BigInt(statement.endTimeUnixNano)).toBeGreaterThan(BigInt(statement.startTimeUnixNano));
      expect(sqlOf(statement)).toMatch(/^(select|with) /i);
    }
  }
});
