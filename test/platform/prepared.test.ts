import { afterAll, expect, test } from 'vitest';
import { OperationDatabase, openDatabase } from '#platform/database/index.ts';
import { createTestDatabase } from '../harness/database.ts';

const { url } = await createTestDatabase('empty');
const database = openDatabase(url, { connections: 1 });
const { pool } = database;
const db = new OperationDatabase(database, { release: 0 });
afterAll(database.close);

async function prepared(): Promise<{ statement: string; runs: number }[]> {
  const { rows } = await pool.query<{ statement: string; runs: number }>(
    'SELECT statement, (generic_plans + custom_plans)::int AS runs FROM pg_prepared_statements ORDER BY statement',
  );
  return rows;
}

test('a statement that comes again is planned once on its connection', async () => {
  const text = 'SELECT $1::int + 7 AS sum';
  for (const number of [1, 2, 3, 4]) {
    expect((await db.query<{ sum: number }>(text, [number])).rows).toEqual([{ sum: number + 7 }]);
  }
  expect((await prepared()).filter(({ statement }) => statement === text)).toEqual([{ statement: text, runs: 3 }]);
});

test('an error of a prepared statement is stated as that of another', async () => {
  const failures: unknown[] = [];
  for (let time = 1; time <= 3; time += 1) {
    failures.push(await db.query('SELECT 1 / $1::int', [0]).catch(({ code }: { code: string }) => code));
  }
  expect(failures).toEqual(['22012', '22012', '22012']);
});

test('a table may change meanwhile', async () => {
  await pool.query('CREATE TABLE thing (id int)');
  await pool.query('INSERT INTO thing VALUES (1)');
  const ask = async () => (await db.query('SELECT * FROM thing WHERE id = $1', [1])).rows;
  expect([await ask(), await ask(), await ask()]).toEqual([[{ id: 1 }], [{ id: 1 }], [{ id: 1 }]]);
  await pool.query('ALTER TABLE thing ADD COLUMN name text');
  expect(await ask()).toEqual([{ id: 1, name: null }]);
});

test('what comes once does not keep out what comes again', async () => {
  for (let number = 0; number < 400; number += 1) await db.query(`SELECT $1::int AS once${number}`, [number]);
  const text = 'SELECT $1::int AS again';
  for (let time = 1; time <= 3; time += 1) await db.query(text, [time]);
  expect((await prepared()).map(({ statement }) => statement)).toContain(text);
});

test('only so many are kept', async () => {
  for (let number = 0; number < 400; number += 1) {
    for (let time = 1; time <= 2; time += 1) await db.query(`SELECT $1::int AS twice${number}`, [number]);
  }
  const { length } = await prepared();
  expect(length).toBeGreaterThan(250);
  expect(length).toBeLessThanOrEqual(300);
});
