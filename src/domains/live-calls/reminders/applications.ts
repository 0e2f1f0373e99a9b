/** Whom the end of a call is near: offices with a draft that is not submitted. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import type { Mail } from '#platform/mail/mailer.ts';
import { beforeMs, type DueReminder, emailOf, type RemindedOf, takeDue } from '#reviews';
import { extendedMail, reminderMail } from '../mails.ts';
import type { LiveCall } from '../model.ts';
import { findCall } from '../store.ts';

export async function takeDueApplication(
  client: ClientBase,
  { now, publicUrl }: RemindedOf,
): Promise<DueReminder | null> {
  const due = query
    .selectFrom('call_application as a')
    .innerJoin('live_call as c', 'c.slug', 'a.call_slug')
    .select(['a.call_slug as slug', 'a.office_id as officeId', 'a.saved_by as savedBy'])
    .where('a.reminded_at', 'is', null)
    .where('c.published_at', 'is not', null)
    .where('c.opens_at', '<=', now)
    .where('c.closes_at', '>', now)
    .where('c.closes_at', '<=', new Date(now.getTime() + beforeMs))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('call_submission as s')
            .select('s.sequence')
            .whereRef('s.call_slug', '=', 'a.call_slug')
            .whereRef('s.office_id', '=', 'a.office_id')
            .where('s.withdrawn_at', 'is', null),
        ),
      ),
    )
    .limit(1)
    // Of the application alone: the lock of the call orders submissions.
    .modifyEnd(sql`FOR UPDATE OF a SKIP LOCKED`);
  const row = await takeDue(client, due, ({ slug, officeId }) =>
    query
      .updateTable('call_application')
      .set({ reminded_at: now })
      .where('call_slug', '=', slug)
      .where('office_id', '=', officeId),
  );
  if (row === null) return null;
  const { slug, officeId, savedBy } = row;
  const call = await findCall(client, slug);
  const to = await emailOf(client, savedBy);
  const mail = call === null || to === null ? null : reminderMail({ to, call, publicUrl }, officeId);
  return { name: `reminder ${slug} ${officeId}`, mail };
}

/** To all who have begun to fill in the form: the call stays open longer. */
export async function extensionMails(client: SqlReader, call: LiveCall, publicUrl: string): Promise<Mail[]> {
  const rows = await execute(
    client,
    query.selectFrom('call_application').select('saved_by as savedBy').distinct().where('call_slug', '=', call.slug),
  );
  const addresses = await Promise.all(rows.map(({ savedBy }) => emailOf(client, savedBy)));
  return addresses.flatMap((to) => (to === null ? [] : [extendedMail({ to, call, publicUrl })]));
}
