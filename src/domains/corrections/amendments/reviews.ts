/** Reviews of amendments: assigned, declared, completed. Each needs a transaction. */
import type { ClientBase } from 'pg';
import { hasRole, recordAct } from '#accounts';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import type { AccountRole } from '#platform/viewer.ts';
import { type Amendment, type AmendmentReview, stateOfAmendmentReview } from './model.ts';
import { type ActingOn, lockAmendment } from './store.ts';

type Queryable = Pick<ClientBase, 'query'>;

const reviews = query
  .selectFrom('amendment_review')
  .select([
    'number',
    'reviewer_id as reviewerId',
    'declared_at as declaredAt',
    'conflict_reason as conflictReason',
    'is_recommended as isRecommended',
    'reason',
    'completed_at as completedAt',
  ]);

export function reviewsOfAmendment(client: SqlReader, number: number): Promise<AmendmentReview[]> {
  return execute(client, reviews.where('number', '=', number).orderBy('assigned_at').orderBy('reviewer_id'));
}

/** The newest first. */
export function amendmentReviewsBy(client: SqlReader, reviewerId: string): Promise<AmendmentReview[]> {
  return execute(client, reviews.where('reviewer_id', '=', reviewerId).orderBy('number', 'desc').limit(200));
}

export interface Reviewer {
  readonly id: string;
  readonly role: AccountRole;
  readonly isDisabled: boolean;
}

export type AssignAmendmentOutcome = 'ASSIGNED' | 'NOT_FOUND' | 'NOT_POSSIBLE' | 'CONFLICT_OF_INTEREST';

/** An account that acts for the office cannot review what it proposes. */
export async function assignAmendmentReview(
  client: Queryable,
  number: number,
  { id, role, isDisabled }: Reviewer,
  { accountId, now }: ActingOn,
): Promise<AssignAmendmentOutcome> {
  const amendment = await lockAmendment(client, number);
  if (amendment === null) return 'NOT_FOUND';
  const isReviewer = hasRole({ accountId: id, email: '', role, officeIds: [] }, 'REVIEWER');
  if (amendment.state !== 'OPEN' || isDisabled || !isReviewer) return 'NOT_POSSIBLE';
  if (await actsFor(client, id, amendment)) return 'CONFLICT_OF_INTEREST';
  const inserted = await execute(
    client,
    query
      .insertInto('amendment_review')
      .values({ number, reviewer_id: id, assigned_at: now, assigned_by: accountId })
      .onConflict((conflict) => conflict.columns(['number', 'reviewer_id']).doNothing())
      .returning('number'),
  );
  if (inserted.length === 0) return 'NOT_POSSIBLE';
  await record(client, 'amendment.assigned', number, { accountId, now }, { reviewer: id });
  return 'ASSIGNED';
}

export async function actsFor(
  client: Queryable,
  accountId: string,
  { officeId, proposedBy }: Pick<Amendment, 'officeId' | 'proposedBy'>,
): Promise<boolean> {
  const acts = query.selectFrom('account_office').select('office_id').where('account_id', '=', accountId);
  return proposedBy === accountId || (await execute(client, acts.where('office_id', '=', officeId))).length > 0;
}

/** Once, before anything of it is seen. */
export async function declareAmendmentConflict(
  client: Queryable,
  number: number,
  conflictReason: string | null,
  acting: ActingOn,
): Promise<boolean> {
  if ((await ownReview(client, number, 'ASSIGNED', acting)) === null) return false;
  await update(client, number, acting, { declared_at: acting.now, conflict_reason: conflictReason });
  await record(client, 'amendment.declared', number, acting, { hasConflict: conflictReason !== null });
  return true;
}

/** From then on it stays as it is. */
export async function completeAmendmentReview(
  client: Queryable,
  number: number,
  { isRecommended, reason }: { readonly isRecommended: boolean; readonly reason: string },
  acting: ActingOn,
): Promise<boolean> {
  if ((await ownReview(client, number, 'STARTED', acting)) === null) return false;
  await update(client, number, acting, { is_recommended: isRecommended, reason, completed_at: acting.now });
  await record(client, 'amendment.reviewed', number, acting, { isRecommended, reason });
  return true;
}

async function ownReview(
  client: Queryable,
  number: number,
  state: 'ASSIGNED' | 'STARTED',
  { accountId }: ActingOn,
): Promise<AmendmentReview | null> {
  const amendment = await lockAmendment(client, number);
  const own = (await reviewsOfAmendment(client, number)).find(({ reviewerId }) => reviewerId === accountId);
  if (amendment?.state !== 'OPEN' || own === undefined) return null;
  return stateOfAmendmentReview(own) === state ? own : null;
}

async function update(
  client: Queryable,
  number: number,
  { accountId }: ActingOn,
  change: {
    readonly declared_at?: Date;
    readonly conflict_reason?: string | null;
    readonly is_recommended?: boolean;
    readonly reason?: string;
    readonly completed_at?: Date;
  },
): Promise<void> {
  await execute(
    client,
    query.updateTable('amendment_review').set(change).where('number', '=', number).where('reviewer_id', '=', accountId),
  );
}

async function record(
  client: Queryable,
  action: string,
  number: number,
  { accountId, now }: ActingOn,
  after: unknown,
): Promise<void> {
  await recordAct(client, { actor: accountId, action, subject: `amendment:${number}`, after, at: now });
}
