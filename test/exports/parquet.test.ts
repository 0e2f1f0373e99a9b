/** Parquet of what PostgreSQL sends: every value comes back, however rows fall into groups, pages and pieces. */
import { PassThrough, Transform, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { copyBinary } from '#exports/copy-out.ts';
import { ParquetEncoder } from '#exports/parquet/encoder.ts';
import type { ParquetColumn } from '#exports/parquet/schema.ts';
import { parquetStage } from '#exports/parquet/stage.ts';
import { createTestDatabase } from '../harness/database.ts';

const { url } = await createTestDatabase('empty');
const client = new pg.Client({ connectionString: url });
await client.connect();
await client.query("SET TimeZone = 'UTC'");
afterAll(() => client.end());

const column = (name: string, type: ParquetColumn['type'], isRequired = false): ParquetColumn => ({
  name,
  type,
  isRequired,
});

async function parquetOf(columns: readonly ParquetColumn[], sql: string): Promise<Buffer> {
  const target = new PassThrough();
  const whole = buffer(target);
  await copyBinary(client, sql, target, parquetStage(columns, 'binary'));
  target.end();
  return whole;
}

const fileOf = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;

async function rowsOf(bytes: Buffer): Promise<Record<string, unknown>[]> {
  return parquetReadObjects({ file: fileOf(bytes) });
}

const columns = [
  column('id', 'integer', true),
  column('same', 'string', true),
  column('few', 'string'),
  column('many', 'string'),
  column('number', 'number'),
  column('amount', 'decimal'),
  column('day', 'date'),
  column('moment', 'datetime'),
  column('flag', 'boolean'),
  column('none', 'string'),
  column('nothing', 'number'),
];

const rowsSql = (count: number): string => `SELECT i::int4 AS id, 'żółw'::text AS same,
    CASE WHEN i % 5 = 0 THEN NULL WHEN i % 7 = 0 THEN '' ELSE 'grupa ' || i % 11 END AS few,
    CASE WHEN i % 13 = 0 THEN NULL ELSE md5(i::text) || E'\\t\\n"\\\\N🦊' END AS many,
    CASE WHEN i % 3 = 0 THEN NULL ELSE i / 7.0::float8 END AS number, (i % 100 / 8.0)::float8 AS amount,
    CASE WHEN i % 4 = 0 THEN NULL ELSE DATE '1899-12-30' + i END AS day,
    TIMESTAMP '1999-12-31 23:59:59.999' + i * interval '1 second' AS moment,
    CASE WHEN i % 9 = 0 THEN NULL ELSE i % 2 = 0 END AS flag, NULL::text AS none, NULL::float8 AS nothing
  FROM generate_series(1, ${count}) i`;

interface Row {
  readonly id: number;
  readonly day: string | null;
  readonly moment: string;
}

describe.each([0, 1, 9, 1_000, 210_000])('%i rows', (count) => {
  test('come back as they are', async () => {
    const sql = rowsSql(count);
    const bytes = await parquetOf(columns, sql);
    const { rows } = await client.query<Row>(
      `SELECT r.*, day::text, to_char(moment, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS moment FROM (${sql}) r`,
    );
    const expected = rows.map(({ day, moment, ...row }) => ({
      ...row,
      day: day === null ? null : new Date(day),
      moment: new Date(moment),
    }));
    const found = await rowsOf(bytes);
    expect(found).toHaveLength(count);
    // One comparison of all is not readable when it fails.
    const wrong = found.findIndex((row, at) => !same(row, expected[at]));
    expect(wrong < 0 ? null : found[wrong]).toEqual(wrong < 0 ? null : expected[wrong]);
    const { row_groups: groups } = await parquetMetadataAsync(fileOf(bytes));
    expect(groups).toHaveLength(Math.ceil(count / 100_000));
    // Of buffers this is quicker than to compare them as values.
    expect((await parquetOf(columns, sql)).equals(bytes)).toBe(true);
  });
});

function same(row: Record<string, unknown>, expected: Record<string, unknown> | undefined): boolean {
  return columns.every(({ name }) => {
    const [found, wanted] = [row[name], expected?.[name]];
    if (found instanceof Date && wanted instanceof Date) return found.getTime() === wanted.getTime();
    return (found ?? null) === (wanted ?? null);
  });
}

test('bytes do not depend on the pieces in which rows arrive', async () => {
  const plain = columns.filter(({ type }) => type !== 'datetime');
  const target = new PassThrough();
  const whole = buffer(target);
  const names = plain.map(({ name }) => name).join(', ');
  const sql = `SELECT ${names} FROM (${rowsSql(3_000)}) r`;
  const copied = new Transform({ transform: (chunk: Buffer, _encoding, done) => done(null, Buffer.from(chunk)) });
  await copyBinary(client, sql, target, copied);
  target.end();
  const rows = await whole;
  const encoded = [1, 7, 1_000, rows.length].map((size) => {
    const encoder = new ParquetEncoder(plain, 'binary');
    const parts: Uint8Array[] = [];
    for (let at = 0; at < rows.length; at += size) parts.push(encoder.add(rows.subarray(at, at + size)));
    return Buffer.concat([...parts, encoder.end()]);
  });
  expect(encoded.map((bytes) => bytes.equals(encoded[0] as Buffer))).toEqual([true, true, true, true]);
});

test('long texts end a group of rows early, and numbers keep their bits', async () => {
  const long = [column('id', 'integer', true), column('text', 'string', true), column('number', 'number', true)];
  const sql = `SELECT i::int4 AS id, repeat(md5(i::text), 40_000) AS text,
      (ARRAY['NaN', '-0', '0', 'Infinity', '1e-320', '0.1']::float8[])[1 + i % 6] AS number FROM generate_series(0, 39) i`;
  const bytes = await parquetOf(long, sql);
  const found = await rowsOf(bytes);
  const { rows } = await client.query<{ id: number; text: string }>(`SELECT id, text FROM (${sql}) r`);
  expect(found.map(({ id, text }) => ({ id, text }))).toEqual(rows);
  expect(found.slice(0, 6).map(({ number }) => number)).toEqual([
    Number.NaN,
    -0,
    0,
    Number.POSITIVE_INFINITY,
    1e-320,
    0.1,
  ]);
  const { row_groups: groups } = await parquetMetadataAsync(fileOf(bytes));
  expect(groups.length).toBeGreaterThan(2);
});

test('a required column without a value is an error', async () => {
  const required = [column('id', 'integer', true)];
  await expect(parquetOf(required, 'SELECT NULL::int4')).rejects.toThrow(/id/);
});

test('a target that fails ends the rows, though the stage never calls back', async () => {
  const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
  const target = new Writable({ write: (_chunk, _encoding, done) => done(full) });
  target.on('error', () => undefined);
  const stuck = new Transform({
    transform(chunk: Buffer) {
      this.push(Buffer.from(chunk));
    },
  });
  const other = new pg.Client({ connectionString: url });
  other.on('error', () => undefined);
  await other.connect();
  await expect(copyBinary(other, rowsSql(50_000), target, stuck)).rejects.toBe(full);
});
