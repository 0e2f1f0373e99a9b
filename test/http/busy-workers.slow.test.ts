/** Large operations over HTTP when too many wait, and when the thread that executes them ends in their midst. */
import { setTimeout as after } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { sl2014Csv } from '../fixtures/eu-projects/lists.ts';
import { startHub } from '../harness/hub.ts';

const alive = new Set<Worker>();
const hear = (worker: Worker): void => {
  alive.add(worker);
  worker.once('exit', () => alive.delete(worker));
};
process.on('worker', hear);
afterAll(() => void process.off('worker', hear));

const hub = await startHub({
  workerThreads: 2,
  limits: { operationTimeoutMs: 110_000, statementTimeoutMs: 110_000 },
  rate: {
    windowSeconds: 600,
    anonymousPoints: 1_000_000,
    keyPoints: 1_000_000,
    costPerPoint: 1_000_000,
    redisUrl: null,
    trustedProxies: ['127.0.0.1'],
    proxyHeader: 'x-forwarded-for',
  },
});
const listed = Array.from({ length: 100 }, (_, n) => ({
  contract: `RPSL.01.02.00-24-${1_001 + n}/16`,
  title: `Szkoła ${n}`,
}));
await hub.load('eu-projects', 'lista.csv', sl2014Csv(listed), { asOf: '2024-01-01' });

function ask(query: string, caller = '203.0.113.1'): Promise<Response> {
  return hub.app.handler.fetch('http://hub.test/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': caller },
    body: JSON.stringify({ query }),
  });
}

/** Some 20,000 points, though few of its entries are there. */
const large = (size: number): string =>
  `programmes(first: 100) { totalCount nodes { code name children(first: ${size}) { nodes { code name level } } } }`;
/** Waits for the table of projects. */
const waiting = (n: number): string => `{ project(contractNumber: "${n}") { title } ${large(20 + n)} }`;

async function waitingStatements(): Promise<number> {
  const { rows } = await hub.database.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%contract_key%'`,
  );
  return rows[0]?.count ?? 0;
}

async function whileProjectsAreLocked(work: () => Promise<void>): Promise<void> {
  const holder = new pg.Client({ connectionString: hub.database.url });
  await holder.connect();
  try {
    await holder.query('BEGIN; LOCK TABLE project IN ACCESS EXCLUSIVE MODE');
    await work();
  } finally {
    await holder.query('ROLLBACK');
    await holder.end();
  }
}

/** Until an operation is executed in a thread: the main one sends no statement for it. */
async function threadsAreReady(): Promise<void> {
  const isExecutedElsewhere = async (): Promise<string[]> => {
    hub.statements();
    expect((await ask(`{ ${large(10)} }`)).status).toBe(200);
    return hub.statements();
  };
  await expect.poll(isExecutedElsewhere, { timeout: 120_000 }).toEqual([]);
}

const refusalOf = async (response: Response) => {
  const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
  return [response.status, response.headers.get('retry-after'), errors[0]?.extensions.code, errors[0]?.message];
};
const busy = [503, '5', 'SERVICE_UNAVAILABLE', expect.stringMatching(/^Too many large operations are waiting/)];
const ended = [503, '5', 'SERVICE_UNAVAILABLE', expect.stringMatching(/^The thread that executed the operation ended/)];

test('of one caller two run, forty wait for some seconds, and all others get 503 at once', async () => {
  await threadsAreReady();
  let running: Promise<Response>[] = [];
  await whileProjectsAreLocked(async () => {
    running = [ask(waiting(1)), ask(waiting(2))];
    await expect.poll(waitingStatements, { timeout: 60_000 }).toBe(2);
    const queued = Array.from({ length: 40 }, (_, n) => ask(`{ ${large(30 + n)} }`));
    const first = await Promise.race([ask(`{ ${large(90)} }`), ...queued.map((each) => each.then(() => 'queued'))]);
    expect(first).not.toBe('queued');
    expect(await refusalOf(first as Response)).toEqual(busy);
    expect((await ask(`{ ${large(91)} }`, '203.0.113.2')).status).toBe(200);
    expect((await ask('{ release { number } }')).status).toBe(200);
    for (const response of await Promise.all(queued)) expect(await refusalOf(response)).toEqual(busy);
  });
  expect((await Promise.all(running)).map(({ status }) => status)).toEqual([200, 200]);
  expect((await ask(`{ ${large(92)} }`)).status).toBe(200);
});

test('a thread that ends in the midst says so to its callers, and another takes its place', async () => {
  await threadsAreReady();
  await whileProjectsAreLocked(async () => {
    const running = [ask(waiting(3)), ask(waiting(4), '203.0.113.2')];
    await expect.poll(waitingStatements, { timeout: 60_000 }).toBe(2);
    expect(alive.size).toBe(2);
    for (const worker of alive) void worker.terminate();
    for (const response of await Promise.all(running)) expect(await refusalOf(response)).toEqual(ended);
  });
  expect((await ask(waiting(5))).status).toBe(200);
  await threadsAreReady();
});

/** A hub with one thread, on the database of the first, whose projects have summaries of so many letters. */
async function withSummaries(length: number) {
  const client = await hub.database.pool.connect();
  await client.query(`SET session_replication_role = replica; UPDATE project SET summary = repeat('ż', ${length})`);
  client.release(true);
  const other = await startHub({
    databaseUrl: hub.database.url,
    workerThreads: 1,
    limits: { operationTimeoutMs: 20_000, statementTimeoutMs: 20_000 },
  });
  return (query: string): Promise<Response> =>
    Promise.resolve(other.app.handler.fetch(`http://hub.test/graphql?${new URLSearchParams({ query })}`));
}

test('an answer that is too long to be one text is refused, and the thread goes on', async () => {
  const ask = await withSummaries(10_000_000);
  const aliases = Array.from({ length: 30 }, (_, n) => `a${n}: projects(first: 1) { nodes { summary } }`).join(' ');
  for (const costly of ['', large(93)]) {
    const response = await ask(`{ ${aliases} ${costly} }`);
    const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
    expect(errors[0]?.extensions.code).toBe('QUERY_TOO_LARGE');
    expect(errors[0]?.message).toMatch(/^The answer has more than 16777216 characters/);
  }
  expect((await ask(`{ ${large(94)} }`)).status).toBe(200);
});

test('an operation that takes all the memory of a thread is ended with it, while the main thread goes on', async () => {
  const ask = await withSummaries(1_000_000);
  // Each page reads a hundred of them anew: more than a thread may take, long before there is an answer.
  const aliases = Array.from({ length: 30 }, (_, n) => `a${n}: projects(first: ${100 - n}) { nodes { summary } }`);
  const running = ask(`{ ${aliases.join(' ')} ${large(95)} }`);
  let answered = 0;
  while ((await Promise.race([running, after(100)])) === undefined) {
    expect((await ask('{ release { number } }')).status).toBe(200);
    answered += 1;
  }
  const [status, retryAfter, code] = await refusalOf(await running);
  expect([status, retryAfter]).toEqual([503, '5']);
  // The thread fails, or is ended because it does not stop in time.
  expect(['SERVICE_UNAVAILABLE', 'TIMEOUT']).toContain(code);
  expect(answered).toBeGreaterThan(0);
  await expect.poll(async () => (await ask(`{ ${large(96)} }`)).status, { timeout: 100_000 }).toBe(200);
});
