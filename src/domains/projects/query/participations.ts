/** Participations of projects, offices and organisations: the latest start first, one statement for all parents. */
import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { columnList } from '#graphql/columns.ts';
import type { Context } from '#graphql/context.ts';
import { type KeysetRange, keysetPage, type LazyPage } from '#graphql/keyset.ts';
import { markLoaded } from '#graphql/loaded-rows.ts';
import type { PageArguments } from '#graphql/pages.ts';
import { type Selection, selectionOfEntries } from '#graphql/rows.ts';
import { query } from '#platform/database/index.ts';
import { isDay } from '#platform/days.ts';
import type { ParticipationRole } from '../model.ts';

export interface ParticipationRow {
  readonly id: string;
}

export type ParticipationParent = 'project' | 'module' | 'office' | 'organisation';

/** Whose participations those of the request `q` are. The id of a module begins with that of its project. */
const belongs: Readonly<Record<ParticipationParent, RawBuilder<SqlBool>>> = {
  project: sql`pa.project_id = q.id`,
  module: sql`pa.project_id = split_part(q.id, '-', 1) AND pa.module_id = q.id`,
  office: sql`pa.office_id = q.id`,
  organisation: sql`pa.organisation_id = q.id`,
};

type ListedRow = ParticipationRow & { readonly sortKey: string };

export interface ParticipationList {
  readonly parent: ParticipationParent;
  readonly id: string;
  readonly role: ParticipationRole | null;
}

export function participationPage(
  context: Context,
  list: ParticipationList,
  args: PageArguments,
  info: GraphQLResolveInfo,
): Promise<LazyPage<ParticipationRow>> {
  const { pages, counts } = context.loaders.projects.participations;
  const selection = selectionOfEntries('Participation', context, info);
  return keysetPage<ListedRow>(
    {
      name: `participations of ${list.parent}`,
      keyOf: ({ sortKey, id }) => [sortKey, id],
      isKey: (key) => key.length === 2 && isDay(key[0] ?? ''),
      fetch: (range) => pages.load({ ...list, range, selection }),
      count: () => counts.load(list),
    },
    args,
  );
}

interface PageRequest extends ParticipationList {
  readonly range: KeysetRange;
  readonly selection: Selection;
}

/** Pages and counts of participations, for all parents of an answer at once. */
export function participationLoaders(context: Context) {
  return {
    pages: new DataLoader((requests: readonly PageRequest[]) => loadPages(context, requests), { cache: false }),
    counts: new DataLoader((lists: readonly ParticipationList[]) => loadCounts(context, lists), { cache: false }),
  };
}

async function loadPages({ db }: Context, requests: readonly PageRequest[]): Promise<ListedRow[][]> {
  const answers: ListedRow[][] = requests.map(() => []);
  const alike = Map.groupBy(requests.keys(), (index) => {
    const { parent, range, selection } = requests[index] as PageRequest;
    return [parent, range.limit, range.backwards, selection.key].join();
  });
  for (const indexes of alike.values()) {
    const found = await db.rows(pagesStatement(indexes.map((index) => requests[index] as PageRequest)));
    for (const { ordinal, ...row } of found) answers[indexes[ordinal] as number]?.push(markLoaded(row));
  }
  return answers;
}

function pagesStatement(requests: readonly PageRequest[]): RawBuilder<ListedRow & { readonly ordinal: number }> {
  const { parent, range, selection } = requests[0] as PageRequest;
  const way = range.backwards ? sql`ASC` : sql`DESC`;
  const requested = requests.map((request, ordinal) => ({ ordinal, ...boundsOf(request) }));
  const columns = sql.raw(columnList({ id: true, ...selection.select }, 'pa'));
  // SQL as text: the columns are those of the plugin's selection, which Kysely's types do not know.
  return sql`SELECT q.ordinal, page.*
    FROM jsonb_to_recordset(${JSON.stringify(requested)}::jsonb) AS q(ordinal int, id text, role participation_role,
      after date, "afterId" text, before date, "beforeId" text)
    CROSS JOIN LATERAL (
      SELECT ${columns}, pa.sort_start::text AS "sortKey" FROM participation pa
      WHERE ${belongs[parent]} AND (q.role IS NULL OR pa.role = q.role)
        AND (q.after IS NULL OR (pa.sort_start, pa.id) < (q.after, q."afterId"))
        AND (q.before IS NULL OR (pa.sort_start, pa.id) > (q.before, q."beforeId"))
      ORDER BY pa.sort_start ${way}, pa.id ${way} LIMIT ${range.limit}
    ) AS page`;
}

function boundsOf({ id, role, range }: PageRequest): Record<string, string | null> {
  const [after = null, afterId = null] = range.after ?? [];
  const [before = null, beforeId = null] = range.before ?? [];
  return { id, role, after, afterId, before, beforeId };
}

async function loadCounts({ db }: Context, lists: readonly ParticipationList[]): Promise<number[]> {
  const answers = lists.map(() => 0);
  for (const [parent, indexes] of Map.groupBy(lists.keys(), (index) => (lists[index] as ParticipationList).parent)) {
    const requested = indexes.map((ordinal) => ({ ordinal, ...lists[ordinal] }));
    const given = sql<{
      ordinal: number;
      role: ParticipationRole | null;
    }>`jsonb_to_recordset(${JSON.stringify(requested)}::jsonb)`;
    const statement = query
      .selectFrom(given.as<'q'>(sql`q(ordinal int, id text, role participation_role)`))
      .select(({ cast, fn, selectFrom }) => [
        'q.ordinal',
        selectFrom('participation as pa')
          .select(cast<number>(fn.countAll(), 'integer').as('count'))
          .where(belongs[parent])
          .where(({ eb, or, ref }) => or([eb('q.role', 'is', null), eb('pa.role', '=', ref('q.role').$notNull())]))
          .as('count'),
      ]);
    for (const { ordinal, count } of await db.rows(statement)) answers[ordinal] = count ?? 0;
  }
  return answers;
}
