/** Changes that an office wants of its practice, its own entry or its adoption: reviewed, then decided by editors. */
import type { AccountRole } from '#platform/viewer.ts';
import { officeFields } from '../model.ts';

export const amendmentTargets = ['PRACTICE', 'OFFICE', 'ADOPTION'] as const;
export type AmendmentTarget = (typeof amendmentTargets)[number];

export type AmendmentState = 'OPEN' | 'APPROVED' | 'DECLINED' | 'WITHDRAWN';

export interface AmendedEntry {
  readonly type: AmendmentTarget;
  /** The slug or id of the entry. */
  readonly key: string;
}

export interface FieldChange {
  /** As corrections name them. */
  readonly field: string;
  readonly value: string;
}

export interface RecordedChange extends FieldChange {
  /** When it was proposed; once it is approved, when it was published. */
  readonly before: string | null;
}

export interface Amendment {
  readonly number: number;
  readonly target: AmendedEntry;
  readonly officeId: string;
  readonly changes: readonly RecordedChange[];
  readonly note: string;
  readonly state: AmendmentState;
  readonly proposedAt: Date;
  readonly proposedBy: string;
  readonly decidedAt: Date | null;
  /** Of whoever decided it, which is public; their account is not. */
  readonly decidedRole: AccountRole | null;
  readonly reasons: string | null;
  readonly release: number | null;
}

export interface AmendmentReview {
  readonly number: number;
  readonly reviewerId: string;
  readonly declaredAt: Date | null;
  readonly conflictReason: string | null;
  readonly isRecommended: boolean | null;
  readonly reason: string | null;
  readonly completedAt: Date | null;
}

export type AmendmentReviewState = 'ASSIGNED' | 'CONFLICT' | 'STARTED' | 'COMPLETED';

export function stateOfAmendmentReview(review: AmendmentReview): AmendmentReviewState {
  if (review.conflictReason !== null) return 'CONFLICT';
  if (review.completedAt !== null) return 'COMPLETED';
  return review.declaredAt === null ? 'ASSIGNED' : 'STARTED';
}

/** Completed reviews that a decision needs. */
export const amendmentReviewsNeeded = 1;

/** What anybody sees of reviews of others: editors all, reviewers once nobody is at work any more. */
export function visibleAmendmentReviews(
  reviews: readonly AmendmentReview[],
  { accountId, isEditor }: { readonly accountId: string; readonly isEditor: boolean },
): AmendmentReview[] {
  const isDone = reviews.every((review) => ['COMPLETED', 'CONFLICT'].includes(stateOfAmendmentReview(review)));
  const isOwnOpen = reviews.some(
    (review) => review.reviewerId === accountId && stateOfAmendmentReview(review) !== 'COMPLETED',
  );
  if (isOwnOpen) return reviews.filter(({ reviewerId }) => reviewerId === accountId);
  return reviews.filter(({ reviewerId }) => isEditor || isDone || reviewerId === accountId);
}

/** The path of the page that shows the entry; of an adoption that of its practice. */
export function pageOfAmended({ type, key }: AmendedEntry, practice: string | null): string {
  if (type === 'OFFICE') return `/offices/${encodeURIComponent(key)}`;
  return `/practices/${encodeURIComponent(type === 'ADOPTION' ? (practice ?? '') : key)}`;
}

/** What the page offers to amend; the API takes every field. */
export const amendableFields: Readonly<Record<AmendmentTarget, readonly string[]>> = {
  PRACTICE: ['title', 'title.en', 'summary', 'summary.en', 'problem', 'problem.en', 'solution', 'solution.en'],
  OFFICE: officeFields,
  ADOPTION: ['on', 'changes', 'changes.en', 'url'],
};
