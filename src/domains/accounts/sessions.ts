/** Sessions of browsers: a token in a cookie, its hash in PostgreSQL. */
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import { hashOf, newToken } from '#platform/secrets.ts';
import type { Viewer } from '#platform/viewer.ts';

type Queryable = Pick<ClientBase, 'query'>;

const hour = 60 * 60 * 1_000;
/** However busy, and when nothing comes. */
const lifetimes = { absolute: 14 * 24 * hour, idle: 12 * hour };
/** It need not be known to the second when a session was last used. */
const notedEvery = 5 * 60 * 1_000;

export const sessionSeconds = lifetimes.absolute / 1_000;

/** A new token at every sign-in: whoever planted the former one has nothing. */
export async function startSession(client: Queryable, accountId: string, now: Date): Promise<string> {
  const token = newToken();
  const row = {
    token_hash: hashOf(token),
    account_id: accountId,
    created_at: now,
    last_seen_at: now,
    expires_at: new Date(now.getTime() + lifetimes.absolute),
  };
  await execute(client, query.insertInto('account_session').values(row));
  return token;
}

export async function endSession(client: Queryable, token: string): Promise<void> {
  await execute(client, query.deleteFrom('account_session').where('token_hash', '=', hashOf(token)));
}

/** Null for a session that is none, has ended, or whose account is disabled. */
export async function findViewer(client: Queryable, token: string, now: Date): Promise<Viewer | null> {
  const tokenHash = hashOf(token);
  const [found] = await execute(
    client,
    query
      .selectFrom('account_session')
      .innerJoin('account', 'account.id', 'account_session.account_id')
      .select(['account.id as accountId', 'email', 'role', 'last_seen_at as lastSeenAt'])
      .where('token_hash', '=', tokenHash)
      .where('disabled_at', 'is', null)
      .where('expires_at', '>', now)
      .where('last_seen_at', '>', new Date(now.getTime() - lifetimes.idle)),
  );
  if (found === undefined) return null;
  const { accountId, email, role, lastSeenAt } = found;
  if (now.getTime() - lastSeenAt.getTime() > notedEvery) {
    const seen = query.updateTable('account_session').set({ last_seen_at: now }).where('token_hash', '=', tokenHash);
    await execute(client, seen);
  }
  const offices = await execute(
    client,
    query
      .selectFrom('account_office')
      .select('office_id as officeId')
      .where('account_id', '=', accountId)
      .where('confirmed_at', 'is not', null)
      .orderBy('office_id'),
  );
  return { accountId, email, role, officeIds: offices.map(({ officeId }) => officeId) };
}
