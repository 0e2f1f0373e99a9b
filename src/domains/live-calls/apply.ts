/** Drafts, submissions and withdrawals. One lock on the call puts all submissions to it in one strict order. */
import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import { recordAct } from '#accounts';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import { carryReviews, completeReturn } from '#reviews';
import { eligibilityOf, mayApply } from './eligibility.ts';
import type { FileOwner } from './files/store.ts';
import { type Application, type LiveCall, phaseOf, type Submission } from './model.ts';
import { type Answers, wrongAnswers } from './questions.ts';
import { unknownReferences } from './references.ts';
import { openReturn } from './review/returns.ts';
import { reviewableSubmissions, type SubmissionKey } from './review/reviewable.ts';
import { findCall, lockCall, submissionsOf } from './store.ts';

type Queryable = Pick<ClientBase, 'query'>;

export interface Applicant {
  readonly slug: string;
  readonly officeId: string;
  readonly accountId: string;
  readonly now: Date;
}

export async function findApplication(
  client: SqlReader,
  { slug, officeId }: Pick<Applicant, 'slug' | 'officeId'>,
): Promise<Application> {
  const [found] = await execute(
    client,
    query
      .selectFrom('call_application')
      .select(['answers', 'version'])
      .where('call_slug', '=', slug)
      .where('office_id', '=', officeId),
  );
  return found === undefined ? { answers: {}, version: 0 } : { ...found, answers: found.answers as Answers };
}

export type SaveOutcome =
  | { readonly status: 'SAVED'; readonly version: number }
  /** Somebody else of the office saved meanwhile; nothing was overwritten. */
  | { readonly status: 'CONFLICT'; readonly theirs: Application }
  | { readonly status: 'NOT_OPEN' };

export async function saveDraft(
  client: Queryable,
  { slug, officeId, accountId, now }: Applicant,
  { answers, version }: Application,
): Promise<SaveOutcome> {
  const call = await findCall(client, slug);
  if (call === null || !(await mayChange(client, call, { officeId, now }))) return { status: 'NOT_OPEN' };
  const content = { answers: JSON.stringify(answers), saved_at: now, saved_by: accountId };
  const saved = await execute(
    client,
    version === 0
      ? query
          .insertInto('call_application')
          .values({ call_slug: slug, office_id: officeId, version: 1, ...content })
          .onConflict((conflict) => conflict.columns(['call_slug', 'office_id']).doNothing())
          .returning('version')
      : query
          .updateTable('call_application')
          .set({ version: version + 1, ...content })
          .where('call_slug', '=', slug)
          .where('office_id', '=', officeId)
          .where('version', '=', version)
          .returning('version'),
  );
  const [row] = saved;
  if (row !== undefined) return { status: 'SAVED', version: row.version };
  return { status: 'CONFLICT', theirs: await findApplication(client, { slug, officeId }) };
}

export type SubmitOutcome =
  | { readonly status: 'SUBMITTED'; readonly submission: Submission }
  | { readonly status: 'NOT_OPEN' | 'NOT_ELIGIBLE' }
  | { readonly status: 'INVALID'; readonly wrong: ReadonlySet<string> };

/**
 * Needs a transaction. What is submitted is the draft as it is saved. Whoever sends the same again, because the response did
 * not reach them, gets the receipt that they have already.
 */
export async function submit(client: Queryable, applicant: Applicant): Promise<SubmitOutcome> {
  const { slug, officeId, accountId, now } = applicant;
  const call = await lockCall(client, slug);
  if (call === null || !(await mayChange(client, call, applicant))) return { status: 'NOT_OPEN' };
  const { answers } = await findApplication(client, applicant);
  const wrong = await wrongIn(client, call, applicant, answers);
  if (wrong.size > 0) return { status: 'INVALID', wrong };
  if (!mayApply(await eligibilityOf(client, call, officeId))) return { status: 'NOT_ELIGIBLE' };
  const submissions = await submissionsOf(client, slug);
  const digest = digestOf(slug, officeId, answers);
  const former = submissions.find((one) => one.officeId === officeId && one.withdrawnAt === null);
  if (former?.digest === digest) return { status: 'SUBMITTED', submission: former };
  if (former !== undefined) await writeWithdrawal(client, slug, former, now);
  const submission = { sequence: submissions.length + 1, officeId, digest, submittedAt: now, withdrawnAt: null };
  await execute(
    client,
    query.insertInto('call_submission').values({
      call_slug: slug,
      sequence: submission.sequence,
      office_id: officeId,
      answers: JSON.stringify(answers),
      digest,
      submitted_at: now,
      submitted_by: accountId,
    }),
  );
  const subject = `call:${slug}/${submission.sequence}`;
  await recordAct(client, {
    actor: accountId,
    action: 'call.submitted',
    subject,
    after: { officeId, digest },
    at: now,
  });
  if (former !== undefined) await carryOn(client, slug, former.sequence, submission.sequence);
  return { status: 'SUBMITTED', submission };
}

/** Of a submission that had been returned, the same reviewers go on with what completes it. */
async function carryOn(client: Queryable, slug: string, from: number, to: number): Promise<void> {
  const key = (sequence: number): SubmissionKey => ({ slug, sequence });
  if (!(await completeReturn(client, reviewableSubmissions, key(from), to))) return;
  await carryReviews(client, reviewableSubmissions, key(from), key(to));
}

/** Keys of questions whose answers are missing, do not fit or name nothing. */
export async function wrongIn(
  client: SqlReader,
  call: LiveCall,
  owner: FileOwner,
  answers: Answers,
): Promise<Set<string>> {
  const unknown = await unknownReferences(client, { questions: call.questions, answers }, owner);
  return new Set([...wrongAnswers(call.answersSchema, answers), ...unknown]);
}

/** Keys of questions that were answered, but not so that it could be submitted. */
export async function misfits(
  client: SqlReader,
  call: LiveCall,
  owner: FileOwner,
  answers: Answers,
): Promise<Set<string>> {
  const wrong = await wrongIn(client, call, owner, answers);
  return new Set([...wrong].filter((key) => answers[key] !== undefined));
}

/** While the call is open; afterwards only who was given until a day to complete a submission. */
export async function mayChange(
  client: SqlReader,
  call: LiveCall,
  { officeId, now }: Pick<Applicant, 'officeId' | 'now'>,
): Promise<boolean> {
  if (call.resultsBegunAt !== null) return false;
  const phase = phaseOf(call, now);
  if (phase !== 'CLOSED') return phase === 'OPEN';
  return (await openReturn(client, call.slug, officeId, now)) !== null;
}

/** Needs a transaction. */
export async function withdraw(client: Queryable, { slug, officeId, accountId, now }: Applicant): Promise<boolean> {
  const call = await lockCall(client, slug);
  if (call === null || phaseOf(call, now) !== 'OPEN' || call.resultsBegunAt !== null) return false;
  const submissions = await submissionsOf(client, slug);
  const current = submissions.find((one) => one.officeId === officeId && one.withdrawnAt === null);
  if (current === undefined) return false;
  await writeWithdrawal(client, slug, current, now);
  const subject = `call:${slug}/${current.sequence}`;
  await recordAct(client, { actor: accountId, action: 'call.withdrawn', subject, at: now });
  return true;
}

async function writeWithdrawal(client: Queryable, slug: string, { sequence }: Submission, now: Date): Promise<void> {
  await execute(
    client,
    query
      .updateTable('call_submission')
      .set({ withdrawn_at: now })
      .where('call_slug', '=', slug)
      .where('sequence', '=', sequence),
  );
}

function digestOf(slug: string, officeId: string, answers: Answers): string {
  const ordered = Object.entries(answers).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([slug, officeId, ordered]))
    .digest('hex');
}
