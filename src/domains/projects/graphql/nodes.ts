/** The nodes of this domain, declared before their fields, which lead to one another. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { nodesByIds } from '#graphql/rows.ts';
import { cachedProgrammes, type ProgrammeRow } from '../programmes/reference-data.ts';

export const Programme = builder.prismaNode('Programme', {
  description:
    'A node of the programme tree: a period, a programme, a priority, a measure or a sub-measure, as lists of projects name it by code and name. Source: lists of EU-funded projects.',
  id: { field: 'id', description: 'Global id; the same in every file that names the node.' },
  select: { id: true },
  extensions: {
    nodesByIds: async (ids: readonly string[], context: Context) => ids.map((id) => programmeOf(id, context) ?? null),
  },
});

/** The tree is reference data of the release, and its rows have all columns. */
export function programmeOf(id: string | null, { release }: Context): ProgrammeRow | undefined {
  return id === null ? undefined : release.get(cachedProgrammes).node(id);
}

export const Project = builder.prismaNode('Project', {
  description:
    'A project with money of the European Union. Sources: the national lists of 2007-2013, 2014-2020 and 2021-2027, the map of grants, Kohesio, and documents; see `source` and `records`.',
  id: { field: 'id', description: 'Global id; the same in every edition of the lists.' },
  select: { id: true },
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.projects.byId) },
});

export const Organisation = builder.prismaNode('Organisation', {
  description:
    'A participant of projects that is not an office of the hub: a company, an association, a university and the like, named as lists write it. Without a tax number, equal names are one organisation.',
  id: { field: 'id', description: 'Global id.' },
  select: { id: true },
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.projects.organisations) },
});

export const Participation = builder.prismaNode('Participation', {
  description: 'The participation of an office or organisation in a project, in a role.',
  id: { field: 'id', description: 'Global id.' },
  select: { id: true },
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.projects.participationById) },
});

export const ProjectModule = builder.prismaNode('ProjectModule', {
  description: 'A task (module) of a project. What was planned and what was done are separate facts.',
  id: { field: 'id', description: 'Global id.' },
  select: { id: true },
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.projects.moduleById) },
});

export const ProjectProduct = builder.prismaNode('ProjectProduct', {
  description: 'A product of a project, and how it was rated.',
  id: { field: 'id', description: 'Global id.' },
  select: { id: true },
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.projects.productById) },
});
