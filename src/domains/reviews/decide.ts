/** Whether what was reviewed may be decided. */
import { hasPart, statesOfReviews } from './assign.ts';
import { stateOfReview } from './model.ts';
import { isOpenReturn, returnOf } from './returns.ts';
import { type Acting, locked, type Queryable, type Reviewable } from './reviewable.ts';

export type Undecidable =
  | 'NOT_FOUND'
  | 'NOT_POSSIBLE'
  /** Who would decide acts for its office. */
  | 'CONFLICT_OF_INTEREST'
  /** Fewer reviews are completed than are needed. */
  | 'REVIEWS_MISSING';

/** Needs a transaction. Null: it may be decided. What was decided before may be decided anew while it is open. */
export async function whyUndecidable<Key>(
  client: Queryable,
  reviewable: Reviewable<Key>,
  key: Key,
  reviewsNeeded: number,
  { accountId, now }: Acting,
): Promise<Undecidable | null> {
  const found = await locked(client, reviewable, key, now);
  if (found === null) return 'NOT_FOUND';
  if (!found.isOpen || isOpenReturn(await returnOf(client, reviewable, key), now)) return 'NOT_POSSIBLE';
  if (await hasPart(client, accountId, found, now)) return 'CONFLICT_OF_INTEREST';
  const reviews = await statesOfReviews(client, reviewable, key);
  const completed = reviews.filter((review) => stateOfReview(review) === 'COMPLETED').length;
  return completed < reviewsNeeded ? 'REVIEWS_MISSING' : null;
}
