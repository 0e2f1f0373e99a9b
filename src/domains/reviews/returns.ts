/** What was submitted is returned for completion, until a day. */
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import {
  type Acting,
  isAbout,
  locked,
  type Queryable,
  type Reviewable,
  record,
  returnsTable,
  type UnderReview,
} from './reviewable.ts';

export interface Returned {
  readonly note: string;
  readonly dueAt: Date;
  readonly returnedAt: Date;
  /** The number of what completes it. */
  readonly completedAs: number | null;
}

/** Null: it was not returned. */
export async function returnOf<Key>(
  client: SqlReader,
  reviewable: Reviewable<Key>,
  key: Key,
): Promise<Returned | null> {
  const about = query
    .selectFrom(returnsTable(reviewable))
    .select(['note', 'due_at as dueAt', 'returned_at as returnedAt', 'completed_as as completedAs'])
    .where(isAbout(reviewable.columnsOf(key)));
  const [found] = await execute(client, about);
  return found ?? null;
}

/** Whether its office may still complete it. */
export function isOpenReturn(returned: Returned | null, now: Date): returned is Returned {
  return returned !== null && returned.completedAs === null && returned.dueAt > now;
}

/** Needs a transaction. Once, before anything is decided of it. Null where it is not possible. */
export async function returnForCompletion<Key>(
  client: Queryable,
  reviewable: Reviewable<Key>,
  key: Key,
  { note, dueAt }: Pick<Returned, 'note' | 'dueAt'>,
  acting: Acting,
): Promise<UnderReview | null> {
  const found = await locked(client, reviewable, key, acting.now);
  if (found === null || !found.isOpen || found.isDecided || dueAt <= acting.now) return null;
  const row = { ...reviewable.columnsOf(key), office_id: found.officeId, note, due_at: dueAt };
  const written = await execute(
    client,
    query
      .insertInto(returnsTable(reviewable))
      .values({ ...row, returned_at: acting.now, returned_by: acting.accountId } as never)
      .onConflict((conflict) => conflict.doNothing())
      .returning('note'),
  );
  if (written.length === 0) return null;
  await record(client, { reviewable, key, action: `${reviewable.name}.returned` }, acting, { dueAt, note });
  return found;
}

/** Whether it had been returned. */
export async function completeReturn<Key>(
  client: Queryable,
  reviewable: Reviewable<Key>,
  key: Key,
  completedAs: number,
): Promise<boolean> {
  const completed = query
    .updateTable(returnsTable(reviewable))
    .set({ completed_as: completedAs })
    .where(isAbout(reviewable.columnsOf(key)))
    .where('completed_as', 'is', null);
  return (await execute(client, completed.returning('note'))).length > 0;
}
