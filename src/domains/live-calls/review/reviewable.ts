/** Submissions to calls as what can be reviewed. */
import { sql } from 'kysely';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import type { Described, Reviewable, UnderReview } from '#reviews';
import { phaseOf } from '../model.ts';
import { findCall, lockCall } from '../store.ts';

export interface SubmissionKey {
  readonly slug: string;
  readonly sequence: number;
}

export const reviewableSubmissions: Reviewable<SubmissionKey> = {
  name: 'submission',
  reviews: 'submission_review',
  returns: 'submission_return',
  columnsOf: ({ slug, sequence }) => ({ call_slug: slug, sequence }),
  keyOf: (row) => ({ slug: String(row['call_slug']), sequence: Number(row['sequence']) }),
  subjectOf: ({ slug, sequence }) => `call:${slug}/${sequence}`,
  content: ['scores', 'comment', 'version'],
  reviewDueAt: sql<Date | null>`${query
    .selectFrom('live_call as c')
    .select('c.reviews_due_at')
    .where('c.slug', '=', sql.ref<string>('r.call_slug'))}`,
  lock: (client, { slug }) => lockCall(client, slug),
  find: findSubmission,
  describe: describeSubmission,
};

/** Its time of review is on while the call has closed and its results are not being published yet. */
async function findSubmission(
  client: SqlReader,
  { slug, sequence }: SubmissionKey,
  now: Date,
): Promise<UnderReview | null> {
  const call = await findCall(client, slug);
  const [found] = await execute(
    client,
    query
      .selectFrom('call_submission as s')
      .leftJoin('submission_decision as d', (join) =>
        join.onRef('d.call_slug', '=', 's.call_slug').onRef('d.sequence', '=', 's.sequence'),
      )
      .select(['s.office_id as officeId', 's.submitted_by as submittedBy', 's.withdrawn_at as withdrawnAt'])
      .select('d.sequence as decided')
      .where('s.call_slug', '=', slug)
      .where('s.sequence', '=', sequence),
  );
  if (call === null || found === undefined) return null;
  const { officeId, submittedBy, withdrawnAt, decided } = found;
  const isOpen = phaseOf(call, now) === 'CLOSED' && call.resultsBegunAt === null && withdrawnAt === null;
  return { officeId, submittedBy, isOpen, isDecided: decided !== null };
}

async function describeSubmission(client: SqlReader, { slug, sequence }: SubmissionKey): Promise<Described | null> {
  const call = await findCall(client, slug);
  const statement = query.selectFrom('call_submission').select('office_id as officeId').where('call_slug', '=', slug);
  const [found] = await execute(client, statement.where('sequence', '=', sequence));
  if (call === null || found === undefined) return null;
  return {
    subject: `zgłoszenie ${sequence} (${call.titlePl})`,
    polish: `Zgłoszenie ${sequence} w naborze „${call.titlePl}”`,
    english: `Submission ${sequence} to the call "${call.titleEn}"`,
    reviewPage: `/review/${slug}/${sequence}`,
    officePage: `/account/calls/${slug}/${encodeURIComponent(found.officeId)}`,
  };
}
