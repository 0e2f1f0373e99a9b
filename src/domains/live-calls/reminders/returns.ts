/** Submissions that were returned, and are not completed though their day is near. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import { returnReminderMail } from '../mails.ts';
import { applicantEmail } from '../recipients.ts';
import { findCall } from '../store.ts';
import { beforeMs, type DueReminder, type RemindedOf } from './due.ts';

export async function takeDueReturn(client: ClientBase, { now, publicUrl }: RemindedOf): Promise<DueReminder | null> {
  const [due] = await execute(
    client,
    query
      .selectFrom('submission_return')
      .select(['call_slug as slug', 'sequence', 'office_id as officeId', 'due_at as dueAt'])
      .where('reminded_at', 'is', null)
      .where('completed_as', 'is', null)
      .where('due_at', '>', now)
      .where('due_at', '<=', new Date(now.getTime() + beforeMs))
      // Who was given less time than this has just had the mail that says so.
      .where('returned_at', '<', sql<Date>`due_at - interval '48 hours'`)
      .limit(1)
      .forUpdate()
      .skipLocked(),
  );
  if (due === undefined) return null;
  const { slug, sequence, officeId, dueAt } = due;
  await execute(
    client,
    query
      .updateTable('submission_return')
      .set({ reminded_at: now })
      .where('call_slug', '=', slug)
      .where('sequence', '=', sequence),
  );
  const call = await findCall(client, slug);
  const to = await applicantEmail(client, slug, sequence);
  const mail = call === null || to === null ? null : returnReminderMail({ to, call, publicUrl }, { officeId, dueAt });
  return { name: `return ${slug} ${sequence}`, mail };
}
