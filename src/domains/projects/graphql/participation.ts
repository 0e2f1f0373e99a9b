/** Who took part in what, in both directions. */

import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import { Match } from '#graphql/matches.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { Release, Source } from '#graphql/releases.ts';
import { heldOffices, Office } from '#offices';
import { type ParticipationRow, participationPage } from '../query/participations.ts';
import { ParticipationRole } from './enums.ts';
import { Organisation, Project } from './nodes.ts';
import { moduleOf, ProjectModule } from './parts.ts';

const Participation = builder.objectRef<ParticipationRow>('Participation').implement({
  description: 'That an office or an organisation takes part in a project, and in what role.',
  fields: (t) => ({
    project: t.field({
      type: Project,
      description: 'The project.',
      resolve: ({ projectId }, _args, { loaders }, info) => loaders.projects.byId.get(projectId, info),
    }),
    office: t.field({
      type: Office,
      nullable: true,
      description: 'The office; null when it is an organisation.',
      resolve: ({ officeId }, _args, { release }) =>
        officeId === null ? null : release.get(heldOffices).office(officeId),
    }),
    organisation: t.field({
      type: Organisation,
      nullable: true,
      description: 'The organisation; null when it is an office.',
      resolve: ({ organisationId }) => organisationId,
    }),
    role: t.expose('role', { type: ParticipationRole, description: 'In what role.' }),
    module: t.field({
      type: ProjectModule,
      nullable: true,
      description: 'The task of the project in which it takes part; null for the whole project.',
      resolve: ({ projectId, moduleId }, _args, context) => moduleOf(projectId, moduleId, context),
    }),
    startsOn: t.expose('startsOn', { type: 'Date', nullable: true, description: 'From when; null when not told.' }),
    endsOn: t.expose('endsOn', { type: 'Date', nullable: true, description: 'Until when; null when not told.' }),
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
      description: 'How the name or number was joined to an office; without a method it stays an organisation.',
      resolve: ({ role, statedName, officeId, candidates }) => ({
        field: role.toLowerCase(),
        text: statedName,
        candidates,
        taken: officeId !== null,
      }),
    }),
    source: t.field({
      type: Source,
      description: 'What tells it.',
      resolve: ({ sourceId }, _args, { loaders }, info) => loaders.releases.sources.get(sourceId, info),
    }),
    release: t.field({
      type: Release,
      description: 'The release that last changed it.',
      resolve: ({ changedIn }, _args, { loaders }, info) => loaders.releases.releases.get(changedIn, info),
    }),
  }),
});

Organisation.implement({
  description:
    'Someone who takes part in projects and is no office of the hub: a company, an association, a university … as lists write its name. Without a tax number all of one name are one.',
  fields: (t) => ({
    name: t.exposeString('name', {
      nullable: true,
      description: 'Its name as a list first wrote it; null when it is a natural person whose name must not be shown.',
    }),
    nip: t.exposeString('nip', { nullable: true, description: 'Its tax number (NIP), as a list writes it.' }),
    isNipValid: t.exposeBoolean('nipValid', { description: 'Whether it has a NIP with the right check digit.' }),
    legalForm: t.exposeString('legalForm', { nullable: true, description: 'Its legal form, as a list words it.' }),
    postalCode: t.exposeString('postcode', { nullable: true, description: 'The postal code of its seat.' }),
    town: t.exposeString('town', { nullable: true, description: 'The town or village of its seat.' }),
    isRedacted: t.exposeBoolean('redacted', { description: 'Whether its name must not be shown.' }),
    source: t.field({
      type: Source,
      description: 'What first named it.',
      resolve: ({ sourceId }, _args, { loaders }, info) => loaders.releases.sources.get(sourceId, info),
    }),
    release: t.field({
      type: Release,
      description: 'The release that last changed it.',
      resolve: ({ changedIn }, _args, { loaders }, info) => loaders.releases.releases.get(changedIn, info),
    }),
  }),
});

const roleArgument = 'Only those in this role.';
const fieldDescription = 'The latest start first.';

builder.prismaObjectField(Project, 'participations', (t) =>
  t.connection(
    {
      type: Participation,
      description: `Who takes part in it. ${fieldDescription}`,
      args: { role: t.arg({ type: ParticipationRole, description: roleArgument }) },
      complexity: pageComplexity,
      resolve: ({ id }, { role, ...page }, context) => participationPage(context, 'project', id, role ?? null, page),
    },
    connectionOf(Participation),
  ),
);

builder.objectField(Office, 'participations', (t) =>
  t.connection(
    {
      type: Participation,
      description: `The EU-funded projects in which it takes part, and in what role. ${fieldDescription}`,
      args: { role: t.arg({ type: ParticipationRole, description: roleArgument }) },
      complexity: pageComplexity,
      resolve: ({ id }, { role, ...page }, context) => participationPage(context, 'office', id, role ?? null, page),
    },
    connectionOf(Participation),
  ),
);

builder.objectField(Organisation, 'participations', (t) =>
  t.connection(
    {
      type: Participation,
      description: `The projects in which it takes part. ${fieldDescription}`,
      args: { role: t.arg({ type: ParticipationRole, description: roleArgument }) },
      complexity: pageComplexity,
      resolve: ({ id }, { role, ...page }, context) =>
        participationPage(context, 'organisation', id, role ?? null, page),
    },
    connectionOf(Participation),
  ),
);

builder.objectField(ProjectModule, 'participations', (t) =>
  t.connection(
    {
      type: Participation,
      description: `Who takes part in it. ${fieldDescription}`,
      args: { role: t.arg({ type: ParticipationRole, description: roleArgument }) },
      complexity: pageComplexity,
      resolve: ({ id }, { role, ...page }, context) => participationPage(context, 'module', id, role ?? null, page),
    },
    connectionOf(Participation),
  ),
);
