/** Mutations that a caller may send again, since no response reached them, without having them done twice. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { lockInTransaction } from '#platform/database/advisory-lock.ts';
import { type Database, execute, query } from '#platform/database/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { hashOf } from '#platform/secrets.ts';
import type { Viewer } from '#platform/viewer.ts';

const keptMs = 24 * 60 * 60 * 1_000;
export const maxKeyLength = 100;

export interface KeyedRequest {
  readonly viewer: Viewer | null;
  readonly network: string;
  /** Null: it is done however often it is sent. */
  readonly key: string | null;
  readonly mutation: string;
  readonly input: unknown;
  readonly now: Date;
}

/** Whether the result is kept: what was refused may succeed later. */
export interface Done<T> {
  readonly result: T;
  readonly isKept: boolean;
}

/**
 * All in one transaction: it was done and the key is known, or neither. Who sends the same key at the same time waits.
 * Null when the key was used for something else. The result is kept as JSON.
 */
export function doOnce<T>(
  { pool }: Database,
  request: KeyedRequest,
  work: (client: ClientBase) => Promise<Done<T>>,
): Promise<T | null> {
  const { viewer, network, key, mutation, input, now } = request;
  return inTransaction(pool, async (client) => {
    if (key === null) return (await work(client)).result;
    const caller = viewer === null ? `network:${hashOf(network)}` : `account:${viewer.accountId}`;
    const digest = hashOf(JSON.stringify([mutation, input]));
    await lockInTransaction(client, `${caller} ${key}`);
    await execute(
      client,
      query.deleteFrom('idempotency_key').where('created_at', '<', new Date(now.getTime() - keptMs)),
    );
    const [known] = await execute(
      client,
      query
        .selectFrom('idempotency_key')
        .select(['digest', 'result'])
        .where('caller', '=', caller)
        .where('key', '=', key),
    );
    if (known !== undefined) return known.digest === digest ? (known.result as T) : null;
    const { result, isKept } = await work(client);
    if (isKept) {
      const row = { caller, key, digest, result: sql<string>`${JSON.stringify(result)}::jsonb`, created_at: now };
      await execute(client, query.insertInto('idempotency_key').values(row));
    }
    return result;
  });
}
