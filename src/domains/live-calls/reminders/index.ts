/** Reminders of deadlines, two days before them: to offices whose draft is not submitted, or whose submission was returned, and to reviewers. */
import type { ClientBase } from 'pg';
import { takeDueApplication } from './applications.ts';
import type { DueReminder, RemindedOf } from './due.ts';
import { takeDueReturn } from './returns.ts';
import { takeDueReview } from './reviews.ts';

/** Needs a transaction. Null: nobody is due. Otherwise what it is about is done with. */
export async function takeDueReminder(client: ClientBase, reminded: RemindedOf): Promise<DueReminder | null> {
  return (
    (await takeDueApplication(client, reminded)) ??
    (await takeDueReturn(client, reminded)) ??
    (await takeDueReview(client, reminded))
  );
}
