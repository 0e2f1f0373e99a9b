/** What editors do with submissions, with the mails that follow from it: for pages and mutations alike. */
import { findAccount } from '#accounts';
import type { Contributor } from '#graphql/contributor.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Viewer } from '#platform/viewer.ts';
import { assignedMail, decidedMail, returnedMail } from './mails.ts';
import { type LiveCall, phaseOf } from './model.ts';
import { applicantEmail } from './recipients.ts';
import { allDecided, type Decided, type DecideOutcome, type Deciding, decideSubmission } from './review/decide.ts';
import { type Returned, returnSubmission } from './review/returns.ts';
import { type AssignOutcome, assignReviewer, type SubmissionKey } from './review/store.ts';
import { findCall, markDecided } from './store.ts';

declare module '#graphql/contributor.ts' {
  interface Publishers {
    /** The release with the results; null when nothing public changed. */
    publishReviewed(call: LiveCall, decided: readonly Decided[], now: Date): Promise<number>;
    publishPlaced(call: LiveCall, now: Date): Promise<number>;
    presentPractice(
      presentation: { readonly event: string; readonly session: string; readonly practice: string },
      now: Date,
    ): Promise<boolean>;
    /** What is wrong with the text of a practice; empty where it can be published. */
    problemsOfPractice(practice: unknown): readonly string[];
  }
}

export type Editing = Pick<Contributor, 'database' | 'now' | 'send' | 'publishers'> & {
  readonly viewer: Viewer;
  readonly publicUrl: string;
};

export async function assign(editing: Editing, key: SubmissionKey, email: string): Promise<AssignOutcome> {
  const { database, viewer, now, publicUrl, send } = editing;
  const reviewer = await findAccount(database.pool, email.trim().toLowerCase());
  if (reviewer === null) return 'NOT_FOUND';
  const { id, role, disabledAt } = reviewer;
  const outcome = await inTransaction(database.pool, (client) =>
    assignReviewer(client, key, { id, role, isDisabled: disabledAt !== null }, { accountId: viewer.accountId, now }),
  );
  const call = await findCall(database.pool, key.slug);
  if (outcome === 'ASSIGNED' && call !== null) send(assignedMail({ to: reviewer.email, call, publicUrl }));
  return outcome;
}

export async function returnForCompletion(
  editing: Editing,
  { slug, sequence }: SubmissionKey,
  { note, dueAt }: Pick<Returned, 'note' | 'dueAt'>,
): Promise<boolean> {
  const { database, viewer, now, publicUrl, send } = editing;
  const returning = { slug, sequence, note, dueAt, accountId: viewer.accountId, now };
  const returned = await inTransaction(database.pool, (client) => returnSubmission(client, returning));
  if (returned === null) return false;
  const call = await findCall(database.pool, slug);
  const to = await applicantEmail(database.pool, slug, sequence);
  if (call !== null && to !== null) send(returnedMail({ to, call, publicUrl }, returned));
  return true;
}

export function decide(
  { database, viewer, now, publishers }: Editing,
  key: SubmissionKey,
  decision: Pick<Deciding, 'outcome' | 'reasons' | 'approved'>,
): Promise<DecideOutcome | 'INVALID_PRACTICE'> {
  if (decision.approved !== null && publishers.problemsOfPractice(decision.approved).length > 0) {
    return Promise.resolve('INVALID_PRACTICE');
  }
  return inTransaction(database.pool, (client) =>
    decideSubmission(client, { ...key, ...decision, accountId: viewer.accountId, now }),
  );
}

export type ResultsOutcome = 'PUBLISHED' | 'NOT_FOUND' | 'NOT_POSSIBLE' | 'NOT_DECIDED';

/** First the release, then the mark, then the mails, once: to publish results again changes nothing in public. */
export async function publishResultsOf(editing: Editing, slug: string): Promise<ResultsOutcome> {
  const { database, viewer, now, publishers } = editing;
  const call = await findCall(database.pool, slug);
  if (call === null) return 'NOT_FOUND';
  if (phaseOf(call, now) !== 'CLOSED') return 'NOT_POSSIBLE';
  const decided = call.admission === 'REVIEW' ? await allDecided(database.pool, call) : [];
  if (decided === null) return 'NOT_DECIDED';
  const release =
    call.admission === 'REVIEW'
      ? await publishers.publishReviewed(call, decided, now)
      : await publishers.publishPlaced(call, now);
  const editor = { accountId: viewer.accountId, now };
  if (await markDecided(database.pool, slug, release, editor)) await writeToApplicants(editing, call, decided);
  return 'PUBLISHED';
}

async function writeToApplicants(
  { database, publicUrl, send }: Editing,
  call: LiveCall,
  decided: readonly Decided[],
): Promise<void> {
  for (const { submission, decision } of decided) {
    const to = await applicantEmail(database.pool, call.slug, submission.sequence);
    if (to !== null) send(decidedMail({ to, call, publicUrl }, decision));
  }
}
