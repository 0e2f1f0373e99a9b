/** Amendments: what everyone sees of approved ones, and what offices, reviewers and editors do. */
import { ViewerType } from '#accounts';
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { labelEnums } from '#graphql/labels.ts';
import { Release } from '#graphql/releases.ts';
import { DonePayload, done, noErrors, refusedFor, type UserError, UserErrorType } from '#graphql/user-errors.ts';
import { Office } from '#offices';
import { inTransaction } from '#platform/database/transaction.ts';
import { Practice } from '#practices';
import {
  type AmendingParts,
  assignAmendment,
  decideAmendment,
  proposeAmendment,
  withdrawAmendment,
} from '../amendments/acting.ts';
import {
  type Amendment as AmendmentRecord,
  amendmentTargets,
  type FieldChange,
  type RecordedChange,
  stateOfAmendmentReview,
} from '../amendments/model.ts';
import { amendmentReviewsBy, completeAmendmentReview, declareAmendmentConflict } from '../amendments/reviews.ts';
import { amendmentsOfOffices, approvedOf, findAmendment, openAmendments } from '../amendments/store.ts';

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
const Amendment = builder.objectRef<AmendmentRecord>('Amendment').implement({
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

const OwnAmendment = builder.objectRef<AmendmentRecord>('AmendmentProposal').implement({
  description: 'An amendment as its office, its reviewers and editors see it.',
  authScopes: { role: 'CONTRIBUTOR' },
  fields: (t) => ({
    amendment: t.field({ type: Amendment, description: 'The amendment.', resolve: (one) => one }),
    note: t.exposeString('note', { description: 'Why; for those who review it.' }),
    reasons: t.exposeString('reasons', { nullable: true, description: 'Why it was approved or not.' }),
  }),
});

builder.objectFields(ViewerType, (t) => ({
  amendments: t.field({
    type: [OwnAmendment],
    nullable: true,
    description: 'Amendments of the offices that the viewer acts for, the newest first; at most 200.',
    authScopes: { role: 'CONTRIBUTOR' },
    complexity: { field: 5, multiplier: 20 },
    resolve: ({ officeIds }, _args, { db }) => amendmentsOfOffices(db, officeIds),
  }),
  amendmentsToReview: t.field({
    type: [OwnAmendment],
    nullable: true,
    description: 'Open amendments that the viewer reviews and has declared no conflict of interest for.',
    authScopes: { role: 'REVIEWER' },
    complexity: { field: 5, multiplier: 20 },
    resolve: async ({ accountId }, _args, { db }) => {
      const own = (await amendmentReviewsBy(db, accountId)).filter((one) => stateOfAmendmentReview(one) === 'STARTED');
      const found = await Promise.all(own.map(({ number }) => findAmendment(db, number)));
      return found.filter((one) => one?.state === 'OPEN') as AmendmentRecord[];
    },
  }),
  amendmentsToDecide: t.field({
    type: [OwnAmendment],
    nullable: true,
    description: 'Open amendments, the oldest first; at most 200.',
    authScopes: { role: 'EDITOR' },
    complexity: { field: 5, multiplier: 20 },
    resolve: (_viewer, _args, { db }) => openAmendments(db),
  }),
}));

interface Payload {
  readonly number?: number;
  readonly userErrors: readonly UserError[];
}

const ProposeAmendmentPayload = builder.objectRef<Payload>('ProposeAmendmentPayload').implement({
  description: 'The result of `proposeAmendment`.',
  fields: (t) => ({
    number: t.int({
      nullable: true,
      description: 'The number of the amendment; null when it was not proposed.',
      resolve: ({ number }) => number ?? null,
    }),
    userErrors: t.field({
      type: [UserErrorType],
      description: 'What is wrong; empty when it was proposed.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
});

const AmendedFieldInput = builder.inputRef<FieldChange>('AmendedFieldInput').implement({
  description: 'What one field is to be.',
  fields: (t) => ({
    field: t.string({
      required: true,
      description: 'The field, such as `summary` or `summary.en`; of an office `phone`.',
    }),
    value: t.string({ required: true, description: 'Its value.' }),
  }),
});

async function partsOf({ contributor, publicUrl }: Context): Promise<AmendingParts | null> {
  const viewer = (await contributor?.viewer()) ?? null;
  if (contributor === null || viewer === null) return null;
  const { database, now, publishers } = contributor;
  return { database, now, publishers, viewer, publicUrl, send: (mail) => contributor.send(mail) };
}

const maxText = 4_000;
const maxFields = 50;
const numberArgument = { required: true, description: 'The number of the amendment.' } as const;

function textProblem(text: string): 'EMPTY_REASON' | 'TOO_LONG' | null {
  if (text.trim() === '') return 'EMPTY_REASON';
  return text.length > maxText ? 'TOO_LONG' : null;
}

builder.mutationFields((t) => ({
  proposeAmendment: t.field({
    type: ProposeAmendmentPayload,
    nullable: true,
    description: 'Proposes a change of a practice, office or adoption of an office that the viewer acts for.',
    authScopes: { role: 'CONTRIBUTOR' },
    args: {
      targetType: t.arg({ type: AmendmentTargetType, required: true, description: 'The kind of the entry.' }),
      targetKey: t.arg.string({ required: true, description: 'The slug or code of the entry.' }),
      office: t.arg.string({ required: true, description: 'The code of the office.' }),
      changes: t.arg({
        type: [AmendedFieldInput],
        required: true,
        description: 'At most 50 fields with their values.',
      }),
      note: t.arg.string({ required: true, description: 'Why; for those who review it.' }),
    },
    complexity: 100,
    resolve: async (_root, { targetType: type, targetKey: key, office: officeId, changes, note }, context) => {
      const parts = await partsOf(context);
      const problem = textProblem(note);
      if (parts === null) return refusedFor('NOT_FOUND');
      if (problem !== null) return refusedFor(problem, 'note');
      if (changes.length > maxFields) return refusedFor('TOO_LONG', 'changes');
      const proposal = { target: { type, key }, officeId, changes, note: note.replaceAll('\0', '').trim() };
      const outcome = await proposeAmendment(parts, proposal);
      if (outcome.status === 'PROPOSED') return { number: outcome.number, userErrors: noErrors };
      if (outcome.status !== 'WRONG') return refusedFor(outcome.status);
      return {
        userErrors: outcome.fields.map((field): UserError => ({ code: 'INVALID_ANSWER', path: ['changes', field] })),
      };
    },
  }),
  withdrawAmendment: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Withdraws an open amendment of an office that the viewer acts for.',
    authScopes: { role: 'CONTRIBUTOR' },
    args: { number: t.arg.int(numberArgument) },
    complexity: 50,
    resolve: async (_root, { number }, context) => {
      const parts = await partsOf(context);
      return parts !== null && (await withdrawAmendment(parts, number)) ? done : refusedFor('NOT_POSSIBLE');
    },
  }),
  assignAmendmentReviewer: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Assigns the review of an amendment to an account, which gets a mail.',
    authScopes: { role: 'EDITOR' },
    args: {
      number: t.arg.int(numberArgument),
      email: t.arg.string({ required: true, description: 'The address of e-mail of the reviewer.' }),
    },
    complexity: 50,
    resolve: async (_root, { number, email }, context) => {
      const parts = await partsOf(context);
      if (parts === null) return refusedFor('NOT_POSSIBLE');
      const outcome = await assignAmendment(parts, number, email);
      return outcome === 'ASSIGNED' ? done : refusedFor(outcome);
    },
  }),
  declareAmendmentConflict: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Declares, once, whether the viewer has a conflict of interest with an amendment that they review.',
    authScopes: { role: 'REVIEWER' },
    args: {
      number: t.arg.int(numberArgument),
      conflict: t.arg.string({ description: 'What the conflict of interest is; left out where there is none.' }),
    },
    complexity: 50,
    resolve: async (_root, { number, conflict }, context) => {
      const parts = await partsOf(context);
      if (parts === null) return refusedFor('NOT_POSSIBLE');
      const acting = { accountId: parts.viewer.accountId, now: parts.now };
      const reason = conflict?.replaceAll('\0', '').trim().slice(0, maxText) || null;
      const isDone = await inTransaction(parts.database.pool, (client) =>
        declareAmendmentConflict(client, number, reason, acting),
      );
      return isDone ? done : refusedFor('NOT_POSSIBLE');
    },
  }),
  reviewAmendment: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Completes the review of the viewer, which stays as it is.',
    authScopes: { role: 'REVIEWER' },
    args: {
      number: t.arg.int(numberArgument),
      isRecommended: t.arg.boolean({ required: true, description: 'Whether it should be approved.' }),
      reason: t.arg.string({ required: true, description: 'Why.' }),
    },
    complexity: 50,
    resolve: async (_root, { number, isRecommended, reason }, context) => {
      const parts = await partsOf(context);
      const problem = textProblem(reason);
      if (parts === null) return refusedFor('NOT_POSSIBLE');
      if (problem !== null) return refusedFor(problem, 'reason');
      const acting = { accountId: parts.viewer.accountId, now: parts.now };
      const review = { isRecommended, reason: reason.replaceAll('\0', '').trim() };
      const isDone = await inTransaction(parts.database.pool, (client) =>
        completeAmendmentReview(client, number, review, acting),
      );
      return isDone ? done : refusedFor('NOT_POSSIBLE');
    },
  }),
  decideAmendment: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Decides an amendment that was reviewed; one that is approved becomes a release of its own.',
    authScopes: { role: 'EDITOR' },
    args: {
      number: t.arg.int(numberArgument),
      isApproved: t.arg.boolean({ required: true, description: 'Whether it is approved.' }),
      reasons: t.arg.string({ required: true, description: 'Why; for the office.' }),
    },
    complexity: 1_000,
    resolve: async (_root, { number, isApproved, reasons }, context) => {
      const parts = await partsOf(context);
      const problem = textProblem(reasons);
      if (parts === null) return refusedFor('NOT_POSSIBLE');
      if (problem !== null) return refusedFor(problem, 'reasons');
      const outcome = await decideAmendment(parts, number, {
        isApproved,
        reasons: reasons.replaceAll('\0', '').trim(),
      });
      return outcome === 'DECIDED' ? done : refusedFor(outcome);
    },
  }),
}));
