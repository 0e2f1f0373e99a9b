/** What documents state of the inside of projects: their modules. */
import { builder } from '#graphql/builder.ts';
import { inLanguage, languageArgument } from '#graphql/language.ts';
import { pagePath, shownAtField } from '#graphql/page-url.ts';
import { rowSource } from '#graphql/releases.ts';
import { Project, ProjectModule } from './nodes.ts';

builder.prismaObjectFields(ProjectModule, (t) => ({
  url: t.string({
    select: { projectId: true },
    ...shownAtField<{ projectId: string }>(({ projectId }) => pagePath('projects', projectId)),
  }),
  project: t.field({
    type: Project,
    description: 'The project that it is a task of.',
    select: { projectId: true },
    resolve: ({ projectId }, _args, { loaders }, info) => loaders.projects.byId.get(projectId, info),
  }),
  ordinal: t.exposeInt('ordinal', { description: 'Its number in the project, from 1.' }),
  name: t.string({
    description: 'Its name.',
    args: { lang: t.arg(languageArgument) },
    select: { name: true, nameEn: true },
    resolve: ({ name, nameEn }, { lang }) => inLanguage(lang, name, nameEn),
  }),
  startsOn: t.expose('startsOn', {
    type: 'Date',
    nullable: true,
    description: 'The first day; of a month that a source names its first day.',
  }),
  endsOn: t.expose('endsOn', {
    type: 'Date',
    nullable: true,
    description: 'The last day; of a month that a source names its last day.',
  }),
  plannedParticipants: t.exposeInt('plannedParticipants', {
    nullable: true,
    description: 'How many were to take part; null when no source states it.',
  }),
  actualParticipants: t.exposeInt('actualParticipants', {
    nullable: true,
    description: 'How many took part; null when no source states it.',
  }),
  source: t.field({ ...rowSource, description: 'The source.' }),
}));

builder.prismaObjectField(Project, 'modules', (t) =>
  t.field({
    type: [ProjectModule],
    complexity: { field: 1, multiplier: 2 },
    description: 'Its tasks, where documents state them; lists do not.',
    resolve: ({ id }, _args, { loaders }, info) => loaders.projects.modules.load(id, info),
  }),
);
