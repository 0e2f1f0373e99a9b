/** Reviews of what offices submit, be it an application to a call or an amendment: their states, and who sees them. */

export interface Review {
  readonly reviewerId: string;
  readonly assignedAt: Date;
  /** When the reviewer declared whether there is a conflict of interest; before that they see nothing of it. */
  readonly declaredAt: Date | null;
  readonly conflictReason: string | null;
  readonly completedAt: Date | null;
}

/** What of a row states all that. */
export const reviewColumns = {
  reviewerId: true,
  assignedAt: true,
  declaredAt: true,
  conflictReason: true,
  completedAt: true,
} as const satisfies Record<keyof Review, true>;

export type ReviewState = 'ASSIGNED' | 'CONFLICT' | 'STARTED' | 'COMPLETED';

export function stateOfReview({ declaredAt, conflictReason, completedAt }: Review): ReviewState {
  if (conflictReason !== null) return 'CONFLICT';
  if (completedAt !== null) return 'COMPLETED';
  return declaredAt === null ? 'ASSIGNED' : 'STARTED';
}

/** Whether it waits for its reviewer. */
export function isWaiting(review: Review): boolean {
  return ['ASSIGNED', 'STARTED'].includes(stateOfReview(review));
}

/** Whether nobody is still at it: those with a conflict of interest or a part in it do not count. */
function allCompleted(reviews: readonly Review[], parties: ReadonlySet<string>): boolean {
  const counted = reviews.filter((review) => stateOfReview(review) !== 'CONFLICT' && !parties.has(review.reviewerId));
  return counted.length > 0 && counted.every((review) => stateOfReview(review) === 'COMPLETED');
}

export interface Looking {
  readonly accountId: string;
  readonly isEditor: boolean;
  /** Who acts for the office that submitted it, be it since the review was assigned. */
  readonly parties: ReadonlySet<string>;
}

/**
 * Blind to each other until done: whoever reviews it sees the reviews of others, whatever their role, once all are completed;
 * an editor who does not review it sees all of them at once. Whoever acts for its office sees none.
 */
export function visibleReviews<One extends Review>(
  reviews: readonly One[],
  { accountId, isEditor, parties }: Looking,
): One[] {
  if (parties.has(accountId)) return [];
  const own = reviews.find(({ reviewerId }) => reviewerId === accountId);
  if (own?.conflictReason != null) return [own];
  if (own === undefined) return isEditor ? [...reviews] : [];
  return allCompleted(reviews, parties) ? [...reviews] : [own];
}
