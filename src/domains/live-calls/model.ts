/** Calls to which offices apply in the hub. */
import type { OfficeTierName } from '#offices';
import type { TerritorialKind } from '#registry';
import type { Answers, CallForm } from './questions.ts';
import type { Criterion } from './review/model.ts';

export interface CallChannel {
  /** Null: for all. */
  readonly tier: OfficeTierName | null;
  readonly email: string | null;
  readonly url: string | null;
}

export interface CallDocument {
  readonly pl: string;
  readonly en: string;
  readonly url: string;
}

export interface LiveCall extends CallForm {
  readonly slug: string;
  readonly titlePl: string;
  readonly titleEn: string;
  readonly kind: 'PRACTICES' | 'LIVING_LAB_PARTICIPANTS';
  readonly admission: 'FIRST_COME' | 'REVIEW';
  readonly capacity: number;
  readonly tiers: readonly OfficeTierName[];
  /** Kinds of the units whose offices may apply; empty: all. */
  readonly unitKinds: readonly TerritorialKind[];
  readonly populationFrom: number | null;
  readonly populationTo: number | null;
  readonly populationRule: 'CONDITION' | 'PREFERENCE' | null;
  readonly channels: readonly CallChannel[];
  readonly documents: readonly CallDocument[];
  readonly opensAt: Date;
  readonly closesAt: Date;
  /** The day on which the results are to be published, `2013-08-12`. */
  readonly resultsDueOn: string | null;
  readonly answersSchema: object;
  readonly publishedAt: Date | null;
  /** From then on nothing changes that results are made of; null: they are not being published. */
  readonly resultsBegunAt: Date | null;
  readonly resultsRelease: number | null;
  readonly themes: readonly { readonly pl: string; readonly en: string }[];
  readonly criteria: readonly Criterion[];
  /** Completed reviews that a decision needs. */
  readonly reviewsNeeded: number;
  /** Until when reviewers are to complete their reviews; null: no moment is set. */
  readonly reviewsDueAt: Date | null;
}

export type Phase = 'DRAFT' | 'ANNOUNCED' | 'OPEN' | 'CLOSED' | 'DECIDED';

/** It opens and closes to the moment: the one of closing is outside already. */
export function phaseOf({ publishedAt, opensAt, closesAt, resultsRelease }: LiveCall, now: Date): Phase {
  if (publishedAt === null) return 'DRAFT';
  if (resultsRelease !== null) return 'DECIDED';
  if (now < opensAt) return 'ANNOUNCED';
  return now < closesAt ? 'OPEN' : 'CLOSED';
}

export interface Application {
  readonly answers: Answers;
  readonly version: number;
}

export interface Submission {
  readonly sequence: number;
  readonly officeId: string;
  readonly digest: string;
  readonly submittedAt: Date;
  readonly withdrawnAt: Date | null;
}

export interface Placed extends Submission {
  /** Among those in force, from 1. */
  readonly place: number;
  readonly isAdmitted: boolean;
}

/** The first `capacity` of those in force are admitted; who withdraws lets the next one in. */
export function placed({ capacity }: Pick<LiveCall, 'capacity'>, submissions: readonly Submission[]): Placed[] {
  return submissions
    .filter(({ withdrawnAt }) => withdrawnAt === null)
    .toSorted((a, b) => a.sequence - b.sequence)
    .map((submission, index) => ({ ...submission, place: index + 1, isAdmitted: index < capacity }));
}

/** `living-lab-2026-17` */
export function receiptNumber(slug: string, { sequence }: Pick<Submission, 'sequence'>): string {
  return `${slug}-${sequence}`;
}
