/** What editors do with submissions, with the mails that follow from it: for pages and mutations alike. */
import { inTransaction } from '#platform/database/transaction.ts';
import { type Editing, mailDecision } from '#reviews';
import { type LiveCall, phaseOf } from './model.ts';
import { allDecided, type Decided, type DecideOutcome, type Deciding, decideSubmission } from './review/decide.ts';
import { reviewableSubmissions, type SubmissionKey } from './review/reviewable.ts';
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
  if (await markDecided(database.pool, slug, release, editor)) await writeToApplicants(editing, decided, slug);
  return 'PUBLISHED';
}

async function writeToApplicants(editing: Editing, decided: readonly Decided[], slug: string): Promise<void> {
  for (const { submission, decision } of decided) {
    const { outcome, reasons } = decision;
    const written = { isAccepted: outcome === 'ACCEPTED', reasons };
    await mailDecision(editing, reviewableSubmissions, { slug, sequence: submission.sequence }, written);
  }
}
