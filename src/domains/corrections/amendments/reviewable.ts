/** Amendments, by their numbers, as what can be reviewed. */
import { sql } from 'kysely';
import type { SqlReader } from '#platform/database/index.ts';
import type { Described, Reviewable, UnderReview } from '#reviews';
import { findAmendment, lockAmendment } from './store.ts';

export const reviewableAmendments: Reviewable<number> = {
  name: 'amendment',
  reviews: 'amendment_review',
  returns: 'amendment_return',
  columnsOf: (number) => ({ number }),
  keyOf: (row) => Number(row['number']),
  subjectOf: (number) => `amendment:${number}`,
  content: ['is_recommended', 'reason', 'due_at'],
  reviewDueAt: sql.ref<Date | null>('r.due_at'),
  lock: lockAmendment,
  find: findUnderReview,
  describe: describeAmendment,
};

async function findUnderReview(client: SqlReader, number: number): Promise<UnderReview | null> {
  const found = await findAmendment(client, number);
  if (found === null) return null;
  const { officeId, proposedBy, state } = found;
  const isDecided = state === 'APPROVED' || state === 'DECLINED';
  return { officeId, submittedBy: proposedBy, isOpen: state === 'OPEN', isDecided };
}

async function describeAmendment(client: SqlReader, number: number): Promise<Described | null> {
  if ((await findAmendment(client, number)) === null) return null;
  const page = `/account/amendments/${number}`;
  return {
    subject: `zmiana ${number}`,
    polish: `Zmiana ${number}`,
    english: `Amendment ${number}`,
    reviewPage: page,
    officePage: page,
  };
}
