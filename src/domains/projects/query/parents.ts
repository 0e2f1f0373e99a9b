/** Pages of the projects of units, offices and organisations: under many parents one statement reads all their pages. */
import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#graphql/context.ts';
import { type KeysetRange, keysetPage, type LazyPage } from '#graphql/keyset.ts';
import type { PageArguments } from '#graphql/pages.ts';
import { type Selection, selectionOfEntries } from '#graphql/rows.ts';
import { pageLimit, query } from '#platform/database/index.ts';
import { conditionOf, isFiltered, type ProjectFilter } from './filter.ts';
import { type ListedRow, namedBy } from './list.ts';
import { isIndexedInUnits, isPast, orderClause, type ProjectOrder, sortKey } from './order.ts';
import { loadedProjects, type ProjectRow, projectColumns } from './rows.ts';

/** What leads from parents to their projects. */
const isOfParent = sql<string>`ANY(${sql.ref('q.keys')})`;
const places = query.selectFrom('project_place as link').select('link.project_id as id').distinct();
const parties = query.selectFrom('participation as link').select('link.project_id as id').distinct();
const links = {
  unit: places.where('link.unit_id', '=', isOfParent),
  office: parties.where('link.office_id', '=', isOfParent),
  organisation: parties.where('link.organisation_id', '=', isOfParent),
  citation: query
    .selectFrom('citation_use as use')
    .innerJoin('documented_project as link', 'link.slug', 'use.documented_project_slug')
    .where('use.citation_slug', '=', isOfParent)
    .select('link.project_id as id')
    .distinct(),
} as const;

export interface ProjectParent {
  readonly kind: keyof typeof links;
  /** Ids of the parent; of a unit all that it stands for. */
  readonly keys: readonly string[];
  readonly filter: ProjectFilter;
}

export function projectPageUnder(
  context: Context,
  parent: ProjectParent,
  order: ProjectOrder,
  args: PageArguments,
  info: GraphQLResolveInfo,
): Promise<LazyPage<ProjectRow>> {
  const selection = selectionOfEntries('Project', context, info);
  const { pages, counts } = context.loaders.projects.underParents;
  return keysetPage<ListedRow>(
    {
      ...namedBy(order),
      fetch: (range) => pages.load({ ...parent, order, range, selection }),
      count: () => counts.load(parent),
    },
    args,
  );
}

interface PageRequest extends ProjectParent {
  readonly order: ProjectOrder;
  readonly range: KeysetRange;
  readonly selection: Selection;
}

/** Pages and counts of the projects of all parents of an answer at once. */
export function projectPageLoaders(context: Context) {
  return {
    pages: new DataLoader((requests: readonly PageRequest[]) => loadPages(context, requests), { cache: false }),
    counts: new DataLoader((parents: readonly ProjectParent[]) => loadCounts(context, parents), { cache: false }),
  };
}

/** Fields that differ in their arguments (an alias with another order) are read apart. */
async function loadPages(context: Context, requests: readonly PageRequest[]): Promise<ListedRow[][]> {
  const answers: ListedRow[][] = requests.map(() => []);
  const alike = Map.groupBy(requests.keys(), (index) => {
    const { kind, filter, order, range, selection } = requests[index] as PageRequest;
    const { limit, backwards, after, before } = range;
    return JSON.stringify([kind, filter, selection.key, order, limit, backwards, after === null, before === null]);
  });
  for (const indexes of alike.values()) {
    const group = indexes.map((index) => requests[index] as PageRequest);
    const statement = pagesStatement(group);
    const rows = await (isFollowed(group[0] as PageRequest) ? context.db.rows(statement) : context.db.scan(statement));
    for (const row of loadedProjects(rows)) answers[indexes[row.ordinal] as number]?.push(row);
  }
  return answers;
}

/** Whether the index of places leads to the first projects. */
function isFollowed({ kind, filter, order }: PageRequest): boolean {
  return kind === 'unit' && !isFiltered(filter) && isIndexedInUnits(order);
}

/** Only the rows of the page are made into text. */
function pagesStatement(requests: readonly PageRequest[]): RawBuilder<ListedRow & { readonly ordinal: number }> {
  const [request] = requests as readonly [PageRequest];
  const { order, range, selection } = request;
  const requested = requests.map(({ keys, range: { after, before } }, ordinal) => ({
    ordinal,
    keys,
    after: after?.[0],
    afterId: after?.[1],
    before: before?.[0],
    beforeId: before?.[1],
  }));
  const way = orderClause(order, range.backwards);
  const ids = isFollowed(request) ? idsByIndex(request) : idsOf(request);
  // SQL as text: the columns are those of the plugin's selection, which Kysely's types do not know.
  return sql`SELECT q.ordinal, page.*
    FROM jsonb_to_recordset(${JSON.stringify(requested)}::jsonb) AS q(ordinal int, keys text[], after text, "afterId" text,
      before text, "beforeId" text)
    CROSS JOIN LATERAL (
      SELECT ${projectColumns(selection)}, ${sortKey(order)} AS "sortKey" FROM (${ids}) AS page
      JOIN project AS p USING (id) ORDER BY ${way}
    ) AS page`;
}

/** The ids of one page of projects in `q.keys`, straight from the index of places, unit by unit. */
function idsByIndex({ order, range }: PageRequest): RawBuilder<unknown> {
  const way = orderClause(order, range.backwards);
  const placed = query.selectFrom('project_place').select(['unit_id', 'sort_start', 'project_id as id']);
  // SQL as text: orders and what is past a bound are fragments of several columns.
  return sql`SELECT DISTINCT p.sort_start, p.id FROM unnest(q.keys) AS u(id) CROSS JOIN LATERAL (
      SELECT DISTINCT p.sort_start, p.id
      FROM (${placed}) AS p
      WHERE p.unit_id = u.id ${pastBounds(order, range)} ORDER BY ${way} LIMIT ${pageLimit(range.limit)}
    ) AS p ORDER BY ${way} LIMIT ${pageLimit(range.limit)}`;
}

function idsOf({ kind, filter, order, range }: PageRequest): RawBuilder<unknown> {
  // SQL as text: orders and what is past a bound are fragments of several columns.
  return sql`SELECT p.id FROM (${links[kind]}) AS linked
      JOIN project AS p USING (id) WHERE ${conditionOf(filter)}
      ${pastBounds(order, range)} ORDER BY ${orderClause(order, range.backwards)} LIMIT ${range.limit}`;
}

function pastBounds(order: ProjectOrder, range: KeysetRange): RawBuilder<unknown> {
  const sides = (['after', 'before'] as const).filter((side) => range[side] !== null);
  const conditions = sides.map((side) => sql`AND ${isPast(order, side, sql.ref(`q.${side}`), sql.ref(`q.${side}Id`))}`);
  return sql.join(conditions, sql` `);
}

async function loadCounts(context: Context, parents: readonly ProjectParent[]): Promise<number[]> {
  const answers = parents.map(() => 0);
  const alike = Map.groupBy(parents.keys(), (index) => {
    const { kind, filter } = parents[index] as ProjectParent;
    return JSON.stringify([kind, filter]);
  });
  for (const indexes of alike.values()) {
    const { kind, filter } = parents[indexes[0] as number] as ProjectParent;
    const requested = indexes.map((ordinal) => ({ ordinal, keys: parents[ordinal]?.keys }));
    const linked = sql`(${links[kind]}) AS linked`;
    // SQL as text: a condition is a fragment of several columns.
    const counted = isFiltered(filter)
      ? sql`${linked} JOIN project AS p USING (id) WHERE ${conditionOf(filter)}`
      : linked;
    // SQL as text: a condition is a fragment of several columns, and the requests come as one JSON value.
    const statement = sql<{ ordinal: number; count: number }>`
      SELECT q.ordinal, (SELECT count(*)::int FROM ${counted}) AS count
      FROM jsonb_to_recordset(${JSON.stringify(requested)}::jsonb) AS q(ordinal int, keys text[])`;
    const rows = await (isFiltered(filter) ? context.db.scan(statement) : context.db.rows(statement));
    for (const { ordinal, count } of rows) answers[ordinal] = count;
  }
  return answers;
}
