/** COPY in chunks: rows of any length come whole. */
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { copyBinary, copyEncoded, copyIntoStaging, jsonCell, RowEncoder } from '#platform/database/copy.ts';
import { createTestDatabase } from '../harness/database.ts';

const { url } = await createTestDatabase();
const client = new pg.Client({ connectionString: url });
await client.connect();
afterAll(() => client.end());

const texts = ['', 'ą', 'a\tb\\c\nd', 'Ż'.repeat(90_000), 'x'.repeat(262_144), '€'.repeat(200_000), 'end'];
const rows = Array.from({ length: 3_000 }, (_, index) => ({
  id: index,
  text: index % 500 === 0 ? (texts[index / 500] ?? '') : `wiersz ${index} ${'ść'.repeat(index % 90)}`,
}));

async function* inTurns() {
  for (const row of rows) {
    if (row.id % 100 === 0) await new Promise(setImmediate);
    yield row;
  }
}

test.each([
  ['at once', () => rows],
  ['as they are read', inTurns],
])('rows that are there %s', async (_, of) => {
  await client.query('CREATE TEMPORARY TABLE copied (id int, text text)');
  await copyIntoStaging(client, 'copied', ['id', 'text'], of());
  const { rows: copied } = await client.query('SELECT id, text FROM copied ORDER BY id');
  await client.query('DROP TABLE copied');
  expect(copied.length).toBe(rows.length);
  expect(copied.every((row, index) => row.id === rows[index]?.id && row.text === rows[index]?.text)).toBe(true);
});

test('rows that were encoded before, in portions', async () => {
  await client.query('CREATE TEMPORARY TABLE encoded (id int, text text)');
  const encoder = new RowEncoder(['id', 'text']);
  expect(encoder.take()).toEqual([]);
  // All are taken before the first is sent: what is added later must not change them.
  const portions = [rows.slice(0, 700), rows.slice(700, 701), rows.slice(701)].map((portion) => {
    for (const row of portion) encoder.add(row);
    return encoder.take();
  });
  expect(encoder.take()).toEqual([]);
  for (const portion of portions) await copyEncoded(client, 'encoded', ['id', 'text'], portion);
  expect((await client.query('SELECT id, text FROM encoded ORDER BY id')).rows).toEqual(rows);
});

test('rows that are encoded into chunks that were sent before', async () => {
  await client.query('CREATE TEMPORARY TABLE reused (id int, text text)');
  const encoder = new RowEncoder(['id', 'text']);
  let sent = new Set<ArrayBufferLike>();
  let again = 0;
  for (let start = 0; start < rows.length; start += 500) {
    for (const row of rows.slice(start, start + 500)) encoder.add(row);
    const chunks = encoder.take();
    again += chunks.filter(({ buffer }) => sent.has(buffer)).length;
    await copyEncoded(client, 'reused', ['id', 'text'], chunks);
    encoder.reuse(chunks);
    sent = new Set([...sent, ...chunks.map(({ buffer }) => buffer)]);
  }
  expect((await client.query('SELECT id, text FROM reused ORDER BY id')).rows).toEqual(rows);
  expect(again).toBeGreaterThan(0);
});

test('no rows at all', async () => {
  await client.query('CREATE TEMPORARY TABLE nothing (id int)');
  await copyIntoStaging(client, 'nothing', ['id'], []);
  await copyBinary(client, 'nothing', ['id'], []);
  expect((await client.query('SELECT count(*)::int AS rows FROM nothing')).rows).toEqual([{ rows: 0 }]);
});

test('JSON without what PostgreSQL has no characters for', async () => {
  const half = '\ud83d';
  const value = {
    text: `a${half}b\0c\0`,
    [`name ${half}`]: [`${half}${half}`, '😀', 'C:\\ud83d', `\\${half}`, 'C:\\\\u0000'],
  };
  const { rows: found } = await client.query('SELECT $1::jsonb AS value', [jsonCell(value)]);
  expect(found).toEqual([
    {
      value: {
        text: 'a\ufffdb\ufffdc\ufffd',
        'name \ufffd': ['\ufffd\ufffd', '😀', 'C:\\ud83d', '\\\ufffd', 'C:\\\\u0000'],
      },
    },
  ]);
});
