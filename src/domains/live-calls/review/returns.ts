/** Submissions that are returned for completion, until a day. */
import type { ClientBase } from 'pg';
import { recordAct } from '#accounts';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import { lockClosedCall, submissionsOf } from '../store.ts';

type Queryable = Pick<ClientBase, 'query'>;

export interface Returned {
  readonly sequence: number;
  readonly officeId: string;
  readonly note: string;
  readonly dueAt: Date;
  readonly returnedAt: Date;
  readonly completedAs: number | null;
}

const returns = query
  .selectFrom('submission_return')
  .select([
    'sequence',
    'office_id as officeId',
    'note',
    'due_at as dueAt',
    'returned_at as returnedAt',
    'completed_as as completedAs',
  ]);

export function returnsOf(client: SqlReader, slug: string): Promise<Returned[]> {
  return execute(client, returns.where('call_slug', '=', slug).orderBy('returned_at'));
}

/** The one that the office may still complete. */
export async function openReturn(
  client: SqlReader,
  slug: string,
  officeId: string,
  now: Date,
): Promise<Returned | null> {
  const open = returns.where('call_slug', '=', slug).where('office_id', '=', officeId);
  const [found] = await execute(client, open.where('completed_as', 'is', null).where('due_at', '>', now));
  return found ?? null;
}

export interface Returning {
  readonly slug: string;
  readonly sequence: number;
  readonly note: string;
  readonly dueAt: Date;
  readonly accountId: string;
  readonly now: Date;
}

/** Needs a transaction. Once for each submission, before anything is decided of it. Null where it is not possible. */
export async function returnSubmission(client: Queryable, returning: Returning): Promise<Returned | null> {
  const { slug, sequence, note, dueAt, accountId, now } = returning;
  const call = await lockClosedCall(client, slug, now);
  const submission = (await submissionsOf(client, slug)).find((one) => one.sequence === sequence);
  if (call === null || submission === undefined || submission.withdrawnAt !== null || dueAt <= now) return null;
  const decided = query.selectFrom('submission_decision').select('sequence').where('call_slug', '=', slug);
  if ((await execute(client, decided.where('sequence', '=', sequence))).length > 0) return null;
  const row = { call_slug: slug, sequence, office_id: submission.officeId, note, due_at: dueAt };
  const written = await execute(
    client,
    query
      .insertInto('submission_return')
      .values({ ...row, returned_at: now, returned_by: accountId })
      .onConflict((conflict) => conflict.columns(['call_slug', 'sequence']).doNothing())
      .returning('sequence'),
  );
  if (written.length === 0) return null;
  const subject = `call:${slug}/${sequence}`;
  await recordAct(client, {
    actor: accountId,
    action: 'submission.returned',
    subject,
    after: { dueAt, note },
    at: now,
  });
  return { sequence, officeId: submission.officeId, note, dueAt, returnedAt: now, completedAs: null };
}

/** Whether the submission had been returned. */
export async function completeReturn(client: Queryable, slug: string, from: number, to: number): Promise<boolean> {
  const completed = await execute(
    client,
    query
      .updateTable('submission_return')
      .set({ completed_as: to })
      .where('call_slug', '=', slug)
      .where('sequence', '=', from)
      .where('completed_as', 'is', null)
      .returning('sequence'),
  );
  return completed.length > 0;
}
