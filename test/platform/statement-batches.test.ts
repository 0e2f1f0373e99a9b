/** Statements of several operations in one message: each keeps its own rows, its own error and its own end. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { OperationDatabase, openDatabase } from '#platform/database/index.ts';
import { decimalOf } from '#platform/database/values.ts';
import { createTestDatabase } from '../harness/database.ts';
import { growthOfOldGeneration } from '../harness/heap.ts';

const { url } = await createTestDatabase();
// On a busy machine anything may take long: only what is tested with the other one is sent again.
const database = openDatabase(url, { connections: 4, slowStatementMs: 60_000 });
const impatient = openDatabase(url, { connections: 4 });
const { pool } = database;
afterAll(async () => {
  await database.close();
  await impatient.close();
});

/** How often a connection was taken, which is how many messages were sent. */
let messages = 0;
pool.on('acquire', () => {
  messages += 1;
});

const operation = (bounds: { signal?: AbortSignal; isQuery?: boolean; release?: number } = {}): OperationDatabase =>
  new OperationDatabase(database, { release: 0, isQuery: true, ...bounds });

const sum = 'SELECT $1::int + 7 AS sum';
const share = 'SELECT 100 / $1::int AS share';
const pause = 'SELECT $1::float8 AS seconds FROM pg_sleep($1::float8)';

const impatiently = (signal?: AbortSignal): OperationDatabase =>
  new OperationDatabase(impatient, { release: 0, isQuery: true, signal });

const rows = (text: string, value: unknown, db = operation()): Promise<unknown[]> => db.prismaRows(text, [value]);

/** A text is prepared from its second time on. */
beforeEach(async () => {
  for (let time = 0; time < 2; time += 1) {
    await rows(sum, 1);
    await rows(share, 1);
    await rows(pause, 0);
    for (const text of [sum, share, pause]) await rows(text, text === pause ? 0 : 1, impatiently());
  }
  messages = 0;
});

describe('statements that operations send in the same turn', () => {
  it('go in one message, and everyone gets their own rows', async () => {
    const texts = [sum, share, sum, share];
    const found = await Promise.all(texts.map((text, index) => rows(text, index + 1)));
    expect(found).toEqual([[{ sum: 8 }], [{ share: 50 }], [{ sum: 10 }], [{ share: 25 }]]);
    expect(messages).toBe(1);
  });

  it('go in more messages when they are many', async () => {
    const found = await Promise.all(Array.from({ length: 10 }, (_, index) => rows(sum, index)));
    expect(found).toEqual(Array.from({ length: 10 }, (_, index) => [{ sum: index + 7 }]));
    expect(messages).toBe(3);
  });

  it('each report whether their own release is still the latest', async () => {
    const databases = [0, 1, 0].map((release) => operation({ release }));
    await Promise.all(databases.map((db) => rows(sum, 1, db)));
    expect(messages).toBe(1);
    expect(databases.map(({ statements, confirmed }) => [statements, confirmed])).toEqual([
      [1, 1],
      [1, 0],
      [1, 1],
    ]);
  });

  it('are not those of mutations, which change something', async () => {
    const found = await Promise.all([1, 2, 3].map((value) => rows(sum, value, operation({ isQuery: false }))));
    expect(found).toEqual([[{ sum: 8 }], [{ sum: 9 }], [{ sum: 10 }]]);
    expect(messages).toBe(3);
  });

  it('may want the same columns as other values, or as arrays', async () => {
    const text = 'SELECT $1::date AS day, 1.50 AS number, NULL AS nothing';
    const statement = sql<{ day: unknown }>`SELECT ${'2026-01-31'}::date AS day, 1.50 AS number, NULL AS nothing`;
    for (let time = 0; time < 3; time += 1) {
      const [named, arrays, plain] = await Promise.all([
        rows(text, '2026-01-31'),
        operation().tuples(statement),
        operation().query(text, ['2026-01-31']),
      ]);
      expect(named).toEqual([{ day: new Date('2026-01-31T00:00:00Z'), number: decimalOf('1.50'), nothing: null }]);
      expect(arrays).toEqual([[expect.anything(), '1.50', null]]);
      expect(plain.rows).toEqual([{ day: arrays[0]?.[0], number: '1.50', nothing: null }]);
    }
  });

  it('of which one’s table has changed since it was prepared is sent anew, alone', async () => {
    await pool.query('CREATE TABLE changing (n int); INSERT INTO changing VALUES (1)');
    const all = 'SELECT *, $1::int AS given FROM changing';
    for (let time = 0; time < 6; time += 1) expect(await rows(all, 2)).toEqual([{ n: 1, given: 2 }]);
    await pool.query('ALTER TABLE changing ADD COLUMN more int NOT NULL DEFAULT 3');
    for (let time = 0; time < 3; time += 1) {
      const found = await Promise.all([rows(all, 2), rows(sum, 1), rows(all, 5)]);
      expect(found).toEqual([[{ n: 1, more: 3, given: 2 }], [{ sum: 8 }], [{ n: 1, more: 3, given: 5 }]]);
    }
  });

  it('may have a text in common that their connection has not prepared', async () => {
    await cutAll();
    const found = await Promise.all([1, 2, 3].map((value) => rows(sum, value)));
    expect(found).toEqual([[{ sum: 8 }], [{ sum: 9 }], [{ sum: 10 }]]);
    expect(messages).toBe(1);
  });
});

describe('a statement that fails', () => {
  it('fails for its own operation alone', async () => {
    const found = await Promise.allSettled([rows(sum, 1), rows(share, 0), rows(sum, 3), rows(share, 4)]);
    expect(found.map((each) => (each.status === 'fulfilled' ? each.value : each.reason.code))).toEqual([
      [{ sum: 8 }],
      '22012',
      [{ sum: 10 }],
      [{ share: 25 }],
    ]);
  });

  it('leaves out of account what it left unconfirmed', async () => {
    const [before, behind] = [operation(), operation()];
    await Promise.allSettled([rows(sum, 1, before), rows(share, 0), rows(sum, 3, behind)]);
    expect([before.isConfirmed, behind.isConfirmed]).toEqual([false, true]);
  });

  it('leaves to those behind it that their connection has not prepared them', async () => {
    await cutAll();
    const found = await Promise.allSettled([rows(share, 0), rows(sum, 2), rows(sum, 3)]);
    expect(found.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    for (let time = 0; time < 4; time += 1) {
      const again = await Promise.all(Array.from({ length: 10 }, (_, index) => rows(sum, index)));
      expect(again).toEqual(Array.from({ length: 10 }, (_, index) => [{ sum: index + 7 }]));
    }
  });

  it('with its connection, does not take the others along', async () => {
    const end = 'SELECT pg_terminate_backend(pg_backend_pid()) AS ended, $1::int AS value';
    await expect(rows(end, 1)).rejects.toThrow();
    const found = await Promise.allSettled([rows(end, 1), rows(sum, 2), rows(sum, 3)]);
    expect(found.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  });
});

describe('a statement that takes long', () => {
  it('keeps nobody who is behind it, and is answered itself', async () => {
    const order: string[] = [];
    const note = async (name: string, reading: Promise<unknown[]>): Promise<unknown[]> => {
      const found = await reading;
      order.push(name);
      return found;
    };
    const all = [
      note('slow', rows(pause, 1, impatiently())),
      note('behind', rows(sum, 1, impatiently())),
      note('last', rows(share, 2, impatiently())),
    ];
    expect(await Promise.all(all)).toEqual([[{ seconds: 1 }], [{ sum: 8 }], [{ share: 50 }]]);
    expect(order.at(-1)).toBe('slow');
  });
});

describe('a statement that was sent again', () => {
  it('is not failed by what becomes of the message before', async () => {
    const first = rows(pause, 0.6, impatiently());
    const others = [rows(sum, 1, impatiently()), rows(pause, 1.5, impatiently())];
    expect(await Promise.all([first, ...others])).toEqual([[{ seconds: 0.6 }], [{ sum: 8 }], [{ seconds: 1.5 }]]);
  });

  it('is confirmed once', async () => {
    const db = impatiently();
    const slow = rows(pause, 0.5, impatiently());
    const behind = rows(sum, 1, db);
    await Promise.all([slow, behind]);
    await sleep(100);
    expect([db.statements, db.confirmed]).toEqual([1, 1]);
  });

  it('is all that is left of a message that has a value which cannot be sent', async () => {
    const circular: { self?: unknown } = {};
    circular.self = circular;
    const found = await Promise.allSettled([rows(sum, 1), rows(sum, circular), rows(sum, 3)]);
    expect(found.map((each) => (each.status === 'fulfilled' ? each.value : String(each.reason)))).toEqual([
      [{ sum: 8 }],
      expect.stringContaining('circular'),
      [{ sum: 10 }],
    ]);
    expect(await rows(sum, 4)).toEqual([{ sum: 11 }]);
  });
});

describe('an operation that is stopped', () => {
  it('ends its statement in the database, and no other', async () => {
    const controller = new AbortController();
    const stopped = rows(pause, 60, operation({ signal: controller.signal }));
    const others = [rows(sum, 1), rows(pause, 0.3), rows(share, 2)];
    setTimeout(() => controller.abort(new Error('It took too long')), 100);
    await expect(stopped).rejects.toThrow('It took too long');
    expect(await Promise.all(others)).toEqual([[{ sum: 8 }], [{ seconds: 0.3 }], [{ share: 50 }]]);
    await untilNothingSleeps();
  });

  it('ends its statement when the database comes to it', async () => {
    const controller = new AbortController();
    const first = rows(pause, 0.4);
    const stopped = rows(pause, 61, operation({ signal: controller.signal }));
    controller.abort(new Error('The caller is gone'));
    await expect(stopped).rejects.toThrow('The caller is gone');
    expect(await first).toEqual([{ seconds: 0.4 }]);
    await untilNothingSleeps();
    expect(await rows(sum, 2)).toEqual([{ sum: 9 }]);
  });

  it('sends nothing if it was stopped before', async () => {
    const signal = AbortSignal.abort(new Error('Stopped before'));
    await expect(rows(sum, 1, operation({ signal }))).rejects.toThrow('Stopped before');
    expect(messages).toBe(0);
  });
});

it('nothing of what was answered grows old in the heap', async () => {
  const grown = await growthOfOldGeneration(new URL('threads/statement-batches.ts', import.meta.url), url);
  expect(grown).toBeLessThan(20_000_000);
});

/** Ends every connection of the pool. */
async function cutAll(): Promise<void> {
  const clients = await Promise.all(Array.from({ length: 4 }, () => pool.connect()));
  for (const client of clients) {
    const ended = once(client, 'end');
    client.release(true);
    await ended;
  }
  messages = 0;
}

async function untilNothingSleeps(): Promise<void> {
  for (;;) {
    const { rows: found } = await pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pg_stat_activity
       WHERE state = 'active' AND query LIKE '%FROM pg_sleep%' AND pid <> pg_backend_pid() AND datname = current_database()`,
    );
    if (found[0]?.count === 0) return;
    await sleep(20);
  }
}
