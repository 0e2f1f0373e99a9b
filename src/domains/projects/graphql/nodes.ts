/** The nodes of this domain, declared before their fields, which lead to one another. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { heldProgrammes, type ProgrammeRow } from '../programmes/directory.ts';
import { type ProjectRow, projectColumns } from '../query/rows.ts';

export const Programme = builder.loadableNodeRef('Programme', {
  id: { resolve: ({ id }: ProgrammeRow) => id, description: 'Global id; the same in every file that names the node.' },
  load: async (ids: string[], { release }: Context): Promise<(ProgrammeRow | null)[]> =>
    ids.map((id) => release.get(heldProgrammes).node(id) ?? null),
});

/** Straight from memory, where fields of long lists lead to it: a loader's promise for each costs more than the rest. */
export function programmeOf(id: string | null, { release }: Context): ProgrammeRow | undefined {
  return id === null ? undefined : release.get(heldProgrammes).node(id);
}

export const Project = builder.loadableNodeRef('Project', {
  id: { resolve: ({ id }: ProjectRow) => id, description: 'Global id; the same in every edition of the lists.' },
  load: loadProjects,
  toKey: ({ id }) => id,
  sort: true,
});

async function loadProjects(ids: readonly string[], context: Context): Promise<ProjectRow[]> {
  const found = await context.db.query<ProjectRow>(
    `SELECT ${projectColumns(context)} FROM project p WHERE p.id = ANY($1)`,
    [ids],
  );
  return found.rows;
}

/** For `nodes(ids)`, without a promise for each. */
export async function projectsByIds(ids: readonly string[], context: Context): Promise<(ProjectRow | null)[]> {
  const found = new Map((await loadProjects(ids, context)).map((row) => [row.id, row]));
  return ids.map((id) => found.get(id) ?? null);
}

export interface OrganisationRow {
  readonly id: string;
  readonly name: string | null;
  readonly nip: string | null;
  readonly nipValid: boolean;
  readonly legalForm: string | null;
  readonly postcode: string | null;
  readonly town: string | null;
  readonly redacted: boolean;
  readonly sourceId: string;
  readonly changedIn: number;
}

export const Organisation = builder.loadableNodeRef('Organisation', {
  id: { resolve: ({ id }: OrganisationRow) => id, description: 'Global id.' },
  load: async (ids: string[], { db }: Context) => {
    const found = await db.query<OrganisationRow>(
      `SELECT id, name, nip, nip_valid AS "nipValid", legal_form AS "legalForm", postcode, town, redacted,
              source_id AS "sourceId", changed_in AS "changedIn" FROM organisation WHERE id = ANY($1)`,
      [ids],
    );
    return found.rows;
  },
  toKey: ({ id }) => id,
  sort: true,
});
