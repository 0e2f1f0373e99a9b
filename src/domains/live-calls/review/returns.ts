/** Submissions that were returned, by their office. */
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import type { Returned } from '#reviews';

export interface ReturnedSubmission extends Returned {
  readonly sequence: number;
  readonly officeId: string;
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

export function returnsOf(client: SqlReader, slug: string): Promise<ReturnedSubmission[]> {
  return execute(client, returns.where('call_slug', '=', slug).orderBy('returned_at'));
}

/** The one that the office may still complete. */
export async function openReturn(
  client: SqlReader,
  slug: string,
  officeId: string,
  now: Date,
): Promise<ReturnedSubmission | null> {
  const open = returns.where('call_slug', '=', slug).where('office_id', '=', officeId);
  const [found] = await execute(client, open.where('completed_as', 'is', null).where('due_at', '>', now));
  return found ?? null;
}
