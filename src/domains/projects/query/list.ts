/** Pages of all projects under a filter: one statement for a page, and its count with it where it is requested. */
import type { GraphQLResolveInfo } from 'graphql';
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Context } from '#graphql/context.ts';
import { type KeysetList, type KeysetRange, keysetPage, type LazyPage } from '#graphql/keyset.ts';
import type { PageArguments } from '#graphql/pages.ts';
import { type Selection, selectionOfEntries } from '#graphql/rows.ts';
import { pageLimit, query } from '#platform/database/index.ts';
import { cachedProgrammes } from '../programmes/reference-data.ts';
import { conditionOf, isFiltered, type ProjectFilter, requiresFullScan } from './filter.ts';
import { isInRange, isSortKey, orderClause, type ProjectOrder, sortKey } from './order.ts';
import { loadedProjects, type ProjectRow, projectColumns } from './rows.ts';

export type ListedRow = ProjectRow & { readonly sortKey: string };

/** Projects that a filter selects. */
export function projectPage(
  context: Context,
  filter: ProjectFilter,
  order: ProjectOrder,
  args: PageArguments,
  info: GraphQLResolveInfo,
): Promise<LazyPage<ProjectRow>> {
  const selection = selectionOfEntries('Project', context, info);
  const condition = conditionOf(filter);
  const { db } = context;
  const run = <Row>(statement: RawBuilder<Row>): Promise<Row[]> =>
    isWide(filter) ? db.scan(statement) : db.rows(statement);
  let total = knownTotal(filter, context);
  const isCounted = total === undefined && context.fields.has('totalCount');
  const parts = { selection, condition, order, isFiltered: isFiltered(filter), isCounted };
  return keysetPage<ListedRow>(
    {
      ...namedBy(order),
      async fetch(range) {
        const rows = await run(pageStatement({ ...parts, range }));
        total ??= rows[0]?.total;
        return loadedProjects(rows);
      },
      /** Behind the last page there is no row to bring it. */
      async count() {
        total ??= (await run(sql<{ total: number }>`${countOf(condition)}`))[0]?.total ?? 0;
        return total;
      },
    },
    args,
  );
}

/** No index leads to the projects of a period either. */
function isWide(filter: ProjectFilter): boolean {
  return requiresFullScan(filter) || filter.programmes?.some(({ level }) => level === 'PERIOD') === true;
}

/** The sums of the programme tree have the number of projects of one node, and of all. */
function knownTotal({ programmes, ...others }: ProjectFilter, { release }: Context): number | undefined {
  if (requiresFullScan(others) || (programmes != null && programmes.length !== 1)) return undefined;
  return release.get(cachedProgrammes).projectsAt(programmes?.[0]?.id ?? null);
}

interface PageParts {
  readonly selection: Selection;
  readonly condition: Expression<SqlBool>;
  readonly order: ProjectOrder;
  readonly range: KeysetRange;
  readonly isFiltered: boolean;
  readonly isCounted: boolean;
}

function pageStatement({ selection, condition, order, range, isFiltered, isCounted }: PageParts) {
  // Under a filter the plan depends on its values, and is made for them.
  const limit = isFiltered ? sql`${range.limit}` : pageLimit(range.limit);
  const counted = isCounted ? sql`, (${countOf(condition)}) AS total` : sql``;
  const conditions = sql.join([condition, ...isInRange(order, range)], sql` AND `);
  // SQL as text: the columns are those of the plugin's selection, which Kysely's types do not know.
  return sql<
    ListedRow & { total?: number }
  >`SELECT ${projectColumns(selection)}, ${sortKey(order)} AS "sortKey"${counted}
    FROM project AS p WHERE ${conditions} ORDER BY ${orderClause(order, range.backwards)} LIMIT ${limit}`;
}

function countOf(condition: Expression<SqlBool>) {
  return query.selectFrom('project as p').select(sql<number>`count(*)::int`.as('total')).where(condition);
}

export function namedBy(order: ProjectOrder): Pick<KeysetList<ListedRow>, 'name' | 'keyOf' | 'isKey'> {
  return {
    name: `projects ${order.field} ${order.direction}`,
    keyOf: ({ sortKey: key, id }) => [key, id],
    isKey: (key) => key.length === 2 && isSortKey(order, key[0] ?? ''),
  };
}
