/** Participations of projects, offices and organisations: the latest start first, one statement for all parents. */
import DataLoader from 'dataloader';
import type { Context } from '#graphql/context.ts';
import { type KeysetRange, keysetPage, type LazyPage } from '#graphql/keyset.ts';
import type { PageArguments } from '#graphql/pages.ts';
import { isDay } from '#platform/days.ts';
import type { MatchCandidate } from '#platform/problems/model.ts';
import type { ParticipationRole } from '../model.ts';

export interface ParticipationRow {
  readonly id: string;
  readonly projectId: string;
  readonly officeId: string | null;
  readonly organisationId: string | null;
  readonly role: ParticipationRole;
  readonly moduleId: string | null;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly statedName: string | null;
  readonly statedNip: string | null;
  readonly nipValid: boolean | null;
  readonly method: string | null;
  readonly confidence: number | null;
  readonly candidates: readonly MatchCandidate[];
  readonly sourceId: string;
  readonly changedIn: number;
}

export type ParticipationParent = 'project' | 'module' | 'office' | 'organisation';

/** Whose participations those of the request `q` are. The id of a module begins with that of its project. */
const belongs: Readonly<Record<ParticipationParent, string>> = {
  project: 'pa.project_id = q.id',
  module: "pa.project_id = split_part(q.id, '-', 1) AND pa.module_id = q.id",
  office: 'pa.office_id = q.id',
  organisation: 'pa.organisation_id = q.id',
};

type ListedRow = ParticipationRow & { readonly sortStart: string };

const columns = `pa.id, pa.project_id AS "projectId", pa.office_id AS "officeId",
  pa.organisation_id AS "organisationId", pa.role, pa.module_id AS "moduleId", pa.starts_on::text AS "startsOn",
  pa.ends_on::text AS "endsOn", pa.stated_name AS "statedName", pa.stated_nip AS "statedNip",
  pa.nip_valid AS "nipValid", pa.method, pa.confidence, pa.candidates, pa.source_id AS "sourceId",
  pa.changed_in AS "changedIn", pa.sort_start::text AS "sortStart"`;

export function participationPage(
  context: Context,
  parent: ParticipationParent,
  id: string,
  role: ParticipationRole | null,
  args: PageArguments,
): Promise<LazyPage<ParticipationRow>> {
  const { pages, counts } = context.loaders.projects.participations;
  return keysetPage<ListedRow>(
    {
      name: `participations of ${parent}`,
      keyOf: ({ sortStart, id: own }) => [sortStart, own],
      isKey: (key) => key.length === 2 && isDay(key[0] ?? ''),
      fetch: (range) => pages.load({ parent, id, role, range }),
      count: () => counts.load({ parent, id, role }),
    },
    args,
  );
}

interface CountRequest {
  readonly parent: ParticipationParent;
  readonly id: string;
  readonly role: ParticipationRole | null;
}

interface PageRequest extends CountRequest {
  readonly range: KeysetRange;
}

/** Pages and counts of participations, for all parents of an answer at once. */
export function participationLoaders(context: Context) {
  return {
    pages: new DataLoader((requests: readonly PageRequest[]) => loadPages(context, requests), { cache: false }),
    counts: new DataLoader((requests: readonly CountRequest[]) => loadCounts(context, requests), { cache: false }),
  };
}

async function loadPages({ db }: Context, requests: readonly PageRequest[]): Promise<ListedRow[][]> {
  const answers: ListedRow[][] = requests.map(() => []);
  const alike = Map.groupBy(requests.keys(), (index) => {
    const { parent, range } = requests[index] as PageRequest;
    return [parent, range.limit, range.backwards].join();
  });
  for (const indexes of alike.values()) {
    const { parent, range } = requests[indexes[0] as number] as PageRequest;
    const way = range.backwards ? 'ASC' : 'DESC';
    const asked = indexes.map((index) => ({ ordinal: index, ...placesOf(requests[index] as PageRequest) }));
    const found = await db.query<ListedRow & { ordinal: number }>(
      `SELECT q.ordinal, page.*
       FROM jsonb_to_recordset($1::jsonb) AS q(ordinal int, id text, role text, after date, "afterId" text,
         before date, "beforeId" text)
       CROSS JOIN LATERAL (
         SELECT ${columns} FROM participation pa
         WHERE ${belongs[parent]} AND (q.role IS NULL OR pa.role = q.role::participation_role)
           AND (q.after IS NULL OR (pa.sort_start, pa.id) < (q.after, q."afterId"))
           AND (q.before IS NULL OR (pa.sort_start, pa.id) > (q.before, q."beforeId"))
         ORDER BY pa.sort_start ${way}, pa.id ${way} LIMIT $2
       ) AS page`,
      [JSON.stringify(asked), range.limit],
    );
    for (const { ordinal, ...row } of found.rows) answers[ordinal]?.push(row);
  }
  return answers;
}

function placesOf({ id, role, range }: PageRequest): Record<string, string | null> {
  const [after = null, afterId = null] = range.after ?? [];
  const [before = null, beforeId = null] = range.before ?? [];
  return { id, role, after, afterId, before, beforeId };
}

async function loadCounts({ db }: Context, requests: readonly CountRequest[]): Promise<number[]> {
  const answers = requests.map(() => 0);
  for (const [parent, indexes] of Map.groupBy(requests.keys(), (index) => (requests[index] as CountRequest).parent)) {
    const asked = indexes.map((ordinal) => ({ ordinal, ...requests[ordinal] }));
    const counted = await db.query<{ ordinal: number; count: number }>(
      `SELECT q.ordinal, (SELECT count(*)::int FROM participation pa
         WHERE ${belongs[parent]} AND (q.role IS NULL OR pa.role = q.role::participation_role)) AS count
       FROM jsonb_to_recordset($1::jsonb) AS q(ordinal int, id text, role text)`,
      [JSON.stringify(asked)],
    );
    for (const { ordinal, count } of counted.rows) answers[ordinal] = count;
  }
  return answers;
}
