/** What practices, calls, events, living labs and documents have to do with projects, from both ends. */
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import type { ListKind } from '#graphql/lists/links.ts';
import { ofParty, Project, projectListArgs, projectsOfCitation } from '#projects';
import { callsOf, citationsOf, eventsOf, livingLabsOf, practicesOf } from '../lists/links.ts';
import { Call } from './call.ts';
import { Citation } from './citation.ts';
import { Event } from './event.ts';
import { linkedField, type Node } from './fields.ts';
import { LivingLab } from './living-lab.ts';
import { Inference } from './parts.ts';
import { Practice } from './practice.ts';

builder.objectFields(Project, (t) => {
  const list = (type: Node, kind: ListKind, description: string) =>
    linkedField(t, type, kind, description, ({ id }: { id: string }) => [id]);
  return {
    practices: list(Practice, practicesOf.project, 'Practices that belong to it, by title.'),
    calls: list(Call, callsOf.project, 'Calls that belong to it, the one that closes last first.'),
    events: list(Event, eventsOf.project, 'Events that belong to it, the latest first.'),
    livingLabs: list(LivingLab, livingLabsOf.project, 'Living labs that belong to it, by title.'),
    citations: list(
      Citation,
      citationsOf.project,
      'The documents that describe it, by title; none of a project that only lists know.',
    ),
    inferences: t.field({
      type: [Inference],
      description: 'Facts that no document states, and how they were inferred.',
      resolve: async ({ id }, _args, { loaders }) =>
        (await loaders.practices.inferencesOfProject.load(id)).flatMap(({ inferences }) => inferences ?? []),
    }),
  };
});

const description = (otherwise: string): string => `The project that it belongs to; ${otherwise}.`;
const select = { projectId: true } as const;

builder.prismaObjectField(Practice, 'project', (t) =>
  t.field({
    type: Project,
    nullable: true,
    description: description('null for most'),
    select,
    resolve: ({ projectId }, _args, { loaders }, info) =>
      projectId === null ? null : loaders.projects.byId.load(projectId, info),
  }),
);

for (const type of [Call, Event, LivingLab] as const) {
  builder.prismaObjectField(type, 'project', (t) =>
    t.field({
      type: Project,
      nullable: true,
      description: description('null when no source names one'),
      select,
      resolve: ({ projectId }, _args, { loaders }, info) =>
        projectId === null ? null : loaders.projects.byId.load(projectId, info),
    }),
  );
}

builder.prismaObjectField(Citation, 'projects', (t) =>
  t.connection(
    {
      type: Project,
      description: 'Projects that it describes.',
      args: projectListArgs,
      complexity: ofParty,
      select: { slug: true },
      resolve: ({ slug }, args, context, info) => projectsOfCitation(slug, args, context, info),
    },
    connectionOf(Project),
  ),
);
