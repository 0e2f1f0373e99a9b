/** Reminders of deadlines, two days before them: to reviewers, and to offices to which something was returned. */
import { type Compilable, sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import type { Mail } from '#platform/mail/mailer.ts';
import { hasPart } from './assign.ts';
import { returnReminderMail, reviewReminderMail } from './mails.ts';
import { emailOf } from './recipients.ts';
import { isAbout, type Reviewable, returnsTable, reviewsTable } from './reviewable.ts';

/** How long before a deadline somebody is reminded. */
export const beforeMs = 48 * 60 * 60 * 1_000;

export interface RemindedOf {
  readonly now: Date;
  readonly publicUrl: string;
}

export interface DueReminder {
  /** The same for the same deadline. */
  readonly name: string;
  /** Null where the account is there no longer, or there is nothing to be done any more. */
  readonly mail: Mail | null;
}

/** Needs a transaction. Null: nobody is due. Otherwise what it is about is done with. */
export type Reminder = (client: ClientBase, reminded: RemindedOf) => Promise<DueReminder | null>;

/** One row that is due, which is marked so that nobody is reminded twice. */
export async function takeDue<Row>(
  client: ClientBase,
  due: Compilable<Row>,
  mark: (row: Row) => Compilable,
): Promise<Row | null> {
  const [row] = await execute(client, due);
  if (row === undefined) return null;
  await execute(client, mark(row));
  return row;
}

export function remindersOf<Key>(reviewable: Reviewable<Key>): readonly Reminder[] {
  return [
    (client, reminded) => takeDueReturn(client, reviewable, reminded),
    (client, reminded) => takeDueReview(client, reviewable, reminded),
  ];
}

/** Reviews that are not completed though their deadline is near. */
async function takeDueReview<Key>(
  client: ClientBase,
  reviewable: Reviewable<Key>,
  { now, publicUrl }: RemindedOf,
): Promise<DueReminder | null> {
  const table = reviewsTable(reviewable);
  const due = query
    .selectFrom(`${table} as r`)
    .selectAll('r')
    .select(sql<Date>`${reviewable.reviewDueAt}`.as('due_at'))
    .where('r.reminded_at', 'is', null)
    .where('r.completed_at', 'is', null)
    .where('r.conflict_reason', 'is', null)
    .where(reviewable.reviewDueAt, '>', now)
    .where(reviewable.reviewDueAt, '<=', new Date(now.getTime() + beforeMs))
    .limit(1)
    // Of the review alone: other locks order what is submitted.
    .modifyEnd(sql`FOR UPDATE OF r SKIP LOCKED`);
  const row = await takeDue(client, due, (found) =>
    query
      .updateTable(table)
      .set({ reminded_at: now })
      .where(isAbout(reviewable.columnsOf(reviewable.keyOf(found))))
      .where('reviewer_id', '=', found.reviewer_id),
  );
  if (row === null) return null;
  const key = reviewable.keyOf(row);
  const found = await reviewable.find(client, key, now);
  const described = await reviewable.describe(client, key);
  const isDue = found?.isOpen === true && !found.isDecided && !(await hasPart(client, row.reviewer_id, found, now));
  const to = isDue ? await emailOf(client, row.reviewer_id) : null;
  const mail = to === null || described === null ? null : reviewReminderMail({ to, described, publicUrl }, row.due_at);
  return { name: `review ${reviewable.subjectOf(key)} ${row.reviewer_id}`, mail };
}

/** What was returned, and is not completed though its day is near. */
async function takeDueReturn<Key>(
  client: ClientBase,
  reviewable: Reviewable<Key>,
  { now, publicUrl }: RemindedOf,
): Promise<DueReminder | null> {
  const table = returnsTable(reviewable);
  const due = query
    .selectFrom(table)
    .selectAll()
    .where('reminded_at', 'is', null)
    .where('completed_as', 'is', null)
    .where('due_at', '>', now)
    .where('due_at', '<=', new Date(now.getTime() + beforeMs))
    // Who was given less time than this has just had the mail that says so.
    .where('returned_at', '<', sql<Date>`due_at - interval '48 hours'`)
    .limit(1)
    .forUpdate()
    .skipLocked();
  const row = await takeDue(client, due, (found) =>
    query
      .updateTable(table)
      .set({ reminded_at: now })
      .where(isAbout(reviewable.columnsOf(reviewable.keyOf(found)))),
  );
  if (row === null) return null;
  const key = reviewable.keyOf(row);
  const found = await reviewable.find(client, key, now);
  const described = await reviewable.describe(client, key);
  const to = found?.isOpen === true && !found.isDecided ? await emailOf(client, found.submittedBy) : null;
  const mail = to === null || described === null ? null : returnReminderMail({ to, described, publicUrl }, row.due_at);
  return { name: `return ${reviewable.subjectOf(key)}`, mail };
}
