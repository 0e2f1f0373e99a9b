/** Who has to do with an entry: an office of the hub, or an organisation that is none. */
import type { FieldRef } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import { builder, type SchemaTypes } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { Office } from '#offices';
import type { ActorRow } from '../plain-loaders.ts';
import { AdmissionRole, OrganiserRole, PracticeRole } from './enums.ts';
import { langArgument } from './fields.ts';
import { ownerAndOrdinal, partKey } from './part-keys.ts';
import { shownOnCall, shownOnPractice, shownWithOwner } from './shown-at.ts';

interface Fields {
  string(options: never): FieldRef<SchemaTypes>;
  field(options: never): FieldRef<SchemaTypes>;
  readonly arg: (options: never) => unknown;
}

/** Of an object with the columns of `ActorRow`; a row names them in `select`. */
function actorFields(t: Fields, isRow: boolean) {
  const select = (columns: readonly (keyof ActorRow)[]) =>
    isRow ? { select: Object.fromEntries(columns.map((column) => [column, true])) } : {};
  return {
    office: t.field({
      type: Office,
      nullable: true,
      description: 'The office; null for an organisation that is no office of the hub.',
      ...select(['officeId']),
      resolve: ({ officeId }: ActorRow, _args: object, { loaders }: Context, info: GraphQLResolveInfo) =>
        officeId === null ? null : loaders.offices.office.load(officeId, info),
    } as never),
    name: t.string({
      description: 'Its name: of an office the official one, in Polish.',
      args: langArgument(t as never),
      ...select(['officeId', 'organisationPl', 'organisationEn']),
      resolve: (actor: ActorRow, { lang }: { lang: 'PL' | 'EN' }, context: Context) => nameOf(actor, lang, context),
    } as never),
  };
}

async function nameOf(actor: ActorRow, lang: 'PL' | 'EN', { loaders }: Context): Promise<string> {
  const { officeId, organisationPl, organisationEn } = actor;
  const stated = lang === 'EN' ? (organisationEn ?? organisationPl) : organisationPl;
  if (stated !== null) return stated;
  return (officeId === null ? null : await loaders.offices.names.load(officeId)) ?? '';
}

export const Actor = builder.objectRef<ActorRow>('Actor').implement({
  description: 'An office of the hub, or an organisation that the hub has no office for, such as one abroad.',
  fields: (t) => actorFields(t, false),
});

export const PracticeOffice = builder.prismaNode('PracticeOffice', {
  description: 'An office or organisation with its role in a practice.',
  select: { practiceSlug: true, ordinal: true },
  nullable: true,
  id: { resolve: ({ practiceSlug, ordinal }) => partKey(practiceSlug, ordinal), description: 'Global id.' },
  findUnique: (key) => {
    const [practiceSlug, ordinal] = ownerAndOrdinal(key);
    return { practiceSlug_ordinal: { practiceSlug, ordinal } };
  },
  fields: (t) => ({
    role: t.expose('role', { type: PracticeRole, description: 'Its role.' }),
    url: t.string(shownOnPractice),
    ...actorFields(t, true),
  }),
});

export const Organiser = builder.prismaNode('Organiser', {
  description: 'An office or organisation with its role in a call, an event or a living lab.',
  select: { id: true },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    role: t.expose('role', { type: OrganiserRole, description: 'Its role.' }),
    url: t.string(shownWithOwner),
    ...actorFields(t, true),
  }),
});

export const Admission = builder.prismaNode('CallAdmission', {
  variant: 'Admission',
  description: 'An office or organisation whose application to a call was accepted or is on the reserve list.',
  select: { callSlug: true, ordinal: true },
  nullable: true,
  id: { resolve: ({ callSlug, ordinal }) => partKey(callSlug, ordinal), description: 'Global id.' },
  findUnique: (key) => {
    const [callSlug, ordinal] = ownerAndOrdinal(key);
    return { callSlug_ordinal: { callSlug, ordinal } };
  },
  fields: (t) => ({
    role: t.expose('role', { type: AdmissionRole, description: 'The outcome of its application.' }),
    url: t.string(shownOnCall),
    ...actorFields(t, true),
  }),
});
