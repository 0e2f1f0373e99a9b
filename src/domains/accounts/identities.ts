/** Accounts that sign in with a provider of OpenID Connect: by its subject, which never changes; the address may. */
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import { hashOf } from '#platform/secrets.ts';
import { createAccount, findAccount, findAccountById } from './accounts.ts';
import { recordAct } from './audit.ts';
import { type Account, normalEmail } from './model.ts';
import { startSession } from './sessions.ts';

type Queryable = Pick<ClientBase, 'query'>;

const requestMs = 10 * 60 * 1_000;

/** What was sent to the provider with a browser, which has to come back with it. */
export interface IdentityRequest {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE (RFC 7636). */
  readonly verifier: string;
}

export async function keepIdentityRequest(
  client: Queryable,
  { state, nonce, verifier }: IdentityRequest,
  { browser, now }: { readonly browser: string; readonly now: Date },
): Promise<void> {
  const since = new Date(now.getTime() - requestMs);
  await execute(client, query.deleteFrom('identity_request').where('created_at', '<', since));
  const row = { state_hash: hashOf(state), browser_hash: hashOf(browser), nonce, verifier, created_at: now };
  await execute(client, query.insertInto('identity_request').values(row));
}

/** Once, and in the browser that it was made for. */
export async function useIdentityRequest(
  client: Queryable,
  state: string,
  { browser, now }: { readonly browser: string; readonly now: Date },
): Promise<IdentityRequest | null> {
  const statement = query.deleteFrom('identity_request').where('state_hash', '=', hashOf(state));
  const [found] = await execute(
    client,
    statement.returning(['browser_hash as browserHash', 'nonce', 'verifier', 'created_at as createdAt']),
  );
  if (found === undefined || found.browserHash !== hashOf(browser)) return null;
  if (found.createdAt.getTime() <= now.getTime() - requestMs) return null;
  return { state, nonce: found.nonce, verifier: found.verifier };
}

/** As the provider states them. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  readonly isVerified: boolean;
}

/**
 * Needs a transaction. The token of a new session; null where nobody may sign in so. A provider vouches only for addresses of its own
 * domains: no account of another one is reached through it.
 */
export async function signInByIdentity(
  client: Queryable,
  identity: Identity,
  { domains, now }: { readonly domains: readonly string[]; readonly now: Date },
): Promise<string | null> {
  const account = (await knownAccount(client, identity)) ?? (await linkedAccount(client, identity, domains, now));
  if (account === null || account.disabledAt !== null) return null;
  const act = { actor: account.id, action: 'account.signed_in', subject: `account:${account.id}`, at: now };
  await recordAct(client, { ...act, after: { by: 'provider' } });
  return startSession(client, account.id, now);
}

async function knownAccount(client: Queryable, { issuer, subject }: Identity): Promise<Account | null> {
  const statement = query.selectFrom('account_identity').select('account_id as accountId');
  const [known] = await execute(client, statement.where('issuer', '=', issuer).where('subject', '=', subject));
  return known === undefined ? null : findAccountById(client, known.accountId);
}

async function linkedAccount(
  client: Queryable,
  { issuer, subject, email: stated, isVerified }: Identity,
  domains: readonly string[],
  now: Date,
): Promise<Account | null> {
  const email = stated === null || !isVerified ? null : normalEmail(stated);
  if (email === null || !domains.includes(email.split('@')[1] ?? '')) return null;
  const account =
    (await findAccount(client, email)) ??
    (await createAccount(client, { email, role: 'CONTRIBUTOR' }, { actor: null, now })) ??
    (await findAccount(client, email));
  if (account === null || account.disabledAt !== null) return null;
  const row = { issuer, subject, account_id: account.id, created_at: now };
  await execute(
    client,
    query
      .insertInto('account_identity')
      .values(row)
      .onConflict((conflict) => conflict.doNothing()),
  );
  await recordAct(client, { actor: account.id, action: 'account.linked', subject: `account:${account.id}`, at: now });
  return account;
}
