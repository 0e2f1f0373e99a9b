/** Who took part in what, in both directions. */
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import { Match } from '#graphql/matches.ts';
import { pagePath, shownAtField } from '#graphql/page-url.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { rowRelease, rowSource } from '#graphql/releases.ts';
import { Office } from '#offices';
import type { MatchCandidate } from '#platform/problems/model.ts';
import { participationPage } from '../query/participations.ts';
import { ParticipationRole } from './enums.ts';
import { Organisation, Participation, Project, ProjectModule } from './nodes.ts';
import { participationListArgs, readParticipationArguments } from './participation-lists.ts';

builder.prismaObjectFields(Participation, (t) => ({
  url: t.string({
    select: { projectId: true },
    ...shownAtField<{ projectId: string }>(({ projectId }) => pagePath('projects', projectId)),
  }),
  project: t.field({
    type: Project,
    description: 'The project.',
    select: { projectId: true },
    resolve: ({ projectId }, _args, { loaders }, info) => loaders.projects.byId.get(projectId, info),
  }),
  office: t.field({
    type: Office,
    nullable: true,
    description: 'The office; null when it is an organisation.',
    select: { officeId: true },
    resolve: ({ officeId }, _args, { loaders }, info) =>
      officeId === null ? null : loaders.offices.office.load(officeId, info),
  }),
  organisation: t.field({
    type: Organisation,
    nullable: true,
    description: 'The organisation; null when it is an office.',
    select: { organisationId: true },
    resolve: ({ organisationId }, _args, { loaders }, info) =>
      organisationId === null ? null : loaders.projects.organisations.load(organisationId, info),
  }),
  role: t.expose('role', { type: ParticipationRole, description: 'In what role.' }),
  module: t.field({
    type: ProjectModule,
    nullable: true,
    description: 'The task of the project in which it takes part; null for the whole project.',
    select: { moduleId: true },
    resolve: ({ moduleId }, _args, { loaders }, info) =>
      moduleId === null ? null : loaders.projects.moduleById.load(moduleId, info),
  }),
  startsOn: t.expose('startsOn', { type: 'Date', nullable: true, description: 'From when; null when not stated.' }),
  endsOn: t.expose('endsOn', { type: 'Date', nullable: true, description: 'Until when; null when not stated.' }),
  statedName: t.exposeString('statedName', {
    nullable: true,
    description: 'The name as the source writes it; a name that must not be shown is replaced.',
  }),
  statedNip: t.exposeString('statedNip', {
    nullable: true,
    description: 'The tax number (NIP) as the source writes it, right or wrong; only lists of 2007-2013 have it.',
  }),
  isNipValid: t.exposeBoolean('nipValid', {
    nullable: true,
    description: 'Whether that number has the right check digit; null without a number.',
  }),
  match: t.field({
    type: Match,
    description: 'How the name or number was matched to an office; without a method it stays an organisation.',
    select: { role: true, statedName: true, officeId: true, candidates: true },
    resolve: ({ role, statedName, officeId, candidates }) => ({
      field: role.toLowerCase(),
      text: statedName,
      candidates: candidates as unknown as MatchCandidate[],
      taken: officeId !== null,
    }),
  }),
  source: t.field({ ...rowSource, description: 'The source.' }),
  release: t.field({ ...rowRelease, description: 'The release that last changed it.' }),
}));

const order = 'By default the latest start first.';

builder.prismaObjectField(Project, 'participations', (t) =>
  t.connection(
    {
      type: Participation,
      description: `Who takes part in it. ${order}`,
      args: participationListArgs,
      complexity: pageComplexity,
      resolve: async ({ id }, args, context, info) =>
        participationPage(
          context,
          { parent: 'project', id, ...(await readParticipationArguments(args, context)) },
          args,
          info,
        ),
    },
    connectionOf(Participation),
  ),
);

builder.objectField(Office, 'participations', (t) =>
  t.connection(
    {
      type: Participation,
      description: `The EU-funded projects in which it takes part, and in what role. ${order}`,
      args: participationListArgs,
      complexity: pageComplexity,
      resolve: async ({ id }, args, context, info) =>
        participationPage(
          context,
          { parent: 'office', id, ...(await readParticipationArguments(args, context)) },
          args,
          info,
        ),
    },
    connectionOf(Participation),
  ),
);

builder.prismaObjectField(Organisation, 'participations', (t) =>
  t.connection(
    {
      type: Participation,
      description: `The projects in which it takes part. ${order}`,
      args: participationListArgs,
      complexity: pageComplexity,
      resolve: async ({ id }, args, context, info) =>
        participationPage(
          context,
          { parent: 'organisation', id, ...(await readParticipationArguments(args, context)) },
          args,
          info,
        ),
    },
    connectionOf(Participation),
  ),
);

builder.prismaObjectField(ProjectModule, 'participations', (t) =>
  t.connection(
    {
      type: Participation,
      description: `Who takes part in it. ${order}`,
      args: participationListArgs,
      complexity: pageComplexity,
      resolve: async ({ id }, args, context, info) =>
        participationPage(
          context,
          { parent: 'module', id, ...(await readParticipationArguments(args, context)) },
          args,
          info,
        ),
    },
    connectionOf(Participation),
  ),
);
