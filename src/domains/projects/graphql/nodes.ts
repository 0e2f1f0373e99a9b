/** The nodes of this domain, declared before their fields, which lead to one another. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { nodesByIds } from '#graphql/rows.ts';
import { heldProgrammes, type ProgrammeRow } from '../programmes/directory.ts';

export const Programme = builder.loadableNodeRef('Programme', {
  id: { resolve: ({ id }: ProgrammeRow) => id, description: 'Global id; the same in every file that names the node.' },
  load: async (ids: string[], { release }: Context): Promise<(ProgrammeRow | null)[]> =>
    ids.map((id) => release.get(heldProgrammes).node(id) ?? null),
});

/** Straight from memory, where fields of long lists lead to it: a loader's promise for each costs more than the rest. */
export function programmeOf(id: string | null, { release }: Context): ProgrammeRow | undefined {
  return id === null ? undefined : release.get(heldProgrammes).node(id);
}

export const Project = builder.prismaNode('Project', {
  description:
    'A project with money of the European Union. Sources: the national lists of 2007-2013, 2014-2020 and 2021-2027, the map of grants, Kohesio, and documents; see `source` and `records`.',
  id: { field: 'id', description: 'Global id; the same in every edition of the lists.' },
  select: { id: true },
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.projects.byId) },
});

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
