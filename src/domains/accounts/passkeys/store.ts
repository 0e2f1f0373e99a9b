/** Passkeys of accounts, and the challenges that they sign. */
import type { InferResult } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import { hashOf } from '#platform/secrets.ts';
import { recordAct } from '../audit.ts';

type Queryable = Pick<ClientBase, 'query'>;

export const maxPasskeys = 10;
export const maxPasskeyName = 60;

export interface Passkey {
  readonly id: string;
  readonly accountId: string;
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

const passkeys = query
  .selectFrom('passkey')
  .select([
    'id',
    'account_id as accountId',
    'public_key as publicKey',
    'counter',
    'transports',
    'name',
    'created_at as createdAt',
    'last_used_at as lastUsedAt',
  ]);

function passkeyOf({ counter, transports, ...row }: InferResult<typeof passkeys>[number]): Passkey {
  return { ...row, counter: Number(counter), transports: transports ?? [] };
}

export async function passkeysOf(client: SqlReader, accountId: string): Promise<Passkey[]> {
  const rows = await execute(client, passkeys.where('account_id', '=', accountId).orderBy('created_at'));
  return rows.map(passkeyOf);
}

/** Whoever signs in with the same one waits. */
export async function lockPasskey(client: Queryable, id: string): Promise<Passkey | null> {
  const [row] = await execute(client, passkeys.where('id', '=', id).forUpdate());
  return row === undefined ? null : passkeyOf(row);
}

/** False when it is an account's already. */
export async function addPasskey(
  client: Queryable,
  { id, accountId, publicKey, counter, transports, name }: Omit<Passkey, 'createdAt' | 'lastUsedAt'>,
  now: Date,
): Promise<boolean> {
  const row = { id, account_id: accountId, public_key: publicKey, transports: [...transports], name };
  const added = await execute(
    client,
    query
      .insertInto('passkey')
      .values({ ...row, counter: String(counter), created_at: now })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id'),
  );
  if (added.length === 0) return false;
  await recordAct(client, { actor: accountId, action: 'passkey.added', subject: `account:${accountId}`, at: now });
  return true;
}

export async function noteUse(client: Queryable, id: string, counter: number, now: Date): Promise<void> {
  await execute(
    client,
    query
      .updateTable('passkey')
      .set({ counter: String(counter), last_used_at: now })
      .where('id', '=', id),
  );
}

/** False for one of another account. */
export async function removePasskey(
  client: Queryable,
  { id, accountId, now }: { readonly id: string; readonly accountId: string; readonly now: Date },
): Promise<boolean> {
  const statement = query.deleteFrom('passkey').where('id', '=', id).where('account_id', '=', accountId);
  if ((await execute(client, statement.returning('id'))).length === 0) return false;
  await recordAct(client, { actor: accountId, action: 'passkey.removed', subject: `account:${accountId}`, at: now });
  return true;
}

const minute = 60 * 1_000;
const challengeMs = 5 * minute;
/** Of one network, within the time. */
const maxChallenges = 100;

export interface Ceremony {
  /** The secret in the cookie of the browser. */
  readonly browser: string;
  /** Null: somebody signs in. */
  readonly accountId: string | null;
  readonly now: Date;
}

/** False when too many come from the network. */
export async function keepChallenge(
  client: Queryable,
  challenge: string,
  { browser, accountId, now }: Ceremony,
  network: string,
): Promise<boolean> {
  const networkHash = hashOf(network);
  const since = new Date(now.getTime() - challengeMs);
  await execute(client, query.deleteFrom('passkey_challenge').where('created_at', '<', since));
  const [found] = await execute(
    client,
    query
      .selectFrom('passkey_challenge')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .where('network_hash', '=', networkHash),
  );
  if (Number(found?.count ?? 0) >= maxChallenges) return false;
  const row = { challenge_hash: hashOf(challenge), browser_hash: hashOf(browser), account_id: accountId };
  await execute(
    client,
    query.insertInto('passkey_challenge').values({ ...row, network_hash: networkHash, created_at: now }),
  );
  return true;
}

/** Whether it was made for this browser and purpose, and has not been used; from now on it has. */
export async function useChallenge(
  client: Queryable,
  challenge: string,
  { browser, accountId, now }: Ceremony,
): Promise<boolean> {
  const statement = query
    .deleteFrom('passkey_challenge')
    .where('challenge_hash', '=', hashOf(challenge))
    .returning(['browser_hash as browserHash', 'account_id as accountId', 'created_at as createdAt']);
  const [found] = await execute(client, statement);
  return (
    found !== undefined &&
    found.browserHash === hashOf(browser) &&
    found.accountId === accountId &&
    found.createdAt > new Date(now.getTime() - challengeMs)
  );
}
