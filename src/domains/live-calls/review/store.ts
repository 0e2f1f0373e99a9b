/** Reviews of submissions in the database; saving and completing need a transaction. */
import type { InferResult } from 'kysely';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import { type Acting, completeOwnReview, isOwnReview, ownOffices, updateReview } from '#reviews';
import { findCall } from '../store.ts';
import { missingScores, type Review, type Scores, scoresOf } from './model.ts';
import { reviewableSubmissions as reviewable, type SubmissionKey } from './reviewable.ts';

type Queryable = Parameters<typeof isOwnReview>[0];

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

function reviewOf({ scores, ...row }: InferResult<typeof reviews>[number]): Review {
  return { ...row, scores: scoresOf(scores) };
}

export async function reviewsOf(client: SqlReader, { slug, sequence }: SubmissionKey): Promise<Review[]> {
  const statement = reviews.where('call_slug', '=', slug).where('sequence', '=', sequence);
  return (await execute(client, statement.orderBy('assigned_at').orderBy('reviewer_id'))).map(reviewOf);
}

/** Those of submissions that are in force, of offices that the reviewer does not act for; the oldest first. */
export async function reviewsBy(client: SqlReader, reviewerId: string): Promise<Review[]> {
  const statement = reviews
    .where('reviewer_id', '=', reviewerId)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('call_submission as s')
          .select('s.sequence')
          .whereRef('s.call_slug', '=', 'submission_review.call_slug')
          .whereRef('s.sequence', '=', 'submission_review.sequence')
          .where('s.withdrawn_at', 'is', null)
          .where('s.office_id', 'not in', ownOffices(reviewerId)),
      ),
    );
  return (await execute(client, statement.orderBy('assigned_at'))).map(reviewOf);
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
  if (own === null) return 'NOT_POSSIBLE';
  if (own.version !== version) return 'CONFLICT';
  const known = new Set(await criteriaKeys(client, key));
  const kept = Object.fromEntries(Object.entries(scores).filter(([name]) => known.has(name)));
  const change = { scores: JSON.stringify(kept), comment, version: version + 1 };
  await updateReview(client, reviewable, key, change, acting);
  return 'SAVED';
}

async function criteriaKeys(client: SqlReader, { slug }: SubmissionKey): Promise<string[]> {
  return ((await findCall(client, slug))?.criteria ?? []).map(({ key }) => key);
}

/** The keys of criteria without a score or reason, of which there are none when it is completed; null where it cannot be. */
export async function completeReview(
  client: Queryable,
  key: SubmissionKey,
  acting: Acting,
): Promise<readonly string[] | null> {
  const own = await ownReview(client, key, acting);
  if (own === null) return null;
  const missing = missingScores((await findCall(client, key.slug))?.criteria ?? [], own.scores);
  if (missing.length > 0) return missing;
  await completeOwnReview(client, { reviewable, key }, {}, acting);
  return [];
}

/** While it can be written. */
async function ownReview(client: Queryable, key: SubmissionKey, acting: Acting): Promise<Review | null> {
  if (!(await isOwnReview(client, { reviewable, key, state: 'STARTED' }, acting))) return null;
  return (await reviewsOf(client, key)).find(({ reviewerId }) => reviewerId === acting.accountId) ?? null;
}
