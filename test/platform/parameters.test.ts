/** Values as they are sent: texts of an array as pg writes them, and as PostgreSQL reads them. */
import utils from 'pg/lib/utils.js';
import { expect, it } from 'vitest';
import { openDatabase } from '#platform/database/index.ts';
import { parameterOf } from '#platform/database/parameters.ts';
import { createTestDatabase } from '../harness/database.ts';

const texts = [
  '',
  'NULL',
  'null',
  'a,b',
  '{x}',
  ' a ',
  'zażółć',
  '\u2028',
  '😀',
  'tab\there',
  'line\nbreak',
  'say "no"',
  'back\\slash',
];

it('an array of texts comes back as it was', async () => {
  const { url } = await createTestDatabase();
  const database = openDatabase(url, { connections: 1 });
  try {
    for (const array of [texts, [], ...texts.map((text) => [text])]) {
      const { rows } = await database.pool.query('SELECT $1::text[] AS texts', [parameterOf(array)]);
      expect(rows).toEqual([{ texts: array }]);
    }
  } finally {
    await database.close();
  }
});

it('any other value is as pg sends it', () => {
  const day = new Date('2026-01-31T12:00:00Z');
  for (const value of [
    null,
    undefined,
    1,
    true,
    'text',
    day,
    Buffer.from('bytes'),
    { a: 1 },
    [1, 2],
    [['a'], ['b']],
    [null, 'a'],
    [day],
  ]) {
    expect(parameterOf(value)).toEqual(utils.prepareValue(value));
  }
});

it('a value that contains itself is refused', () => {
  const circular: { self?: unknown } = {};
  circular.self = circular;
  expect(() => parameterOf(circular)).toThrow('circular');
});
