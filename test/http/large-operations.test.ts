import { setTimeout as after } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { BusyError, defaultBounds, FairQueue } from '#http/workers/fair-queue.ts';
import { startHub } from '../harness/hub.ts';

/** Work that ends when it is told to. */
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

test('errors of a large operation say where they are, in the language of the caller', async () => {
  const query = `{ a: ${large(50).slice(1, -1)} b: metric(code: "x") { code } c: ranking(metric: "no", period: "2019") { totalCount } }`;
  const response = await ask(query, { headers: { 'content-type': 'application/json', 'accept-language': 'pl' } });
  const answer = (await response.json()) as { errors: { message: string; path: string[] }[]; data: object };
  expect(answer.errors).toMatchObject([{ message: expect.stringContaining('Nie ma wskaźnika'), path: ['c'] }]);
  expect(answer.data).toMatchObject({ b: null, c: null, a: { totalCount: expect.any(Number) } });
});
