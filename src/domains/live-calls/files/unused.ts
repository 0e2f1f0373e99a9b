/** Files that no submission has, and no draft can submit any longer: they are removed after a time. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { lockInTransaction } from '#platform/database/advisory-lock.ts';
import { columnsAs, execute, query, type SqlReader } from '#platform/database/index.ts';
import { contentName, type FileOwner } from './store.ts';

const day = 24 * 60 * 60 * 1_000;
/** After it was added, of a file that is in no draft: it was replaced, removed, or never saved. */
const unusedDays = 7;
/** After the close of its call, of a file that was not submitted. */
const afterCloseDays = 30;
const stagedDays = 1;

interface FoundFile {
  readonly slug: string;
  readonly officeId: string;
  readonly sha256: string;
}

/**
 * One file that nobody can use any longer. `remove` takes its content away, in the same transaction that forgets its row, while
 * nobody can add it again. Needs a transaction. False: there is none.
 */
export async function removeUnusedFile(
  client: ClientBase,
  now: Date,
  remove: (name: string) => Promise<void>,
): Promise<boolean> {
  const [found] = await execute(client, unusedFiles(now).limit(1));
  if (found === undefined) return false;
  await lockInTransaction(client, `files ${found.slug} ${found.officeId}`);
  const own = query
    .deleteFrom('application_file')
    .where('call_slug', '=', found.slug)
    .where('office_id', '=', found.officeId)
    .where('sha256', '=', found.sha256)
    // Unless it was added again while this waited.
    .where('added_at', '=', found.addedAt);
  const removed = await execute(client, own.returning('sha256'));
  if (removed.length > 0) await remove(contentName(found, found.sha256));
  return true;
}

const submitted = columnsAs<'call_submission'>('s');

function unusedFiles(now: Date) {
  const before = (days: number): Date => new Date(now.getTime() - days * day);
  return query
    .selectFrom('application_file as f')
    .innerJoin('live_call as c', 'c.slug', 'f.call_slug')
    .leftJoin('call_application as d', (join) =>
      join.onRef('d.call_slug', '=', 'f.call_slug').onRef('d.office_id', '=', 'f.office_id'),
    )
    .leftJoin('account as a', 'a.id', 'f.added_by')
    .select(['f.call_slug as slug', 'f.office_id as officeId', 'f.sha256', 'f.added_at as addedAt'])
    .where(({ not, exists, ref, selectFrom }) =>
      not(
        exists(
          selectFrom('call_submission as s')
            .select('s.sequence')
            .whereRef('s.call_slug', '=', 'f.call_slug')
            .whereRef('s.office_id', '=', 'f.office_id')
            .where(sql<boolean>`position(${ref('f.sha256')} in ${submitted('answers')}::text) > 0`),
        ),
      ),
    )
    .where(({ or, and, not, eb, exists, ref, selectFrom }) => {
      const isInDraft = sql<boolean>`coalesce(position(${ref('f.sha256')} in ${ref('d.answers')}::text) > 0, false)`;
      const hasColleague = exists(
        selectFrom('account_office as o')
          .innerJoin('account as other', 'other.id', 'o.account_id')
          .select('o.account_id')
          .whereRef('o.office_id', '=', 'f.office_id')
          .where('o.confirmed_at', 'is not', null)
          .where('other.disabled_at', 'is', null),
      );
      const isReturned = exists(
        selectFrom('submission_return as r')
          .select('r.sequence')
          .whereRef('r.call_slug', '=', 'f.call_slug')
          .whereRef('r.office_id', '=', 'f.office_id')
          .where('r.due_at', '>', before(afterCloseDays)),
      );
      const isErased = eb('a.erased_at', 'is not', null);
      return or([
        and([not(isInDraft), eb('f.added_at', '<', before(unusedDays))]),
        and([isErased, or([not(isInDraft), not(hasColleague)])]),
        and([eb('c.closes_at', '<', before(afterCloseDays)), not(isReturned)]),
      ]);
    });
}

/** What is in the store under any other name is of no application. */
export async function contentNames(client: SqlReader): Promise<ReadonlyMap<string, FileOwner>> {
  const files = query.selectFrom('application_file').select(['call_slug as slug', 'office_id as officeId', 'sha256']);
  const rows: readonly FoundFile[] = await execute(client, files);
  return new Map(
    rows.map(({ slug, officeId, sha256 }) => [contentName({ slug, officeId }, sha256), { slug, officeId }]),
  );
}

export async function forgetStaged(client: Pick<ClientBase, 'query'>, now: Date): Promise<void> {
  const since = new Date(now.getTime() - stagedDays * day);
  await execute(client, query.deleteFrom('staged_upload').where('created_at', '<', since));
}
