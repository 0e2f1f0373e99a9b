/** What editors decide of submissions that were reviewed. */
import type { ClientBase } from 'pg';
import { recordAct } from '#accounts';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import { type Undecidable, whyUndecidable } from '#reviews';
import type { LiveCall, Submission } from '../model.ts';
import { lockCall, submissionsOf } from '../store.ts';
import { reviewableSubmissions } from './reviewable.ts';

type Queryable = Pick<ClientBase, 'query'>;

/** The approved text of a practice, in the format of practices files. */
export type ApprovedPractice = Readonly<Record<string, unknown>> & { readonly slug: string };

export interface Decision {
  readonly sequence: number;
  readonly outcome: 'ACCEPTED' | 'DECLINED';
  /** For the applicant. */
  readonly reasons: string;
  readonly approved: ApprovedPractice | null;
  readonly decidedAt: Date;
}

const decisions = query
  .selectFrom('submission_decision')
  .select(['sequence', 'outcome', 'reasons', 'approved', 'decided_at as decidedAt']);

export async function decisionsOf(client: SqlReader, slug: string): Promise<Decision[]> {
  const rows = await execute(client, decisions.where('call_slug', '=', slug).orderBy('sequence'));
  return rows.map(({ approved, ...row }) => ({ ...row, approved: approved as ApprovedPractice | null }));
}

export interface Deciding extends Omit<Decision, 'decidedAt'> {
  readonly slug: string;
  readonly accountId: string;
  readonly now: Date;
}

export type DecideOutcome =
  | 'DECIDED'
  | Undecidable
  /** As many are accepted as there are places. */
  | 'CAPACITY_REACHED'
  /** The approved text of another submission has this slug. */
  | 'TAKEN';

/** Needs a transaction. Until the results are published it may be decided anew. */
export async function decideSubmission(client: Queryable, deciding: Deciding): Promise<DecideOutcome> {
  const { slug, sequence, outcome, reasons, approved, accountId, now } = deciding;
  const call = await lockCall(client, slug);
  if (call === null) return 'NOT_FOUND';
  if (call.admission !== 'REVIEW') return 'NOT_POSSIBLE';
  const key = { slug, sequence };
  const why = await whyUndecidable(client, reviewableSubmissions, key, call.reviewsNeeded, { accountId, now });
  if (why !== null) return why;
  const others = (await decisionsOf(client, slug)).filter((one) => one.sequence !== sequence);
  const accepted = others.filter((one) => one.outcome === 'ACCEPTED').length;
  if (outcome === 'ACCEPTED' && accepted >= call.capacity) return 'CAPACITY_REACHED';
  const isTaken = others.some((one) => one.outcome === 'ACCEPTED' && one.approved?.slug === approved?.slug);
  if (outcome === 'ACCEPTED' && approved !== null && isTaken) return 'TAKEN';
  const content = {
    outcome,
    reasons,
    approved: approved === null ? null : JSON.stringify(approved),
    decided_at: now,
    decided_by: accountId,
  };
  await execute(
    client,
    query
      .insertInto('submission_decision')
      .values({ call_slug: slug, sequence, ...content })
      .onConflict((conflict) => conflict.columns(['call_slug', 'sequence']).doUpdateSet(content)),
  );
  const act = { actor: accountId, action: 'submission.decided', subject: `call:${slug}/${sequence}`, at: now };
  await recordAct(client, { ...act, after: { outcome, reasons, approved } });
  return 'DECIDED';
}

export interface Decided {
  readonly submission: Submission;
  readonly decision: Decision;
}

/** Those in force with what was decided of them; null while something is not decided. */
export async function allDecided(client: SqlReader, { slug }: Pick<LiveCall, 'slug'>): Promise<Decided[] | null> {
  const inForce = (await submissionsOf(client, slug)).filter(({ withdrawnAt }) => withdrawnAt === null);
  const found = new Map((await decisionsOf(client, slug)).map((decision) => [decision.sequence, decision]));
  const decided = inForce.flatMap((submission): Decided[] => {
    const decision = found.get(submission.sequence);
    return decision === undefined ? [] : [{ submission, decision }];
  });
  return decided.length === inForce.length ? decided : null;
}
