/** COPY out of PostgreSQL: the fastest way to read a table. */
import { Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { connectTo } from '#platform/database/connect.ts';
import type { Database } from '#platform/database/index.ts';
import { latestRelease } from '#platform/releases/latest.ts';

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

async function copy(client: pg.ClientBase, text: string, target: Writable, through?: Transform): Promise<number> {
  const source = client.query(copyTo(text));
  const stages = [source, joined(), ...(through === undefined ? [] : [through]), target] as const;
  await pipeline(stages as never, { end: false });
  return source.rowCount;
}

const chunkBytes = 256 * 1024;

/** PostgreSQL sends each row by itself; writing rows one by one costs more than making them. */
function joined(): Transform {
  let chunks: Buffer[] = [];
  let bytes = 0;
  const take = (): Buffer => {
    const all = Buffer.concat(chunks, bytes);
    chunks = [];
    bytes = 0;
    return all;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes < chunkBytes) done();
      else done(null, take());
    },
    flush(done) {
      if (bytes > 0) done(null, take());
      else done();
    },
  });
}
