/** COPY out of PostgreSQL: the fastest way to read a table. */
import type { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { connectTo } from '#platform/database/connect.ts';
import type { Database } from '#platform/database/index.ts';
import { latestRelease } from '#platform/releases/latest.ts';
import { CopyReader, type WriteBytes } from './copy-reader.ts';

/** A replica that was taken into use meanwhile has less than the one before; described as a server that is not there. */
class ReleaseMissingError extends Error {
  readonly code = '57P03';

  constructor(release: number) {
    super(`The server does not have release ${release} yet`);
  }
}

/** One state of the database, with this release, for all statements, however long they take. */
export async function inSnapshot<T>(
  database: Database,
  work: (client: pg.PoolClient) => Promise<T>,
  release = 0,
): Promise<T> {
  const client = await connectTo(database.pool);
  let failure: Error | undefined;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query("SET LOCAL statement_timeout = 0; SET LOCAL work_mem = '64MB'");
    // The same text of a value everywhere, whatever the database is set to.
    await client.query("SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL extra_float_digits = 1");
    if (release > 0 && (await latestRelease(client)) < release) throw new ReleaseMissingError(release);
    return await work(client);
  } catch (error) {
    failure = error as Error;
    throw error;
  } finally {
    await client.query('ROLLBACK').catch((error: Error) => (failure ??= error));
    client.release(failure);
  }
}

/** RFC 4180 but for the line ends, which are LF; returns the number of rows. */
export function copyCsv(client: pg.ClientBase, sql: string, target: Writable): Promise<number> {
  // SQL as text: Kysely has no COPY.
  return copy(client, `COPY (${sql}) TO STDOUT (FORMAT csv, ENCODING 'UTF8')`, target);
}

/** Values as PostgreSQL has them, through a stage that reads its binary format. */
export function copyBinary(client: pg.ClientBase, sql: string, target: Writable, through: Transform): Promise<number> {
  // SQL as text: Kysely has no COPY.
  return copy(client, `COPY (${sql}) TO STDOUT (FORMAT binary)`, target, through);
}

/**
 * A text in each row, such as JSON, without anything escaped: signs that no JSON has are its quote and delimiter.
 */
export function copyLines(client: pg.ClientBase, sql: string, target: Writable): Promise<number> {
  // SQL as text: Kysely has no COPY.
  const text = `COPY (${sql}) TO STDOUT (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02', ENCODING 'UTF8')`;
  return copy(client, text, target);
}

/** A stage, or a target where there is none, is done with the bytes of a chunk when it calls back. */
async function copy(client: pg.ClientBase, text: string, target: Writable, through?: Transform): Promise<number> {
  const piped = through === undefined ? Promise.resolve() : pipeline(through, target, { end: false });
  const reader = new CopyReader(text, writerTo(through ?? target));
  // A stage that is destroyed never calls back for the chunk that it was taking.
  piped.catch((error: unknown) => reader.stop(error));
  client.query(reader);
  try {
    const rows = await reader.rows;
    through?.end();
    await piped;
    return rows;
  } catch (error) {
    through?.destroy(error as Error);
    throw error;
  }
}

const writerTo =
  (stream: Writable): WriteBytes =>
  (bytes) =>
    new Promise((resolve, reject) => {
      stream.write(bytes, (error) => (error === null || error === undefined ? resolve() : reject(error)));
    });
