/** Amendments as everyone sees them once they are approved. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { labelEnums } from '#graphql/labels.ts';
import { Release } from '#graphql/releases.ts';
import { Office } from '#offices';
import { Practice } from '#practices';
import { type Amendment as AmendmentRecord, amendmentTargets, type RecordedChange } from '../../amendments/model.ts';
import { approvedOf } from '../../amendments/store.ts';

const targetLabels = {
  PRACTICE: ['praktyka', 'Practice'],
  OFFICE: ['urząd', 'Office'],
  ADOPTION: ['wdrożenie', 'Adoption'],
} as const;
export const AmendmentTargetType = builder.enumType('AmendmentTargetType', {
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
export const Amendment = builder.objectRef<AmendmentRecord>('Amendment').implement({
  description: 'A change that an office wanted of its practice, its own entry or its adoption. No account is named.',
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'Its number.' }),
    targetType: t.field({
      type: AmendmentTargetType,
      description: 'What kind of entry it is about.',
      resolve: ({ target }) => target.type,
    }),
    targetKey: t.string({ description: 'The slug or code of the entry.', resolve: ({ target }) => target.key }),
    office: t.exposeString('officeId', { description: 'The code of the office that proposed it.' }),
    state: t.expose('state', { type: AmendmentState, description: 'What became of it.' }),
    changes: t.field({
      type: [AmendedField],
      description: 'What it changes.',
      resolve: ({ changes }) => [...changes],
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
/** Each was approved with a release, so they are a part of it. */
const versionsOf = (type: 'PRACTICE' | 'OFFICE', key: string, { db }: Context): Promise<AmendmentRecord[]> =>
  approvedOf(db, { type, key });
builder.prismaObjectField(Practice, 'amendments', (t) =>
  t.field({
    ...approved,
    select: { slug: true },
    resolve: ({ slug }, _args, context) => versionsOf('PRACTICE', slug, context),
  }),
);
builder.prismaObjectField(Office, 'amendments', (t) =>
  t.field({
    ...approved,
    select: { id: true },
    resolve: ({ id }, _args, context) => versionsOf('OFFICE', id, context),
  }),
);
