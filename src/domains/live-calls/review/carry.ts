import type { ClientBase } from 'pg';

/** The same reviewers go on with what completes a submission; what they had written is kept, and open again. */
export async function carryReviews(
  client: Pick<ClientBase, 'query'>,
  slug: string,
  from: number,
  to: number,
): Promise<void> {
  // Kysely has no words for "INSERT … SELECT" with a constant between the columns that reads better than this.
  await client.query(
    `INSERT INTO submission_review (call_slug, sequence, reviewer_id, assigned_at, assigned_by, declared_at, conflict_reason,
       scores, comment, version)
     SELECT call_slug, $3, reviewer_id, assigned_at, assigned_by, declared_at, conflict_reason, scores, comment, version
     FROM submission_review WHERE call_slug = $1 AND sequence = $2`,
    [slug, from, to],
  );
}
