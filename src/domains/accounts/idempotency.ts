/**
 * Mutations that a caller may send again, since no response reached them, without having them done twice. A row claims the key
 * while the mutation runs, over as many transactions as it needs; then it has what was returned.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';
import { type ExpressionBuilder, sql } from 'kysely';
import type { ClientBase } from 'pg';
import { type Database, execute, query, type Tables } from '#platform/database/index.ts';
import { hashOf, sealed, unsealed } from '#platform/secrets.ts';
import type { Viewer } from '#platform/viewer.ts';

type Queryable = Pick<ClientBase, 'query'>;

const keptMs = 24 * 60 * 60 * 1_000;
/** A process that was killed prolongs its claims no longer. */
const claimSeconds = 10;
const prolongMs = 3_000;
const waitMs = 15_000;

export interface KeyedRequest {
  readonly viewer: Viewer | null;
  readonly network: string;
  readonly key: string;
  readonly mutation: string;
  readonly input: unknown;
  readonly now: Date;
}

/** What was refused is not kept: it may succeed later. */
export interface Payload {
  readonly userErrors: readonly unknown[];
}

export type NotDone =
  /** The key was used for something else. */
  | 'KEY_REUSED'
  /** Somebody who sent the same before is still at it. */
  | 'IN_PROGRESS';

interface Claim {
  readonly id: string;
  readonly caller: string;
  readonly key: string;
  readonly digest: string;
  /** Seals the result: it may have what is shown once, such as the secret of a webhook. */
  readonly secret: string;
}

/**
 * For mutations that create something, in the transaction in which they do: it is created and the key is known, or neither, even
 * if the process is killed at that moment.
 */
export type KeepResult = <T extends Payload>(client: Queryable, payload: T) => Promise<T>;

export async function doOnce<T extends Payload>(
  { pool }: Database,
  request: KeyedRequest,
  work: (keep: KeepResult) => Promise<T>,
): Promise<T | NotDone> {
  const claim = claimOf(request);
  const taken = await take<T>(pool, claim, request.now);
  if (taken !== 'TAKEN') return taken;
  const prolonging = setInterval(() => void prolong(pool, claim).catch(() => undefined), prolongMs).unref();
  try {
    const payload = await work((client, result) => keepResult(client, claim, result));
    if (payload.userErrors.length === 0) await keep(pool, claim, payload);
    else await giveUp(pool, claim);
    return payload;
  } catch (error) {
    await giveUp(pool, claim).catch(() => undefined);
    throw error;
  } finally {
    clearInterval(prolonging);
  }
}

async function keepResult<T extends Payload>(client: Queryable, claim: Claim, payload: T): Promise<T> {
  if (payload.userErrors.length > 0) return payload;
  if (!(await keep(client, claim, payload)))
    throw new Error('The mutation took too long, and is done elsewhere by now');
  return payload;
}

function claimOf({ viewer, network, key, mutation, input }: KeyedRequest): Claim {
  const caller = viewer === null ? `network:${hashOf(network)}` : `account:${viewer.accountId}`;
  const digest = hashOf(JSON.stringify([mutation, input]));
  return { id: randomUUID(), caller, key: hashOf(key), digest, secret: `${caller} ${key}` };
}

/** Whoever sends the same key at the same time waits. */
async function take<T>(client: Queryable, claim: Claim, now: Date): Promise<'TAKEN' | T | NotDone> {
  const { caller, key, digest, secret } = claim;
  const since = new Date(now.getTime() - keptMs);
  await execute(client, query.deleteFrom('idempotency_key').where(isKey(claim)).where('created_at', '<', since));
  const until = performance.now() + waitMs;
  for (let pause = 20; ; pause = Math.min(500, pause * 2)) {
    const row = { caller, key, digest, claim: claim.id, claimed_until: claimEnd, created_at: now };
    const insert = query
      .insertInto('idempotency_key')
      .values(row)
      .onConflict((conflict) => conflict.doNothing());
    if ((await execute(client, insert.returning('key'))).length > 0) return 'TAKEN';
    const known = await find(client, claim);
    if (known === null) continue;
    if (known.digest !== digest) return 'KEY_REUSED';
    if (known.result !== null) return deserialize(unsealed(known.result, secret)) as T;
    if (known.isFree && (await takeOver(client, claim, known.claim))) return 'TAKEN';
    if (performance.now() > until) return 'IN_PROGRESS';
    await sleep(pause);
  }
}

const claimEnd = sql<Date>`clock_timestamp() + make_interval(secs => ${sql.lit(claimSeconds)})`;

interface Known {
  readonly digest: string;
  readonly result: string | null;
  readonly claim: string | null;
  readonly isFree: boolean;
}

async function find(client: Queryable, claim: Claim): Promise<Known | null> {
  const columns = query
    .selectFrom('idempotency_key')
    .select(['digest', 'result', 'claim', sql<boolean>`claimed_until < clock_timestamp()`.as('isFree')]);
  const [known] = await execute(client, columns.where(isKey(claim)));
  return (known as Known | undefined) ?? null;
}

async function takeOver(client: Queryable, claim: Claim, former: string | null): Promise<boolean> {
  const update = query.updateTable('idempotency_key').set({ claim: claim.id, claimed_until: claimEnd });
  const open = update.where(isKey(claim)).where('claim', '=', former).where('result', 'is', null);
  return (await execute(client, open.returning('key'))).length > 0;
}

async function prolong(client: Queryable, claim: Claim): Promise<void> {
  const update = query.updateTable('idempotency_key').set({ claimed_until: claimEnd });
  await execute(client, update.where(isKey(claim)).where('claim', '=', claim.id));
}

/** False where somebody else does it by now. */
async function keep(client: Queryable, claim: Claim, payload: Payload): Promise<boolean> {
  const text = sealed(serialize(payload), claim.secret);
  const update = query.updateTable('idempotency_key').set({ result: sql<string>`to_jsonb(${text}::text)` });
  const own = update.where(isKey(claim)).where('claim', '=', claim.id);
  return (await execute(client, own.returning('key'))).length > 0;
}

async function giveUp(client: Queryable, claim: Claim): Promise<void> {
  const own = query.deleteFrom('idempotency_key').where(isKey(claim)).where('claim', '=', claim.id);
  await execute(client, own.where('result', 'is', null));
}

function isKey({ caller, key }: Claim) {
  return (where: ExpressionBuilder<Tables, 'idempotency_key'>) =>
    where.and([where('caller', '=', caller), where('key', '=', key)]);
}
