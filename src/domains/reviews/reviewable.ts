/**
 * What can be reviewed. Submissions and amendments have tables of reviews and of returns of their own, for they refer to
 * different rows; the columns that are common to them are written here alone.
 */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { ClientBase } from 'pg';
import { recordAct } from '#accounts';
import type { SqlReader } from '#platform/database/index.ts';

export type Queryable = Pick<ClientBase, 'query'>;

/** The columns that name it, with their values. */
export type KeyColumns = Readonly<Record<string, string | number>>;

export interface UnderReview {
  readonly officeId: string;
  /** The account that submitted it for the office. */
  readonly submittedBy: string;
  /** Whether its time of review is on, and it was not withdrawn. */
  readonly isOpen: boolean;
  readonly isDecided: boolean;
}

/** How mails name it. */
export interface Described {
  /** In their subject. */
  readonly subject: string;
  /** Where a sentence begins. */
  readonly polish: string;
  readonly english: string;
  /** The paths of its pages for reviewers and for its office. */
  readonly reviewPage: string;
  readonly officePage: string;
}

export interface Reviewable<Key> {
  /** Of acts in the audit log, and of mails. */
  readonly name: 'submission' | 'amendment';
  readonly reviews: 'submission_review' | 'amendment_review';
  readonly returns: 'submission_return' | 'amendment_return';
  columnsOf(key: Key): KeyColumns;
  keyOf(row: Readonly<Record<string, unknown>>): Key;
  /** In the audit log, such as `amendment:12`. */
  subjectOf(key: Key): string;
  /** What a review consists of: it is kept for whoever reviews what completes it. */
  readonly content: readonly string[];
  /** Until when the review in the row `r` is to be completed. */
  readonly reviewDueAt: Expression<Date | null>;
  /** Until the transaction ends nobody else assigns, reviews, returns or decides it. */
  lock(client: Queryable, key: Key): Promise<unknown>;
  /** Null: there is none. */
  find(client: SqlReader, key: Key, now: Date): Promise<UnderReview | null>;
  describe(client: SqlReader, key: Key): Promise<Described | null>;
}

export interface Acting {
  readonly accountId: string;
  readonly now: Date;
}

export async function locked<Key>(
  client: Queryable,
  reviewable: Reviewable<Key>,
  key: Key,
  now: Date,
): Promise<UnderReview | null> {
  await reviewable.lock(client, key);
  return reviewable.find(client, key, now);
}

/** Statements over either table are typed by one of them: they name only columns that both have. */
export function reviewsTable<Key>({ reviews }: Reviewable<Key>): 'submission_review' {
  return reviews as 'submission_review';
}

export function returnsTable<Key>({ returns }: Reviewable<Key>): 'submission_return' {
  return returns as 'submission_return';
}

/** The condition that a row is about it. */
export function isAbout(columns: KeyColumns) {
  return <DB, Table extends keyof DB>(where: ExpressionBuilder<DB, Table>): Expression<SqlBool> =>
    where.and(Object.entries(columns).map(([column, value]) => sql<SqlBool>`${sql.ref(column)} = ${value}`));
}

export async function record<Key>(
  client: Queryable,
  { reviewable, key, action }: { readonly reviewable: Reviewable<Key>; readonly key: Key; readonly action: string },
  { accountId, now }: Acting,
  after?: unknown,
): Promise<void> {
  await recordAct(client, { actor: accountId, action, subject: reviewable.subjectOf(key), after, at: now });
}
