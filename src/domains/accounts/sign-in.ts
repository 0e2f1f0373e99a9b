/** Links that sign in: used once, within minutes, in the browser that requested them. */
import type { ClientBase } from 'pg';
import { lockInTransaction } from '#platform/database/advisory-lock.ts';
import { execute, query } from '#platform/database/index.ts';
import { hashOf, newToken } from '#platform/secrets.ts';
import { createAccount, findAccount } from './accounts.ts';
import { recordAct } from './audit.ts';
import type { Account } from './model.ts';
import { startSession } from './sessions.ts';

type Queryable = Pick<ClientBase, 'query'>;

const minute = 60 * 1_000;
export const linkMinutes = 15;

/** Links within a time: to one address, and from one network. */
const rates = { email: { count: 5, ms: 15 * minute }, network: { count: 30, ms: 60 * minute } };

export interface LinkRequest {
  readonly email: string;
  /** The secret in the cookie of the browser; null: any browser may use the link. */
  readonly browser: string | null;
  /** Null: the command line. */
  readonly network: string | null;
  readonly now: Date;
}

export type LinkOutcome =
  | { readonly status: 'CREATED'; readonly token: string }
  /** Nothing is sent, and the requester cannot tell it from CREATED. */
  | { readonly status: 'SILENT' }
  | { readonly status: 'TOO_MANY' };

/** Needs a transaction: requests of one network, and for one address, are counted one after the other. */
export async function requestLink(
  client: Queryable,
  { email, browser, network, now }: LinkRequest,
): Promise<LinkOutcome> {
  const networkHash = network === null ? null : hashOf(network);
  if (networkHash !== null) {
    await lockInTransaction(client, `links of ${networkHash}`);
    const fromNetwork = await countLinks(
      client,
      'network_hash',
      networkHash,
      new Date(now.getTime() - rates.network.ms),
    );
    if (fromNetwork >= rates.network.count) return { status: 'TOO_MANY' };
  }
  await lockInTransaction(client, `links to ${email}`);
  const toEmail = await countLinks(client, 'email', email, new Date(now.getTime() - rates.email.ms));
  const token = newToken();
  const row = {
    token_hash: hashOf(token),
    email,
    browser_hash: browser === null ? null : hashOf(browser),
    network_hash: networkHash,
    created_at: now,
    expires_at: new Date(now.getTime() + linkMinutes * minute),
  };
  await execute(client, query.insertInto('sign_in_link').values(row));
  const account = await findAccount(client, email);
  if (account?.disabledAt != null || (networkHash !== null && toEmail >= rates.email.count))
    return { status: 'SILENT' };
  return { status: 'CREATED', token };
}

async function countLinks(
  client: Queryable,
  column: 'email' | 'network_hash',
  value: string,
  since: Date,
): Promise<number> {
  const [found] = await execute(
    client,
    query
      .selectFrom('sign_in_link')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .where(column, '=', value)
      .where('created_at', '>', since),
  );
  return Number(found?.count ?? 0);
}

export type SignInOutcome =
  | { readonly status: 'SIGNED_IN'; readonly account: Account; readonly session: string }
  | { readonly status: 'UNKNOWN_LINK' | 'OTHER_BROWSER' };

/** Uses a link up. The first sign-in of an address makes its account, so that no answer says who has one. */
export async function useLink(
  client: Queryable,
  { token, browser, now }: { readonly token: string; readonly browser: string | null; readonly now: Date },
): Promise<SignInOutcome> {
  const tokenHash = hashOf(token);
  const [link] = await execute(
    client,
    query
      .selectFrom('sign_in_link')
      .select(['email', 'browser_hash as browserHash'])
      .where('token_hash', '=', tokenHash)
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .forUpdate(),
  );
  if (link === undefined) return { status: 'UNKNOWN_LINK' };
  // It stays valid for the browser that requested it.
  if (link.browserHash !== null && (browser === null || hashOf(browser) !== link.browserHash)) {
    return { status: 'OTHER_BROWSER' };
  }
  const used = query.updateTable('sign_in_link').set({ used_at: now }).where('token_hash', '=', tokenHash);
  await execute(client, used);
  const acting = { actor: null, now };
  const account =
    (await findAccount(client, link.email)) ??
    (await createAccount(client, { email: link.email, role: 'CONTRIBUTOR' }, acting)) ??
    (await findAccount(client, link.email));
  if (account === null || account.disabledAt !== null) return { status: 'UNKNOWN_LINK' };
  const session = await startSession(client, account.id, now);
  const act = { actor: account.id, action: 'account.signed_in', subject: `account:${account.id}`, at: now };
  await recordAct(client, act);
  return { status: 'SIGNED_IN', account, session };
}
