/** For which offices an account acts: claimed by it, confirmed through the office's published mailbox or by an editor. */
import type { ClientBase } from 'pg';
import { lockInTransaction } from '#platform/database/advisory-lock.ts';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import { hashOf, newToken } from '#platform/secrets.ts';
import { recordAct } from './audit.ts';

type Queryable = Pick<ClientBase, 'query'>;

const claimDays = 14;
/** Claims that an account may have open at once, so that it cannot be used to write to every office. */
const maxOpenClaims = 5;

export interface Claim {
  readonly accountId: string;
  readonly officeId: string;
  readonly officeName: string;
  readonly claimedAt: Date;
  readonly confirmedAt: Date | null;
}

export type ClaimOutcome =
  | { readonly status: 'CLAIMED'; readonly token: string; readonly email: string | null; readonly officeName: string }
  | { readonly status: 'UNKNOWN_OFFICE' | 'ALREADY_CLAIMED' | 'TOO_MANY' };

/** Needs a transaction. */
export async function claimOffice(
  client: Queryable,
  { accountId, officeId, now }: { readonly accountId: string; readonly officeId: string; readonly now: Date },
): Promise<ClaimOutcome> {
  const [office] = await execute(
    client,
    query
      .selectFrom('office')
      .select(['id', 'name', 'email'])
      .where('id', '=', officeId)
      .where('status', '=', 'ACTIVE'),
  );
  if (office === undefined) return { status: 'UNKNOWN_OFFICE' };
  // Claims that are sent at once are counted one after the other.
  await lockInTransaction(client, `claims of ${accountId}`);
  const claims = await claimsOf(client, accountId, now);
  if (claims.some((claim) => claim.officeId === officeId)) return { status: 'ALREADY_CLAIMED' };
  if (claims.filter(({ confirmedAt }) => confirmedAt === null).length >= maxOpenClaims) return { status: 'TOO_MANY' };
  const token = newToken();
  const row = {
    token_hash: hashOf(token),
    claimed_at: now,
    expires_at: new Date(now.getTime() + claimDays * 24 * 60 * 60 * 1_000),
  };
  await execute(
    client,
    query
      .insertInto('account_office')
      .values({ account_id: accountId, office_id: officeId, ...row })
      .onConflict((conflict) => conflict.columns(['account_id', 'office_id']).doUpdateSet(row)),
  );
  await recordAct(client, { actor: accountId, action: 'office.claimed', subject: `office:${officeId}`, at: now });
  return { status: 'CLAIMED', token, email: office.email, officeName: office.name };
}

/** Confirmed ones, and those that still may be. */
export async function claimsOf(client: SqlReader, accountId: string, now: Date): Promise<Claim[]> {
  return execute(client, claims(now).where('account_office.account_id', '=', accountId));
}

/** What waits for an editor. */
export async function openClaims(client: SqlReader, now: Date): Promise<Claim[]> {
  return execute(client, claims(now).where('confirmed_at', 'is', null));
}

function claims(now: Date) {
  return query
    .selectFrom('account_office')
    .innerJoin('office', 'office.id', 'account_office.office_id')
    .select([
      'account_office.account_id as accountId',
      'account_office.office_id as officeId',
      'office.name as officeName',
      'claimed_at as claimedAt',
      'confirmed_at as confirmedAt',
    ])
    .where((where) => where.or([where('confirmed_at', 'is not', null), where('expires_at', '>', now)]))
    .orderBy('claimed_at');
}

/** By the link in the mailbox of the office. */
export async function confirmByMail(client: Queryable, token: string, now: Date): Promise<Claim | null> {
  const tokenHash = hashOf(token);
  const [claim] = await execute(
    client,
    claims(now).where('account_office.token_hash', '=', tokenHash).where('confirmed_at', 'is', null),
  );
  if (claim === undefined || !(await confirm(client, claim, { confirmedBy: null, now }))) return null;
  return claim;
}

export async function confirmByEditor(
  client: Queryable,
  claim: Pick<Claim, 'accountId' | 'officeId'>,
  { editor, now }: { readonly editor: string; readonly now: Date },
): Promise<boolean> {
  const open = await openClaims(client, now);
  const found = open.find(({ accountId, officeId }) => accountId === claim.accountId && officeId === claim.officeId);
  return found !== undefined && confirm(client, found, { confirmedBy: editor, now });
}

/** It is no claim any more; the account hears of it. False for one that is confirmed or gone. */
export async function declineByEditor(
  client: Queryable,
  { accountId, officeId }: Pick<Claim, 'accountId' | 'officeId'>,
  { editor, now }: { readonly editor: string; readonly now: Date },
): Promise<boolean> {
  const open = query.deleteFrom('account_office').where('account_id', '=', accountId).where('office_id', '=', officeId);
  if ((await execute(client, open.where('confirmed_at', 'is', null).returning('office_id'))).length === 0) return false;
  const act = { actor: editor, action: 'office.declined', subject: `office:${officeId}`, after: { accountId } };
  await recordAct(client, { ...act, at: now });
  return true;
}

/** False where somebody else has confirmed or declined it meanwhile. */
async function confirm(
  client: Queryable,
  { accountId, officeId }: Pick<Claim, 'accountId' | 'officeId'>,
  { confirmedBy, now }: { readonly confirmedBy: string | null; readonly now: Date },
): Promise<boolean> {
  const confirmed = query
    .updateTable('account_office')
    .set({ confirmed_at: now, confirmed_by: confirmedBy, token_hash: null })
    .where('account_id', '=', accountId)
    .where('office_id', '=', officeId)
    .where('confirmed_at', 'is', null);
  if ((await execute(client, confirmed.returning('office_id'))).length === 0) return false;
  const act = { actor: confirmedBy, action: 'office.confirmed', subject: `office:${officeId}`, after: { accountId } };
  await recordAct(client, { ...act, at: now });
  return true;
}
