/** Reviews are assigned, conflicts of interest declared, reviews written and completed. Each needs a transaction. */
import { sql } from 'kysely';
import { hasRole } from '#accounts';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import type { AccountRole } from '#platform/viewer.ts';
import { type Review, type ReviewState, stateOfReview, visibleReviews } from './model.ts';
import {
  type Acting,
  isAbout,
  locked,
  type Queryable,
  type Reviewable,
  record,
  reviewsTable,
  type UnderReview,
} from './reviewable.ts';

export interface Reviewer {
  readonly id: string;
  readonly role: AccountRole;
  readonly isDisabled: boolean;
}

export type AssignOutcome = 'ASSIGNED' | 'NOT_FOUND' | 'NOT_POSSIBLE' | 'CONFLICT_OF_INTEREST';

/**
 * Those who act for an office or have a claim to it that is open. Like whoever submitted something for it, they neither review
 * it nor decide it, nor see reviews of it.
 */
export function actingFor(officeIds: readonly string[], now: Date) {
  return query
    .selectFrom('account_office')
    .select(['office_id as officeId', 'account_id as accountId'])
    .where('office_id', 'in', officeIds)
    .where((where) => where.or([where('confirmed_at', 'is not', null), where('expires_at', '>', now)]));
}

async function partiesAmong(
  client: SqlReader,
  accountIds: readonly string[],
  { officeId, submittedBy }: Pick<UnderReview, 'officeId' | 'submittedBy'>,
  now: Date,
): Promise<ReadonlySet<string>> {
  const acting = actingFor([officeId], now).where('account_id', 'in', [...accountIds]);
  return new Set([submittedBy, ...(await execute(client, acting)).map(({ accountId }) => accountId)]);
}

export async function hasPart(
  client: SqlReader,
  accountId: string,
  found: Pick<UnderReview, 'officeId' | 'submittedBy'>,
  now: Date,
): Promise<boolean> {
  return (await partiesAmong(client, [accountId], found, now)).has(accountId);
}

/** Of the reviews of it those that the account may see. */
export async function seenReviews<Key, One extends Review>(
  client: SqlReader,
  { reviewable, key }: { readonly reviewable: Reviewable<Key>; readonly key: Key },
  reviews: readonly One[],
  { accountId, isEditor, now }: Acting & { readonly isEditor: boolean },
): Promise<One[]> {
  const found = await reviewable.find(client, key, now);
  if (found === null) return [];
  const accountIds = [accountId, ...reviews.map(({ reviewerId }) => reviewerId)];
  return visibleReviews(reviews, { accountId, isEditor, parties: await partiesAmong(client, accountIds, found, now) });
}

/** The offices that an account acts for. A claim that is open does not count: a conflict of interest can still be declared. */
export function ownOffices(accountId: string) {
  const own = query.selectFrom('account_office').select('office_id').where('account_id', '=', accountId);
  return own.where('confirmed_at', 'is not', null);
}

/** `more` are columns that only reviews of this kind have. */
export async function assignReview<Key>(
  client: Queryable,
  { reviewable, key }: { readonly reviewable: Reviewable<Key>; readonly key: Key },
  { id, role, isDisabled }: Reviewer,
  acting: Acting,
  more: Readonly<Record<string, unknown>> = {},
): Promise<AssignOutcome> {
  const found = await locked(client, reviewable, key, acting.now);
  if (found === null) return 'NOT_FOUND';
  const isReviewer = hasRole({ accountId: id, email: '', role, officeIds: [] }, 'REVIEWER');
  if (!found.isOpen || found.isDecided || isDisabled || !isReviewer) return 'NOT_POSSIBLE';
  if (await hasPart(client, id, found, acting.now)) return 'CONFLICT_OF_INTEREST';
  const row = { ...reviewable.columnsOf(key), ...more, reviewer_id: id };
  const inserted = await execute(
    client,
    query
      .insertInto(reviewsTable(reviewable))
      .values({ ...row, assigned_at: acting.now, assigned_by: acting.accountId } as never)
      .onConflict((conflict) => conflict.doNothing())
      .returning('reviewer_id'),
  );
  if (inserted.length === 0) return 'NOT_POSSIBLE';
  await record(client, { reviewable, key, action: 'review.assigned' }, acting, { reviewer: id, ...more });
  return 'ASSIGNED';
}

/** Once, and before anything else is done or seen. Who has a part in it can declare a conflict alone. */
export async function declareConflict<Key>(
  client: Queryable,
  reviewable: Reviewable<Key>,
  key: Key,
  conflictReason: string | null,
  acting: Acting,
): Promise<boolean> {
  const mayHavePart = conflictReason !== null;
  if (!(await isOwnReview(client, { reviewable, key, state: 'ASSIGNED', mayHavePart }, acting))) return false;
  const declared = { declared_at: acting.now, conflict_reason: conflictReason };
  await updateReview(client, reviewable, key, declared, acting);
  const act = { reviewable, key, action: 'review.declared' };
  await record(client, act, acting, { hasConflict: conflictReason !== null });
  return true;
}

export interface OwnReview<Key> {
  readonly reviewable: Reviewable<Key>;
  readonly key: Key;
  readonly state: ReviewState;
  /** Whether it may be of their own office. */
  readonly mayHavePart?: boolean;
}

/** Whether the account has a review of it in this state, while it is reviewed, and still may write it. */
export async function isOwnReview<Key>(
  client: Queryable,
  { reviewable, key, state, mayHavePart = false }: OwnReview<Key>,
  { accountId, now }: Acting,
): Promise<boolean> {
  const found = await locked(client, reviewable, key, now);
  const own = (await statesOfReviews(client, reviewable, key)).find(({ reviewerId }) => reviewerId === accountId);
  if (found === null || !found.isOpen || found.isDecided || own === undefined) return false;
  // They may act for its office since it was assigned.
  if (!mayHavePart && (await hasPart(client, accountId, found, now))) return false;
  return stateOfReview(own) === state;
}

export function statesOfReviews<Key>(client: SqlReader, reviewable: Reviewable<Key>, key: Key): Promise<Review[]> {
  const about = query
    .selectFrom(reviewsTable(reviewable))
    .select(['reviewer_id as reviewerId', 'assigned_at as assignedAt', 'declared_at as declaredAt'])
    .select(['conflict_reason as conflictReason', 'completed_at as completedAt'])
    .where(isAbout(reviewable.columnsOf(key)));
  return execute(client, about);
}

/** Columns of the account's own review. */
export async function updateReview<Key>(
  client: Queryable,
  reviewable: Reviewable<Key>,
  key: Key,
  change: Readonly<Record<string, unknown>>,
  { accountId }: Acting,
): Promise<void> {
  await execute(
    client,
    query
      .updateTable(reviewsTable(reviewable))
      .set(change as never)
      .where(isAbout(reviewable.columnsOf(key)))
      .where('reviewer_id', '=', accountId),
  );
}

/** From then on it stays as it is. */
export async function completeOwnReview<Key>(
  client: Queryable,
  { reviewable, key }: { readonly reviewable: Reviewable<Key>; readonly key: Key },
  change: Readonly<Record<string, unknown>>,
  acting: Acting,
): Promise<void> {
  await updateReview(client, reviewable, key, { ...change, completed_at: acting.now }, acting);
  // Not what it says: whoever comes to act for the office may read the audit log.
  await record(client, { reviewable, key, action: 'review.completed' }, acting);
}

const carried = ['reviewer_id', 'assigned_at', 'assigned_by', 'declared_at', 'conflict_reason'] as const;

/** The same reviewers go on with what completes it; what they had written is kept, and open again. */
export async function carryReviews<Key>(
  client: Queryable,
  reviewable: Reviewable<Key>,
  from: Key,
  to: Key,
): Promise<void> {
  const kept = [...carried, ...reviewable.content];
  const key = Object.entries(reviewable.columnsOf(to));
  const rows = query
    .selectFrom(reviewsTable(reviewable))
    .select(kept.map((column) => sql.ref(column).as(column)))
    .select(
      key.map(([column, value]) =>
        (typeof value === 'number' ? sql`${value}::integer` : sql`${value}::text`).as(column),
      ),
    )
    .where(isAbout(reviewable.columnsOf(from)));
  const columns = [...kept, ...key.map(([column]) => column)];
  await execute(
    client,
    query
      .insertInto(reviewsTable(reviewable))
      .columns(columns as never)
      .expression(rows as never),
  );
}
