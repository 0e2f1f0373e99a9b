/** The rows of lists that state projects, and their cells by their headings. */
import DataLoader from 'dataloader';
import type { Context } from '#graphql/context.ts';
import { OwnedRowLoader } from '#graphql/owned-rows.ts';
import { RowLoader } from '#graphql/rows.ts';
import { query } from '#platform/database/index.ts';
import type { OriginalCell, ProjectList } from '../model.ts';

interface Row {
  readonly projectId: string;
  readonly list: ProjectList;
}

type ByHeading = Record<string, OriginalCell>;

/** Documents have no rows. */
const isRow = { list: { not: 'DOCUMENT' } } as const;

export function recordLoaders(context: Context) {
  const { db } = context;
  return {
    records: new OwnedRowLoader<Row>(
      'ProjectRecord',
      context,
      ({ projectId }) => projectId,
      (ids, { select }) =>
        db.prisma.projectRecord.findMany({
          where: { projectId: { in: [...ids] }, ...isRow },
          select: { ...select, projectId: true, list: true },
          orderBy: { list: 'asc' },
        }),
    ),
    /** By `<project>:<list>`. */
    recordById: new RowLoader<string, Row>(
      'ProjectRecord',
      context,
      ({ projectId, list }) => `${projectId}:${list}`,
      (keys, { select }) =>
        db.prisma.projectRecord.findMany({
          where: { projectId: { in: keys.map((key) => key.split(':')[0] ?? '') }, ...isRow },
          select: { ...select, projectId: true, list: true },
        }),
    ),
    /** Of a project its row in each list. */
    originals: new DataLoader((ids: readonly string[]) => loadOriginals(context, ids)),
  };
}

async function loadOriginals(
  { db }: Context,
  ids: readonly string[],
): Promise<Partial<Record<ProjectList, ByHeading>>[]> {
  const rows = await db.rows(
    query
      .selectFrom('project_record as r')
      .innerJoin('project_sheet as s', (join) =>
        join.onRef('s.source_id', '=', 'r.source_id').onRef('s.sheet', '=', 'r.sheet'),
      )
      .select(['r.project_id', 'r.list', 'r.original', 's.columns'])
      .where('r.project_id', 'in', ids)
      .where('r.list', '<>', 'DOCUMENT'),
  );
  const ofProject = Map.groupBy(rows, ({ project_id: id }) => id);
  return ids.map((id) =>
    Object.fromEntries(
      (ofProject.get(id) ?? []).map(({ list, columns, original }) => [
        list,
        byHeading(columns as OriginalCell[], original as OriginalCell[]),
      ]),
    ),
  );
}

function byHeading(columns: readonly OriginalCell[], cells: readonly OriginalCell[]): ByHeading {
  const row: ByHeading = {};
  for (let index = 0; index < Math.max(columns.length, cells.length); index += 1) {
    const heading = String(columns[index] ?? `#${index + 1}`);
    let name = heading;
    for (let number = 2; Object.hasOwn(row, name); number += 1) name = `${heading} (${number})`;
    row[name] = cells[index] ?? null;
  }
  return row;
}
