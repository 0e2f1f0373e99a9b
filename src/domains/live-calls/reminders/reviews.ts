/** Reviews that are not completed though their deadline is near. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import { reviewReminderMail } from '../mails.ts';
import { emailOf } from '../recipients.ts';
import { findCall } from '../store.ts';
import { beforeMs, type DueReminder, type RemindedOf } from './due.ts';

export async function takeDueReview(client: ClientBase, { now, publicUrl }: RemindedOf): Promise<DueReminder | null> {
  const [due] = await execute(
    client,
    query
      .selectFrom('submission_review as r')
      .innerJoin('live_call as c', 'c.slug', 'r.call_slug')
      .innerJoin('call_submission as s', (join) =>
        join.onRef('s.call_slug', '=', 'r.call_slug').onRef('s.sequence', '=', 'r.sequence'),
      )
      .select(['r.call_slug as slug', 'r.sequence', 'r.reviewer_id as reviewerId'])
      .where('r.reminded_at', 'is', null)
      .where('r.completed_at', 'is', null)
      .where('r.conflict_reason', 'is', null)
      .where('s.withdrawn_at', 'is', null)
      .where('c.results_release', 'is', null)
      .where('c.reviews_due_at', '>', now)
      .where('c.reviews_due_at', '<=', new Date(now.getTime() + beforeMs))
      .limit(1)
      // Of the review alone: the lock of the call orders submissions.
      .modifyEnd(sql`FOR UPDATE OF r SKIP LOCKED`),
  );
  if (due === undefined) return null;
  const { slug, sequence, reviewerId } = due;
  await execute(
    client,
    query
      .updateTable('submission_review')
      .set({ reminded_at: now })
      .where('call_slug', '=', slug)
      .where('sequence', '=', sequence)
      .where('reviewer_id', '=', reviewerId),
  );
  const call = await findCall(client, slug);
  const to = await emailOf(client, reviewerId);
  const dueAt = call?.reviewsDueAt ?? null;
  const mail =
    call === null || to === null || dueAt === null
      ? null
      : reviewReminderMail({ to, call, publicUrl }, { sequence, dueAt });
  return { name: `review ${slug} ${sequence} ${reviewerId}`, mail };
}
