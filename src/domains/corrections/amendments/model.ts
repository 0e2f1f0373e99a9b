/** Changes that an office wants of its practice, its own entry or its adoption: reviewed, then decided by editors. */
import type { AccountRole } from '#platform/viewer.ts';
import type { Review } from '#reviews';
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

/** As a row has them. */
export function changesOf(changes: unknown): RecordedChange[] {
  return changes as RecordedChange[];
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

export interface AmendmentReview extends Review {
  readonly number: number;
  /** Until when it is to be completed; null: no moment is set. */
  readonly dueAt: Date | null;
  readonly isRecommended: boolean | null;
  readonly reason: string | null;
}

/** Completed reviews that a decision needs. */
export const amendmentReviewsNeeded = 1;

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
