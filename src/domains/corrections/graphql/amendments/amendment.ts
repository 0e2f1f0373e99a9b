/** Amendments as everyone sees them once they are approved. */
import { builder } from '#graphql/builder.ts';
import { labelEnums } from '#graphql/labels.ts';
import { Release } from '#graphql/releases.ts';
import { Office } from '#offices';
import { Practice } from '#practices';
import { amendmentTargets, changesOf, type RecordedChange } from '../../amendments/model.ts';
import { keyOfEntry } from '../../loaders.ts';

const targetLabels = {
  PRACTICE: ['praktyka', 'Practice'],
  OFFICE: ['urząd', 'Office'],
  ADOPTION: ['wdrożenie', 'Adoption'],
} as const;
const AmendmentTargetType = builder.enumType('AmendmentTargetType', {
  description: 'What kind of entry an amendment is about.',
  values: Object.fromEntries(
    amendmentTargets.map((target) => [target, { description: `${targetLabels[target][1]}.` }]),
  ) as Record<(typeof amendmentTargets)[number], { description: string }>,
});
const AmendmentState = builder.enumType('AmendmentState', {
  description: 'What became of an amendment.',
  values: {
    OPEN: { description: 'Waiting for review and decision.' },
    APPROVED: { description: 'Approved; `release` has it.' },
    DECLINED: { description: 'Not approved.' },
    WITHDRAWN: { description: 'Withdrawn by its office.' },
  },
});
labelEnums({
  AmendmentTargetType: targetLabels,
  AmendmentState: {
    OPEN: ['otwarta', 'Open'],
    APPROVED: ['zatwierdzona', 'Approved'],
    DECLINED: ['niezatwierdzona', 'Not approved'],
    WITHDRAWN: ['wycofana', 'Withdrawn'],
  },
});

const AmendedField = builder.objectRef<RecordedChange>('AmendedField').implement({
  description: 'What an amendment changes of one field.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'The field, by its name in the practices format or the schema.' }),
    before: t.exposeString('before', { nullable: true, description: 'Its value before; null where it had none.' }),
    value: t.exposeString('value', { description: 'Its value after.' }),
  }),
});

/** Only of approved ones for everyone: `note` and `reasons` are the office's and the reviewers'. */
export const Amendment = builder.prismaObject('Amendment', {
  description: 'A change that an office wanted of its practice, its own entry or its adoption. No account is named.',
  select: { number: true },
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'Its number.' }),
    targetType: t.expose('targetType', { type: AmendmentTargetType, description: 'What kind of entry it is about.' }),
    targetKey: t.exposeString('targetKey', { description: 'The slug or code of the entry.' }),
    office: t.field({
      type: Office,
      nullable: true,
      description: 'The office that proposed it; null where the hub has it no longer.',
      select: { officeId: true },
      resolve: ({ officeId }, _args, { loaders }, info) => loaders.offices.office.load(officeId, info),
    }),
    officeCode: t.exposeString('officeId', { description: 'The code of the office that proposed it.' }),
    state: t.expose('state', { type: AmendmentState, description: 'What became of it.' }),
    changes: t.field({
      type: [AmendedField],
      description: 'What it changes.',
      select: { changes: true },
      resolve: ({ changes }) => changesOf(changes),
    }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', nullable: true, description: 'When it was decided.' }),
    decidedBy: t.exposeString('decidedRole', {
      nullable: true,
      description: 'The role that decided it, such as `EDITOR`.',
    }),
    release: t.field({
      type: Release,
      nullable: true,
      description: 'The release that has it; null unless it was approved.',
      select: { release: true },
      resolve: ({ release }, _args, { loaders }, info) =>
        release === null ? null : loaders.releases.releases.get(release, info),
    }),
  }),
});

const approved = {
  type: [Amendment] as [typeof Amendment],
  description: 'Approved amendments of it, the newest first: its versions, and which role approved them.',
  complexity: { field: 5, multiplier: 5 },
};
builder.prismaObjectField(Practice, 'amendments', (t) =>
  t.field({
    ...approved,
    select: { slug: true },
    resolve: ({ slug: key }, _args, { loaders }, info) =>
      loaders.amendments.approved.load(keyOfEntry({ type: 'PRACTICE', key }), info),
  }),
);
builder.prismaObjectField(Office, 'amendments', (t) =>
  t.field({
    ...approved,
    select: { id: true },
    resolve: ({ id: key }, _args, { loaders }, info) =>
      loaders.amendments.approved.load(keyOfEntry({ type: 'OFFICE', key }), info),
  }),
);
