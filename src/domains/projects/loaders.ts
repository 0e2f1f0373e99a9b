/** What this domain reads for all objects of an answer at once. */
import type { Context } from '#graphql/context.ts';
import { RowLoader } from '#graphql/rows.ts';
import { detailLoaders } from './query/details.ts';
import { projectPageLoaders } from './query/list.ts';
import { participationLoaders } from './query/participations.ts';
import { loadedProjects, type ProjectRow, projectColumns } from './query/rows.ts';

export function projectLoaders(context: Context) {
  const { db } = context;
  return {
    byId: new RowLoader<string, ProjectRow>(
      'Project',
      context,
      ({ id }) => id,
      async (ids, selection) => {
        const text = `SELECT ${projectColumns(selection)} FROM project p WHERE p.id = ANY($1)`;
        return loadedProjects(await db.prismaRows<ProjectRow>(text, [ids]));
      },
    ),
    ...detailLoaders(context),
    ofUnits: projectPageLoaders(context),
    participations: participationLoaders(context),
  };
}

declare module '#graphql/context.ts' {
  interface Loaders {
    readonly projects: ReturnType<typeof projectLoaders>;
  }
}
