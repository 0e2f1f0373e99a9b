import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import type { AccountRole } from '#platform/viewer.ts';
import { recordAct } from './audit.ts';
import type { Account } from './model.ts';

type Queryable = Pick<ClientBase, 'query'>;

/** Who acts, and when. */
export interface Acting {
  /** The id of an account; null: the command line. */
  readonly actor: string | null;
  readonly now: Date;
}

const accounts = query
  .selectFrom('account')
  .select([
    'id',
    'email',
    'name',
    'role',
    'created_at as createdAt',
    'disabled_at as disabledAt',
    'erased_at as erasedAt',
  ]);

export async function findAccount(client: SqlReader, email: string): Promise<Account | null> {
  const [found] = await execute(client, accounts.where('email', '=', email));
  return (found as Account | undefined) ?? null;
}

export async function findAccountById(client: SqlReader, id: string): Promise<Account | null> {
  const [found] = await execute(client, accounts.where('id', '=', id));
  return (found as Account | undefined) ?? null;
}

export async function listAccounts(client: SqlReader): Promise<Account[]> {
  return (await execute(client, accounts.orderBy('created_at').orderBy('id'))) as Account[];
}

/** Null when the address has an account already. */
export async function createAccount(
  client: Queryable,
  { email, name = null, role }: { email: string; name?: string | null; role: AccountRole },
  { actor, now }: Acting,
): Promise<Account | null> {
  const id = randomUUID();
  const inserted = await execute(
    client,
    query
      .insertInto('account')
      .values({ id, email, name, role, created_at: now })
      .onConflict((conflict) => conflict.column('email').doNothing())
      .returning('id'),
  );
  if (inserted.length === 0) return null;
  await recordAct(client, { actor, action: 'account.created', subject: `account:${id}`, after: { role }, at: now });
  return findAccountById(client, id);
}

/** A session shows its role only from the next request on: each reads it anew. */
export async function changeRole(
  client: Queryable,
  account: Account,
  role: AccountRole,
  { actor, now }: Acting,
): Promise<void> {
  await execute(client, query.updateTable('account').set({ role }).where('id', '=', account.id));
  const change = { before: { role: account.role }, after: { role } };
  await recordAct(client, { actor, action: 'account.role', subject: `account:${account.id}`, ...change, at: now });
}

/** Ends its sessions and links at once. */
export async function disableAccount(client: Queryable, account: Account, { actor, now }: Acting): Promise<void> {
  await execute(client, query.updateTable('account').set({ disabled_at: now }).where('id', '=', account.id));
  await endAllAccess(client, account);
  await recordAct(client, { actor, action: 'account.disabled', subject: `account:${account.id}`, at: now });
}

/** Takes the personal data away; what the account did stays under its id. */
export async function eraseAccount(client: Queryable, account: Account, { actor, now }: Acting): Promise<void> {
  await endAllAccess(client, account);
  await execute(client, query.deleteFrom('passkey').where('account_id', '=', account.id));
  await execute(client, query.deleteFrom('account_identity').where('account_id', '=', account.id));
  await execute(client, query.deleteFrom('idempotency_key').where('caller', '=', `account:${account.id}`));
  // Where their programs are is theirs, too.
  await execute(client, query.deleteFrom('webhook').where('account_id', '=', account.id));
  const placeholder = { email: `erased-${account.id}@invalid`, name: null, disabled_at: now, erased_at: now };
  await execute(client, query.updateTable('account').set(placeholder).where('id', '=', account.id));
  await recordAct(client, { actor, action: 'account.erased', subject: `account:${account.id}`, at: now });
}

/** The same for an account that asks for it itself. Needs a transaction. */
export async function eraseOwnAccount(client: Queryable, accountId: string, now: Date): Promise<void> {
  const account = await findAccountById(client, accountId);
  if (account !== null) await eraseAccount(client, account, { actor: accountId, now });
}

async function endAllAccess(client: Queryable, { id, email }: Account): Promise<void> {
  await execute(client, query.deleteFrom('account_session').where('account_id', '=', id));
  await execute(client, query.deleteFrom('sign_in_link').where('email', '=', email));
}
