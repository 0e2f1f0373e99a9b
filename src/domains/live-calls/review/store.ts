/** Reviews in the database: assigned, declared, saved, completed. Each needs a transaction. */
import type { ClientBase } from 'pg';
import { hasRole, recordAct } from '#accounts';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import type { AccountRole } from '#platform/viewer.ts';
import type { LiveCall } from '../model.ts';
import { lockClosedCall, submissionsOf } from '../store.ts';
import { missingScores, type Review, type Scores, stateOfReview } from './model.ts';

type Queryable = Pick<ClientBase, 'query'>;

const reviews = query
  .selectFrom('submission_review')
  .select([
    'call_slug as callSlug',
    'sequence',
    'reviewer_id as reviewerId',
    'assigned_at as assignedAt',
    'declared_at as declaredAt',
    'conflict_reason as conflictReason',
    'scores',
    'comment',
    'version',
    'completed_at as completedAt',
  ]);

export interface SubmissionKey {
  readonly slug: string;
  readonly sequence: number;
}

export async function reviewsOf(client: SqlReader, { slug, sequence }: SubmissionKey): Promise<Review[]> {
  const statement = reviews.where('call_slug', '=', slug).where('sequence', '=', sequence);
  return (await execute(client, statement.orderBy('assigned_at').orderBy('reviewer_id'))) as unknown as Review[];
}

/** Those of submissions that are in force, the oldest first. */
export async function reviewsBy(client: SqlReader, reviewerId: string): Promise<Review[]> {
  const statement = reviews
    .where('reviewer_id', '=', reviewerId)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('call_submission as s')
          .select('s.sequence')
          .whereRef('s.call_slug', '=', 'submission_review.call_slug')
          .whereRef('s.sequence', '=', 'submission_review.sequence')
          .where('s.withdrawn_at', 'is', null),
      ),
    );
  return (await execute(client, statement.orderBy('assigned_at').limit(500))) as unknown as Review[];
}

export interface Acting {
  readonly accountId: string;
  readonly now: Date;
}

export type AssignOutcome = 'ASSIGNED' | 'NOT_FOUND' | 'NOT_POSSIBLE' | 'CONFLICT_OF_INTEREST';

/** An account that acts for the applicant cannot review it. */
export async function assignReviewer(
  client: Queryable,
  key: SubmissionKey,
  reviewer: { readonly id: string; readonly role: AccountRole; readonly isDisabled: boolean },
  { accountId, now }: Acting,
): Promise<AssignOutcome> {
  const call = await lockClosedCall(client, key.slug, now);
  const submission = (await submissionsOf(client, key.slug)).find(({ sequence }) => sequence === key.sequence);
  if (submission === undefined) return 'NOT_FOUND';
  if (call === null || submission.withdrawnAt !== null || reviewer.isDisabled) return 'NOT_POSSIBLE';
  const viewer = { accountId: reviewer.id, email: '', role: reviewer.role, officeIds: [] };
  if (!hasRole(viewer, 'REVIEWER')) return 'NOT_POSSIBLE';
  const acts = query.selectFrom('account_office').select('office_id').where('account_id', '=', reviewer.id);
  const own = await execute(client, acts.where('office_id', '=', submission.officeId));
  if (own.length > 0) return 'CONFLICT_OF_INTEREST';
  const row = { call_slug: key.slug, sequence: key.sequence, reviewer_id: reviewer.id };
  const inserted = await execute(
    client,
    query
      .insertInto('submission_review')
      .values({ ...row, assigned_at: now, assigned_by: accountId })
      .onConflict((conflict) => conflict.columns(['call_slug', 'sequence', 'reviewer_id']).doNothing())
      .returning('sequence'),
  );
  if (inserted.length === 0) return 'NOT_POSSIBLE';
  await record(client, 'review.assigned', key, { accountId, now }, { reviewer: reviewer.id });
  return 'ASSIGNED';
}

/** Once, and before anything else is done or seen. */
export async function declareConflict(
  client: Queryable,
  key: SubmissionKey,
  conflictReason: string | null,
  acting: Acting,
): Promise<boolean> {
  const review = await ownReview(client, key, acting);
  if (review === null || stateOfReview(review.review) !== 'ASSIGNED') return false;
  await update(client, key, acting, { declared_at: acting.now, conflict_reason: conflictReason });
  await record(client, 'review.declared', key, acting, { hasConflict: conflictReason !== null });
  return true;
}

export interface ReviewContent {
  readonly scores: Scores;
  readonly comment: string | null;
  readonly version: number;
}

export type SaveReviewOutcome = 'SAVED' | 'NOT_POSSIBLE' | 'CONFLICT';

export async function saveReview(
  client: Queryable,
  key: SubmissionKey,
  { scores, comment, version }: ReviewContent,
  acting: Acting,
): Promise<SaveReviewOutcome> {
  const own = await ownReview(client, key, acting);
  if (own === null || stateOfReview(own.review) !== 'STARTED') return 'NOT_POSSIBLE';
  if (own.review.version !== version) return 'CONFLICT';
  const known = new Set(own.call.criteria.map((criterion) => criterion.key));
  const kept = Object.fromEntries(Object.entries(scores).filter(([name]) => known.has(name)));
  await update(client, key, acting, { scores: JSON.stringify(kept), comment, version: version + 1 });
  return 'SAVED';
}

/** From then on it stays as it is. The keys of criteria without a score or reason; null where it cannot be completed. */
export async function completeReview(
  client: Queryable,
  key: SubmissionKey,
  acting: Acting,
): Promise<readonly string[] | null> {
  const own = await ownReview(client, key, acting);
  if (own === null || stateOfReview(own.review) !== 'STARTED') return null;
  const missing = missingScores(own.call.criteria, own.review.scores);
  if (missing.length > 0) return missing;
  await update(client, key, acting, { completed_at: acting.now });
  await record(client, 'review.completed', key, acting, own.review.scores);
  return [];
}

interface OwnReview {
  readonly call: LiveCall;
  readonly review: Review;
}

/** While its call is being reviewed, its submission in force, and nothing decided. */
async function ownReview(client: Queryable, key: SubmissionKey, { accountId, now }: Acting): Promise<OwnReview | null> {
  const call = await lockClosedCall(client, key.slug, now);
  const review = (await reviewsOf(client, key)).find(({ reviewerId }) => reviewerId === accountId);
  const submission = (await submissionsOf(client, key.slug)).find(({ sequence }) => sequence === key.sequence);
  if (call === null || review === undefined || submission === undefined || submission.withdrawnAt !== null) return null;
  const decided = query.selectFrom('submission_decision').select('sequence').where('call_slug', '=', key.slug);
  const isDecided = (await execute(client, decided.where('sequence', '=', key.sequence))).length > 0;
  return isDecided ? null : { call, review };
}

async function update(
  client: Queryable,
  { slug, sequence }: SubmissionKey,
  { accountId }: Acting,
  change: Readonly<Record<string, unknown>>,
): Promise<void> {
  await execute(
    client,
    query
      .updateTable('submission_review')
      .set(change as never)
      .where('call_slug', '=', slug)
      .where('sequence', '=', sequence)
      .where('reviewer_id', '=', accountId),
  );
}

async function record(
  client: Queryable,
  action: string,
  { slug, sequence }: SubmissionKey,
  { accountId, now }: Acting,
  after?: unknown,
): Promise<void> {
  await recordAct(client, { actor: accountId, action, subject: `call:${slug}/${sequence}`, after, at: now });
}
