/** Pages of projects: one statement for a page, one for its count, however many lists an answer has of the same kind. */
import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '#graphql/context.ts';
import { type KeysetList, type KeysetRange, keysetPage, type LazyPage } from '#graphql/keyset.ts';
import type { PageArguments } from '#graphql/pages.ts';
import { type Selection, selectionOfEntries } from '#graphql/rows.ts';
import { heldOffices } from '#offices';
import { heldProgrammes } from '../programmes/directory.ts';
import { conditionOf, looksAtAll, Parameters, type ProjectFilter } from './filter.ts';
import { isIndexedInUnits, isSortKey, orderClause, type ProjectOrder, pastClause, sortKeyColumn } from './order.ts';
import { loadedProjects, type ProjectRow, projectColumns } from './rows.ts';

type ListedRow = ProjectRow & { readonly sortKey: string };

/** Projects that a filter selects. Where their count is asked for, it comes with the page. */
export function projectPage(
  context: Context,
  filter: ProjectFilter,
  order: ProjectOrder,
  args: PageArguments,
  info: GraphQLResolveInfo,
): Promise<LazyPage<ProjectRow>> {
  const selection = selectionOfEntries('Project', context, info);
  const offices = context.release.get(heldOffices);
  // No index leads to the projects of a period either.
  const isWide = looksAtAll(filter) || filter.programme?.level === 'PERIOD';
  const asked = <T>(work: () => Promise<T>): Promise<T> => (isWide ? context.db.bounded(work) : work());
  // The sums of the programme tree tell how many there are, unless there are other conditions.
  let total = looksAtAll(filter)
    ? undefined
    : context.release.get(heldProgrammes).projectsAt(filter.programme?.id ?? null);
  const isCounted = total === undefined && context.fields.has('totalCount');
  return keysetPage<ListedRow>(
    {
      ...namedBy(order),
      async fetch(range) {
        const parameters = new Parameters();
        const condition = conditionOf(filter, parameters, offices);
        const conditions = [condition];
        const { after, before } = range;
        if (after !== null)
          conditions.push(pastClause(order, 'after', parameters.add(after[0]), parameters.add(after[1])));
        if (before !== null)
          conditions.push(pastClause(order, 'before', parameters.add(before[0]), parameters.add(before[1])));
        const counted = isCounted ? `, (${countOf(condition)}) AS total` : '';
        const sql = `SELECT ${projectColumns(selection)}, ${sortKeyColumn(order)}${counted} FROM project p
           WHERE ${conditions.join(' AND ')}
           ORDER BY ${orderClause(order, range.backwards)} LIMIT ${parameters.add(range.limit)}`;
        const rows = await asked(() => context.db.prismaRows<ListedRow & { total?: number }>(sql, parameters.values));
        total ??= rows[0]?.total;
        return loadedProjects(rows);
      },
      /** Behind the last page there is no row to bring it. */
      async count() {
        if (total !== undefined) return total;
        const parameters = new Parameters();
        const sql = countOf(conditionOf(filter, parameters, offices));
        const found = await asked(() => context.db.query<{ total: number }>(sql, parameters.values));
        return found.rows[0]?.total ?? 0;
      },
    },
    args,
  );
}

function countOf(condition: string): string {
  return `SELECT count(*)::int AS total FROM project p WHERE ${condition}`;
}

/** Projects in any of some units; under many parents one statement reads all their pages. */
export function projectPageOfUnits(
  context: Context,
  unitIds: readonly string[],
  order: ProjectOrder,
  args: PageArguments,
  info: GraphQLResolveInfo,
): Promise<LazyPage<ProjectRow>> {
  const selection = selectionOfEntries('Project', context, info);
  const { pages, counts } = context.loaders.projects.ofUnits;
  return keysetPage<ListedRow>(
    {
      ...namedBy(order),
      fetch: (range) => pages.load({ unitIds, order, range, selection }),
      count: () => counts.load(unitIds),
    },
    args,
  );
}

function namedBy(order: ProjectOrder): Pick<KeysetList<ListedRow>, 'name' | 'keyOf' | 'isKey'> {
  return {
    name: `projects ${order.field} ${order.direction}`,
    keyOf: ({ sortKey, id }) => [sortKey, id],
    isKey: (key) => key.length === 2 && isSortKey(order, key[0] ?? ''),
  };
}

interface PageRequest {
  readonly unitIds: readonly string[];
  readonly order: ProjectOrder;
  readonly range: KeysetRange;
  readonly selection: Selection;
}

/** Pages and counts of the projects of units, for all units of an answer at once. */
export function projectPageLoaders(context: Context) {
  return {
    pages: new DataLoader((requests: readonly PageRequest[]) => loadPages(context, requests), { cache: false }),
    counts: new DataLoader((lists: readonly (readonly string[])[]) => loadCounts(context, lists), { cache: false }),
  };
}

/** Fields that differ in their arguments (an alias with another order) are asked apart. */
async function loadPages(context: Context, requests: readonly PageRequest[]): Promise<ListedRow[][]> {
  const answers: ListedRow[][] = requests.map(() => []);
  const alike = Map.groupBy(requests.keys(), (index) => {
    const { order, range, selection } = requests[index] as PageRequest;
    return JSON.stringify([
      selection.key,
      order,
      range.limit,
      range.backwards,
      range.after === null,
      range.before === null,
    ]);
  });
  for (const indexes of alike.values()) {
    const group = indexes.map((index) => requests[index] as PageRequest);
    const work = () => queryPages(context, group);
    const { order } = group[0] as PageRequest;
    const rows = await (isIndexedInUnits(order) ? work() : context.db.bounded(work));
    for (const row of rows) answers[indexes[row.ordinal] as number]?.push(row);
  }
  return answers;
}

async function queryPages(
  context: Context,
  requests: readonly PageRequest[],
): Promise<(ListedRow & { ordinal: number })[]> {
  const { order, range, selection } = requests[0] as PageRequest;
  const asked = requests.map((request, ordinal) => {
    const { after, before } = request.range;
    return {
      ordinal,
      units: request.unitIds,
      after: after?.[0],
      afterId: after?.[1],
      before: before?.[0],
      beforeId: before?.[1],
    };
  });
  // Only the rows of the page are made into text, not those that its order is chosen from.
  const rows = await context.db.prismaRows<ListedRow & { ordinal: number }>(
    `SELECT q.ordinal, page.*
     FROM jsonb_to_recordset($1::jsonb) AS q(ordinal int, units text[], after text, "afterId" text, before text,
       "beforeId" text)
     CROSS JOIN LATERAL (
       SELECT ${projectColumns(selection)}, ${sortKeyColumn(order)} FROM (${pageInUnits(order, range)}) AS page
       JOIN project p USING (id) ORDER BY ${orderClause(order, range.backwards)}
     ) AS page`,
    [JSON.stringify(asked), range.limit],
  );
  return loadedProjects(rows);
}

/** The ids of one page of projects in `q.units`: by their start straight from the index of places, unit by unit. */
function pageInUnits(order: ProjectOrder, range: KeysetRange): string {
  const past = (['after', 'before'] as const)
    .filter((side) => range[side] !== null)
    .map((side) => `AND ${pastClause(order, side, `q.${side}`, `q."${side}Id"`)}`)
    .join(' ');
  const way = orderClause(order, range.backwards);
  if (!isIndexedInUnits(order)) {
    return `SELECT p.id FROM (SELECT DISTINCT project_id AS id FROM project_place WHERE unit_id = ANY(q.units)) AS there
      JOIN project p USING (id) WHERE true ${past} ORDER BY ${way} LIMIT $2`;
  }
  return `SELECT DISTINCT p.sort_start, p.id FROM unnest(q.units) AS u(id) CROSS JOIN LATERAL (
      SELECT DISTINCT p.sort_start, p.id
      FROM (SELECT unit_id, sort_start, project_id AS id FROM project_place) AS p
      WHERE p.unit_id = u.id ${past} ORDER BY ${way} LIMIT $2
    ) AS p ORDER BY ${way} LIMIT $2`;
}

async function loadCounts(context: Context, lists: readonly (readonly string[])[]): Promise<number[]> {
  const asked = lists.map((units, ordinal) => ({ ordinal, units }));
  const counted = await context.db.query<{ count: number }>(
    `SELECT (SELECT count(DISTINCT project_id)::int FROM project_place WHERE unit_id = ANY(q.units)) AS count
     FROM jsonb_to_recordset($1::jsonb) AS q(ordinal int, units text[]) ORDER BY q.ordinal`,
    [JSON.stringify(asked)],
  );
  return counted.rows.map(({ count }) => count);
}
