/** What editors do with submissions, with the mails that follow from it: for pages and mutations alike. */
import { execute, query } from '#platform/database/index.ts';
import { RefusedFileError } from '#platform/errors.ts';
import { type Editing, mailDecision } from '#reviews';
import { problemOfCall } from './drafting.ts';
import type { LiveCall } from './model.ts';
import { extensionMails } from './reminders/applications.ts';
import { abandonResults, type BegunResults, beginResults, markDecided } from './results.ts';
import { type Decided, type DecideOutcome, type Deciding, decideSubmission } from './review/decide.ts';
import { reviewableSubmissions, type SubmissionKey } from './review/reviewable.ts';
import { extendCall, findCall, markPublished, type NewCall, writeDraftCall } from './store.ts';

declare module '#graphql/contributor.ts' {
  interface Publishers {
    /** Makes a release with the call as it is by now; false where it is public so. */
    announceCall(call: LiveCall, now: Date): Promise<boolean>;
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

export type DraftOutcome = 'SAVED' | 'TAKEN' | keyof NewCall;

/** A draft is replaced, a published call is not. Otherwise the property that cannot be stored; see FormError, too. */
export async function draftCall({ reader, transaction, viewer, now }: Editing, call: NewCall): Promise<DraftOutcome> {
  const problem = problemOfCall(call);
  if (problem !== null) return problem;
  const others = await execute(reader, query.selectFrom('call').select('slug').where('slug', '=', call.slug));
  if (others.length > 0) return 'TAKEN';
  const editor = { accountId: viewer.accountId, now };
  const isWritten = await transaction((client) => writeDraftCall(client, call, editor));
  return isWritten ? 'SAVED' : 'TAKEN';
}

/** First the release, then the mark: a call that is marked is in public. To publish it again changes nothing there. */
export async function publishDraft(
  { reader, transaction, viewer, now, publishers }: Editing,
  slug: string,
): Promise<boolean> {
  const call = await findCall(reader, slug);
  if (call === null || call.publishedAt !== null || call.closesAt <= now) return false;
  await publishers.announceCall(call, now);
  return transaction((client) => markPublished(client, slug, { accountId: viewer.accountId, now }));
}

/**
 * Whoever has begun to apply gets a mail. To extend it again to the same moment makes public what was not, because the process was
 * killed in between.
 */
export async function extend(editing: Editing, slug: string, closesAt: Date): Promise<boolean> {
  const { reader, transaction, viewer, now, publishers, publicUrl, send } = editing;
  const editor = { accountId: viewer.accountId, now };
  const isExtended = await transaction((client) => extendCall(client, slug, closesAt, editor));
  const call = await findCall(reader, slug);
  if (call === null || !(isExtended || closesThen(call, closesAt, now))) return false;
  if (call.publishedAt === null) return true;
  const isNews = await publishers.announceCall(call, now);
  if (!isExtended && !isNews) return true;
  for (const mail of await extensionMails(reader, call, publicUrl)) send(mail);
  return true;
}

function closesThen({ closesAt, resultsBegunAt }: LiveCall, moment: Date, now: Date): boolean {
  return closesAt.getTime() === moment.getTime() && closesAt > now && resultsBegunAt === null;
}

export function decide(
  { transaction, viewer, now, publishers }: Editing,
  key: SubmissionKey,
  decision: Pick<Deciding, 'outcome' | 'reasons' | 'approved'>,
): Promise<DecideOutcome | 'INVALID_PRACTICE'> {
  if (decision.approved !== null && publishers.problemsOfPractice(decision.approved).length > 0) {
    return Promise.resolve('INVALID_PRACTICE');
  }
  return transaction((client) => decideSubmission(client, { ...key, ...decision, accountId: viewer.accountId, now }));
}

export type ResultsOutcome = 'PUBLISHED' | 'NOT_FOUND' | 'NOT_POSSIBLE' | 'NOT_DECIDED';

/** First the release, then the mark, then the mails, once: to publish results again changes nothing in public. */
export async function publishResultsOf(editing: Editing, slug: string): Promise<ResultsOutcome> {
  const { transaction, viewer, now } = editing;
  const begun = await transaction((client) => beginResults(client, slug, now));
  if (typeof begun === 'string') return begun;
  const release = await releaseResults(editing, begun);
  const editor = { accountId: viewer.accountId, now };
  const isFirst = await transaction((client) => markDecided(client, slug, release, editor));
  if (isFirst) await writeToApplicants(editing, begun.decided, slug);
  return 'PUBLISHED';
}

async function releaseResults(
  { transaction, now, publishers }: Editing,
  { call, decided, isFirst }: BegunResults,
): Promise<number> {
  try {
    if (call.admission === 'REVIEW') return await publishers.publishReviewed(call, decided, now);
    return await publishers.publishPlaced(call, now);
  } catch (error) {
    // After any other error they may be public, and somebody else who has begun may publish them.
    if (isFirst && error instanceof RefusedFileError)
      await transaction((client) => abandonResults(client, call.slug, now));
    throw error;
  }
}

async function writeToApplicants(editing: Editing, decided: readonly Decided[], slug: string): Promise<void> {
  for (const { submission, decision } of decided) {
    const { outcome, reasons } = decision;
    const written = { isAccepted: outcome === 'ACCEPTED', reasons };
    await mailDecision(editing, reviewableSubmissions, { slug, sequence: submission.sequence }, written);
  }
}
