import { setTimeout as after } from 'node:timers/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { SharedWork } from '#http/graphql/shared-work.ts';
import { BusyError, defaultBounds, FairQueue } from '#http/workers/fair-queue.ts';
import { startHub } from '../harness/hub.ts';

/** Work that ends when it is instructed to. */
function work(name: string, begun: string[]) {
  const { promise, resolve } = Promise.withResolvers<void>();
  return {
    run: () => {
      begun.push(name);
      return promise;
    },
    end: resolve,
  };
}

const { signal } = new AbortController();
const settled = () => after(0);

test('two pieces of one caller are run at once, and those of others come in between', async () => {
  const queue = new FairQueue({ ...defaultBounds, running: 3 });
  const begun: string[] = [];
  const pieces = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1'].map((name) => ({ name, ...work(name, begun) }));
  const all = pieces.map(({ name, run }) => queue.run(name.slice(0, 1), run, signal));
  await settled();
  expect(begun).toEqual(['a1', 'a2', 'b1']);
  expect([queue.running, queue.waiting]).toEqual([3, 4]);
  pieces[0]?.end();
  await settled();
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3']);
  for (const { end } of pieces) end();
  await Promise.all(all);
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3', 'b2', 'c1', 'a4']);
  expect([queue.running, queue.waiting]).toEqual([0, 0]);
});

test('what would wait behind too much is refused, of one caller and of all', async () => {
  const queue = new FairQueue({ ...defaultBounds, running: 1, waitingPerCaller: 2, waiting: 3 });
  const begun: string[] = [];
  const first = work('first', begun);
  const running = [queue.run('a', first.run, signal)];
  for (const caller of ['a', 'a', 'b']) running.push(queue.run(caller, async () => undefined, signal));
  await expect(queue.run('a', async () => undefined, signal)).rejects.toThrow(BusyError);
  await expect(queue.run('c', async () => undefined, signal)).rejects.toThrow(BusyError);
  first.end();
  await Promise.all(running);
});

test('what has waited too long is refused', async () => {
  const queue = new FairQueue({ ...defaultBounds, running: 1, waitMs: 1 });
  const first = work('first', []);
  const running = queue.run('a', first.run, signal);
  await expect(queue.run('b', async () => undefined, signal)).rejects.toThrow(BusyError);
  expect(queue.waiting).toBe(0);
  first.end();
  await running;
});

test('what is aborted while it waits is never begun', async () => {
  const queue = new FairQueue({ ...defaultBounds, running: 1 });
  const begun: string[] = [];
  const [first, second] = [work('first', begun), work('second', begun)];
  const running = queue.run('a', first.run, signal);
  const controller = new AbortController();
  const waiting = queue.run('a', second.run, controller.signal);
  controller.abort(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
  first.end();
  await running;
  expect(begun).toEqual(['first']);
});

test('work that several wait for is aborted when the last of them is gone', async () => {
  const callers = [new AbortController(), new AbortController()];
  let aborted: AbortSignal | undefined;
  const { promise, reject } = Promise.withResolvers<never>();
  const shared = new SharedWork((signal) => {
    aborted = signal;
    signal.addEventListener('abort', () => reject(signal.reason as Error));
    return promise;
  });
  const waiting = callers.map((caller) => expect(shared.wait(caller.signal)).rejects.toThrow());
  callers[0]?.abort();
  expect(aborted?.aborted).toBe(false);
  callers[1]?.abort();
  expect(aborted?.aborted).toBe(true);
  await Promise.all(waiting);
});

const hub = await startHub({ workerThreads: 1 });

function ask(query: string, init: RequestInit = {}): Promise<Response> {
  return hub.app.handler.fetch('http://hub.test/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    ...init,
  });
}

/** Some 20,000 points, though few of its entries are there. */
const large = (size: number): string =>
  `{ programmes(first: 100) { totalCount nodes { code name children(first: ${size}) { nodes { code name level } } } } }`;

test('a large operation is executed in a thread of its own, with the same answer', async () => {
  const small = await hub.ask('{ programmes(first: 100) { totalCount nodes { code name } } }');
  await expect
    .poll(
      async () => {
        hub.statements();
        await ask(large(50 + Math.floor(Math.random() * 50)));
        return hub.statements();
      },
      { timeout: 120_000 },
    )
    .toEqual([]);
  const answer = await (await ask(large(50))).json();
  expect(answer).toMatchObject({ data: small, extensions: { cost: { requested: expect.any(Number) } } });
});

test('variables of a large operation count, though its document is the same', async () => {
  const query = `query ($size: Int) ${large(50).replace('first: 100', 'first: $size')}`;
  const sizes = [];
  for (const size of [40, 41, 42]) {
    const { programmes } = await hub.ask<{ programmes: { nodes: unknown[] } }>(query, { size });
    sizes.push(programmes.nodes.length);
  }
  const { programmes } = await hub.ask<{ programmes: { totalCount: number } }>(
    '{ programmes(first: 1) { totalCount } }',
  );
  expect(sizes).toEqual([40, 41, 42].map((size) => Math.min(size, programmes.totalCount)));
});

/** Statements of this database that are being executed. */
async function activeStatements(pattern: string): Promise<number> {
  const { rows } = await hub.database.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND state = 'active' AND application_name = 'wezel' AND query LIKE $1 AND pid <> pg_backend_pid()`,
    [pattern],
  );
  return rows[0]?.count ?? 0;
}

test.for([
  ['a small operation', 'project(contractNumber: "x") { title }', '%contract_key%'],
  ['a large operation', `project(contractNumber: "y") { title } ${large(99).slice(1, -1)}`, '%contract_key%'],
] as const)('%s that nobody waits for is stopped with its statements', async ([, fields, statement]) => {
  const holder = new pg.Client({ connectionString: hub.database.url });
  await holder.connect();
  try {
    await holder.query('BEGIN; LOCK TABLE project IN ACCESS EXCLUSIVE MODE');
    const controller = new AbortController();
    const waiting = ask(`{ ${fields} }`, { signal: controller.signal }).catch(() => undefined);
    await expect.poll(() => activeStatements(statement), { timeout: 60_000 }).toBe(1);
    controller.abort();
    await expect.poll(() => activeStatements(statement), { timeout: 60_000 }).toBe(0);
    await waiting;
  } finally {
    await holder.query('ROLLBACK');
    await holder.end();
  }
});

test('errors of a large operation say where they are, in the language of the caller', async () => {
  const query = `{ a: ${large(50).slice(1, -1)} b: metric(code: "x") { code } c: ranking(metric: "no", period: "2019") { totalCount } }`;
  const response = await ask(query, { headers: { 'content-type': 'application/json', 'accept-language': 'pl' } });
  const answer = (await response.json()) as { errors: { message: string; path: string[] }[]; data: object };
  expect(answer.errors).toMatchObject([{ message: expect.stringContaining('Nie ma wskaźnika'), path: ['c'] }]);
  expect(answer.data).toMatchObject({ b: null, c: null, a: { totalCount: expect.any(Number) } });
});
