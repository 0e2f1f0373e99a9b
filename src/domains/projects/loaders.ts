/** What this domain reads for all objects of an answer at once. */
import DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { Context } from '#graphql/context.ts';
import { RowLoader } from '#graphql/rows.ts';
import { projectsWithContracts } from './query/contracts.ts';
import { detailLoaders } from './query/details.ts';
import { projectPageLoaders } from './query/parents.ts';
import { participationLoaders } from './query/participations.ts';
import { loadedProjects, type ProjectRow, projectColumns } from './query/rows.ts';

export function projectLoaders(context: Context) {
  const { db } = context;
  return {
    byId: new RowLoader<string, ProjectRow>(
      'Project',
      context,
      ({ id }) => id,
      // Prisma's own reading of 50 rows takes twice the processor time (docs/decisions/relational-model.md).
      async (ids, selection) =>
        loadedProjects(
          await db.rows(
            // SQL as text: the columns are those of the plugin's selection, which Kysely's types do not know.
            sql<ProjectRow>`SELECT ${projectColumns(selection)} FROM project AS p WHERE p.id = ANY(${ids})`,
          ),
        ),
    ),
    /** Ids by contract numbers, as arguments name projects. */
    contracted: new DataLoader((numbers: readonly string[]) => projectsWithContracts(db, numbers)),
    ...detailLoaders(context),
    underParents: projectPageLoaders(context),
    participations: participationLoaders(context),
  };
}

declare module '#graphql/context.ts' {
  interface Loaders {
    readonly projects: ReturnType<typeof projectLoaders>;
  }
}
