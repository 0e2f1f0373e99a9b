/** From a request, a job or an import to each of its statements, whichever way it is sent. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';
import { hubEnvironment } from '../harness/hub-process.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { type Span, sqlOf, TraceCollector } from '../harness/trace-collector.ts';

const collector = await TraceCollector.open();
const hub = await startHub({ otlpEndpoint: collector.url });
const caller = 'b7ad6b7169203331';
const traceIds = new Map<string, string>();

/** Each request is of a trace of its own. */
async function send(name: string, address: string, init: RequestInit = {}): Promise<Response> {
  const traceId = (traceIds.size + 1).toString(16).padStart(32, 'a');
  traceIds.set(name, traceId);
  const headers = { ...init.headers, traceparent: `00-${traceId}-${caller}-01` };
  const response = await hub.app.handler.fetch(`http://hub.test${address}`, { ...init, headers });
  expect([name, response.status < 300 ? '' : await response.text()]).toEqual([name, '']);
  return response;
}

function request(name: string): Span {
  const [root, ...others] = collector.spans(traceIds.get(name)).filter(({ parentSpanId }) => parentSpanId === caller);
  expect(others).toEqual([]);
  return root as Span;
}

const statementsBelow = (span: Span): Span[] => collector.below(span).filter(({ kind }) => kind === 3);
const operationsBelow = (span: Span): Span[] => collector.below(span).filter(({ kind }) => kind === 1);

function expectStatements(statements: readonly Span[], ...patterns: readonly RegExp[]): void {
  const texts = statements.map(sqlOf);
  for (const pattern of patterns) expect(texts).toContainEqual(expect.stringMatching(pattern));
  for (const { startTimeUnixNano, endTimeUnixNano } of statements) {
    expect(BigInt(endTimeUnixNano)).toBeGreaterThan(BigInt(startTimeUnixNano));
  }
}

const body = (query: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query }),
});

beforeAll(async () => {
  const offices = 'key;name;kind;tier\no1;Urząd Próbny;CITY_OR_GMINA_OFFICE;SELF_GOVERNMENT';
  await hub.load('offices', 'offices.csv', offices, { asOf: '2024-01-01' });
  await send('query', '/graphql', body('query Read { releases { nodes { number source { name } } } }'));
  await send(
    'mutation',
    '/graphql',
    body(`mutation Write { proposeCorrection(target: "/practices/dzierzoniow-quality-programme", field: "title",
      value: "A secret of somebody", reason: "Why") { correction { number } userErrors { code } } }`),
  );
  await (await send('download', '/releases/2/offices.csv')).text();
  await (await send('export', '/exports/Releases.csv')).text();
  await (await send('job', '/exports/Releases.ndjson', { headers: { prefer: 'respond-async' } })).text();
  await send('page', '/practices/dzierzoniow-quality-programme', { headers: { accept: 'text/html' } });
  await send('status', '/status.json');
  // Many at once share few connections: each statement stays with the request that waited for it.
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      send(
        `one of many ${index}`,
        '/graphql',
        body(`query Many${index} { release(number: ${index + 1}) { number note } }`),
      ),
    ),
  );
  await vi.waitFor(
    async () => {
      const { rows } = await hub.database.pool.query(`SELECT state::text FROM wezel_jobs.job WHERE name = 'export'`);
      expect(rows).toEqual([{ state: 'completed' }]);
    },
    { timeout: 120_000, interval: 200 },
  );
  await hub.app.close();
});

describe('below a request', () => {
  test('a query has its statements as SQL, those of Prisma, too', () => {
    const [operation] = operationsBelow(request('query'));
    expect(operation?.name).toBe('query Read');
    expectStatements(statementsBelow(operation as Span), /from "(public"\.")?source"/i);
    for (const span of statementsBelow(operation as Span)) expect(sqlOf(span)).toMatch(/^(select|with) /i);
  });

  test('a mutation has what it writes, without the values', () => {
    const [operation] = operationsBelow(request('mutation'));
    expectStatements(statementsBelow(operation as Span), /^BEGIN/, /insert into "correction"/i, /^COMMIT/);
    expect(JSON.stringify(collector.spans(traceIds.get('mutation')))).not.toContain('A secret');
  });

  test('a download has the COPY that makes its file', () => {
    expectStatements(statementsBelow(request('download')), /^COPY /);
  });

  test('an export has the statements of its pages', () => {
    expectStatements(statementsBelow(request('export')), /from "(public"\.")?source"/i);
  });

  test('a page has its operations with theirs', () => {
    const operations = operationsBelow(request('page'));
    expect(operations.map(({ name }) => name)).toContain('query PracticePage');
    for (const operation of operations) expectStatements(statementsBelow(operation), /^(select|with) /i);
  });

  test('what is no operation has its own', () => {
    expectStatements(statementsBelow(request('status')), /"service_day"/);
  });

  test('each of many at once has its own statements and no others', () => {
    for (let index = 0; index < 20; index += 1) {
      const [operation] = operationsBelow(request(`one of many ${index}`));
      const texts = statementsBelow(operation as Span).map(sqlOf);
      expect([index, texts.filter((text) => /"note"/.test(text))]).toEqual([index, [expect.any(String)]]);
    }
  });
});

test('a job is a trace of its own, with its statements', () => {
  const jobs = collector.spans().filter(({ name }) => name === 'job export');
  expect(jobs).toHaveLength(1);
  expectStatements(statementsBelow(jobs[0] as Span), /from "(public"\.")?source"/i);
});

test('an import is a trace of its own, with its COPY and its transaction', async () => {
  const folder = temporaryFolder('wezel-spans-');
  const file = path.join(folder, 'TERC.csv');
  await writeFile(file, toCsv(buildTerc({ asOf: '2022-01-01', voivodeships: ['16'] })));
  const env = hubEnvironment({ DATABASE_URL: hub.database.url, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  await promisify(execFile)(process.execPath, ['src/cli.ts', 'import', 'teryt', file], { env });
  const imports = collector.spans().filter(({ name }) => name === 'import teryt');
  expect(imports).toHaveLength(1);
  expectStatements(statementsBelow(imports[0] as Span), /^BEGIN/, /^COPY /, /insert into "release"/i, /^COMMIT/);
});
