/** Reviews of amendments in the database; completing needs a transaction. */
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import { type Acting, completeOwnReview, isOwnReview, ownOffices } from '#reviews';
import type { AmendmentReview } from './model.ts';
import { reviewableAmendments as reviewable } from './reviewable.ts';

const reviews = query
  .selectFrom('amendment_review as r')
  .select([
    'r.number',
    'r.reviewer_id as reviewerId',
    'r.assigned_at as assignedAt',
    'r.due_at as dueAt',
    'r.declared_at as declaredAt',
    'r.conflict_reason as conflictReason',
    'r.is_recommended as isRecommended',
    'r.reason',
    'r.completed_at as completedAt',
  ]);

export function reviewsOfAmendment(client: SqlReader, number: number): Promise<AmendmentReview[]> {
  return execute(client, reviews.where('r.number', '=', number).orderBy('r.assigned_at').orderBy('r.reviewer_id'));
}

/** Those that wait for the reviewer or were completed, of amendments that were not withdrawn and are not of their own offices; the oldest first. */
export function amendmentReviewsBy(client: SqlReader, reviewerId: string): Promise<AmendmentReview[]> {
  const own = reviews
    .innerJoin('amendment as a', 'a.number', 'r.number')
    .where('r.reviewer_id', '=', reviewerId)
    .where('a.state', '<>', 'WITHDRAWN')
    .where('a.office_id', 'not in', ownOffices(reviewerId))
    .where(({ eb, or }) =>
      or([eb('a.state', '=', 'OPEN'), eb('r.completed_at', 'is not', null), eb('r.conflict_reason', 'is not', null)]),
    );
  return execute(client, own.orderBy('r.assigned_at').orderBy('r.number'));
}

/** From then on it stays as it is. */
export async function completeAmendmentReview(
  client: Parameters<typeof isOwnReview>[0],
  number: number,
  { isRecommended, reason }: { readonly isRecommended: boolean; readonly reason: string },
  acting: Acting,
): Promise<boolean> {
  if (!(await isOwnReview(client, { reviewable, key: number, state: 'STARTED' }, acting))) return false;
  const change = { is_recommended: isRecommended, reason };
  await completeOwnReview(client, { reviewable, key: number }, change, acting);
  return true;
}
