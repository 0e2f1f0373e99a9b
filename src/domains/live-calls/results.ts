/**
 * The results of a call are published in three steps: it is marked, so that nothing changes any more that they are made of;
 * they become a release; the call gets its number. Whoever was killed in between is followed by whoever publishes them again.
 */
import type { ClientBase } from 'pg';
import { recordAct } from '#accounts';
import { execute, query } from '#platform/database/index.ts';
import { isOpenReturn } from '#reviews';
import { type LiveCall, phaseOf } from './model.ts';
import { allDecided, type Decided } from './review/decide.ts';
import { returnsOf } from './review/returns.ts';
import { type Editor, lockCall } from './store.ts';

type Queryable = Pick<ClientBase, 'query'>;

export interface BegunResults {
  readonly call: LiveCall;
  /** Empty where places go in the order of submissions. */
  readonly decided: readonly Decided[];
  /** Whether nobody had begun before: then nothing of them can be public yet. */
  readonly isFirst: boolean;
}

/**
 * Needs a transaction. Submissions wait for the lock that this waits for: one that came before the close is either seen here, or
 * comes second and is refused.
 */
export async function beginResults(
  client: Queryable,
  slug: string,
  now: Date,
): Promise<BegunResults | 'NOT_FOUND' | 'NOT_POSSIBLE' | 'NOT_DECIDED'> {
  const call = await lockCall(client, slug);
  if (call === null) return 'NOT_FOUND';
  if (phaseOf(call, now) !== 'CLOSED') return 'NOT_POSSIBLE';
  const decided = call.admission === 'REVIEW' ? await allDecided(client, call) : [];
  const mayBeCompleted = (await returnsOf(client, slug)).some((returned) => isOpenReturn(returned, now));
  if (decided === null || mayBeCompleted) return 'NOT_DECIDED';
  if (call.resultsBegunAt !== null) return { call, decided, isFirst: false };
  await execute(client, query.updateTable('live_call').set({ results_begun_at: now }).where('slug', '=', slug));
  return { call: { ...call, resultsBegunAt: now }, decided, isFirst: true };
}

/** They were refused before anything was public: what is wrong in them can be decided anew. */
export async function abandonResults(client: Queryable, slug: string, begunAt: Date): Promise<void> {
  const statement = query.updateTable('live_call').set({ results_begun_at: null }).where('slug', '=', slug);
  await execute(client, statement.where('results_begun_at', '=', begunAt).where('results_release', 'is', null));
}

/** False when it was marked before. */
export async function markDecided(
  client: Queryable,
  slug: string,
  release: number,
  { accountId, now }: Editor,
): Promise<boolean> {
  const statement = query.updateTable('live_call').set({ results_release: release }).where('slug', '=', slug);
  const marked = await execute(client, statement.where('results_release', 'is', null).returning('slug'));
  if (marked.length === 0) return false;
  const act = { actor: accountId, action: 'call.decided', subject: `call:${slug}`, after: { release }, at: now };
  await recordAct(client, act);
  return true;
}
