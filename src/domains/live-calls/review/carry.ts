import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';

const kept = [
  'call_slug',
  'reviewer_id',
  'assigned_at',
  'assigned_by',
  'declared_at',
  'conflict_reason',
  'scores',
  'comment',
  'version',
] as const;

/** The same reviewers go on with what completes a submission; what they had written is kept, and open again. */
export async function carryReviews(
  client: Pick<ClientBase, 'query'>,
  slug: string,
  from: number,
  to: number,
): Promise<void> {
  const carried = query
    .selectFrom('submission_review')
    .select(kept)
    .select(({ cast, val }) => cast<number>(val(to), 'integer').as('sequence'))
    .where('call_slug', '=', slug)
    .where('sequence', '=', from);
  await execute(
    client,
    query
      .insertInto('submission_review')
      .columns([...kept, 'sequence'])
      .expression(carried),
  );
}
