/** Offices propose, complete and withdraw amendments; reviewers review them; editors assign, return and decide. */
import { builder } from '#graphql/builder.ts';
import { DonePayload, done, noErrors, refusedFor, type UserError, UserErrorType } from '#graphql/user-errors.ts';
import { namedOffice, officeId } from '#offices';
import { declareConflict, editingOf, returnToOffice, signedInOf } from '#reviews';
import {
  assignAmendment,
  completeAmendment,
  decideAmendment,
  type ProposeAmendmentOutcome,
  proposeAmendment,
  withdrawAmendment,
} from '../../amendments/acting.ts';
import { amendmentTargets, type FieldChange } from '../../amendments/model.ts';
import { reviewableAmendments } from '../../amendments/reviewable.ts';
import { completeAmendmentReview } from '../../amendments/reviews.ts';
import { EntryRule } from '../target.ts';

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

const changesArgument = {
  type: [AmendedFieldInput] as [typeof AmendedFieldInput],
  required: true,
  description: 'At most 50 fields with their values.',
} as const;

function payloadOf(outcome: ProposeAmendmentOutcome): Payload {
  if (outcome.status === 'PROPOSED') return { number: outcome.number, userErrors: noErrors };
  if (outcome.status !== 'WRONG') return refusedFor(outcome.status);
  return {
    userErrors: outcome.fields.map((field): UserError => ({ code: 'INVALID_ANSWER', path: ['changes', field] })),
  };
}

const maxText = 4_000;
const maxFields = 50;
const numberArgument = { required: true, description: 'The number of the amendment.' } as const;

function textProblem(text: string): 'EMPTY_REASON' | 'TOO_LONG' | null {
  if (text.trim() === '') return 'EMPTY_REASON';
  return text.length > maxText ? 'TOO_LONG' : null;
}

const amendmentTarget = new EntryRule(amendmentTargets, 'a practice, office or adoption');

builder.mutationFields((t) => ({
  proposeAmendment: t.field({
    type: ProposeAmendmentPayload,
    nullable: true,
    description: 'Proposes a change of a practice, office or adoption of an office that the viewer acts for.',
    authScopes: { role: 'CONTRIBUTOR' },
    args: {
      target: t.arg.id({ required: true, description: amendmentTarget.description('The entry') }),
      office: t.arg.id({ required: true, description: officeId.description('The office') }),
      changes: t.arg(changesArgument),
      note: t.arg.string({ required: true, description: 'Why; for those who review it.' }),
    },
    complexity: 100,
    resolve: async (_root, { target, office, changes, note }, context) => {
      const editing = await editingOf(context);
      const problem = textProblem(note);
      if (editing === null) return refusedFor('NOT_FOUND');
      if (problem !== null) return refusedFor(problem, 'note');
      if (changes.length > maxFields) return refusedFor('TOO_LONG', 'changes');
      const about = amendmentTarget.find(target, 'target', context);
      const acting = await namedOffice(office, 'office', context);
      const proposal = { target: about, officeId: acting, changes, note: note.replaceAll('\0', '').trim() };
      return payloadOf(await proposeAmendment(editing, proposal));
    },
  }),
  completeAmendment: t.field({
    type: ProposeAmendmentPayload,
    nullable: true,
    description:
      'Completes an amendment that was returned to an office that the viewer acts for: another one takes its place and its reviewers.',
    authScopes: { role: 'CONTRIBUTOR' },
    args: {
      number: t.arg.int(numberArgument),
      changes: t.arg(changesArgument),
      note: t.arg.string({ required: true, description: 'Why; for those who review it.' }),
    },
    complexity: 100,
    resolve: async (_root, { number, changes, note }, context) => {
      const editing = await editingOf(context);
      const problem = textProblem(note);
      if (editing === null) return refusedFor('NOT_FOUND');
      if (problem !== null) return refusedFor(problem, 'note');
      if (changes.length > maxFields) return refusedFor('TOO_LONG', 'changes');
      return payloadOf(await completeAmendment(editing, number, { changes, note: note.replaceAll('\0', '').trim() }));
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
      const editing = await editingOf(context);
      return editing !== null && (await withdrawAmendment(editing, number)) ? done : refusedFor('NOT_POSSIBLE');
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
      dueAt: t.arg({ type: 'DateTime', description: 'Until when the review is to be completed.' }),
    },
    complexity: 50,
    resolve: async (_root, { number, email, dueAt }, context) => {
      const editing = await editingOf(context);
      if (editing === null) return refusedFor('NOT_POSSIBLE');
      const outcome = await assignAmendment(editing, number, { email, dueAt: dueAt ?? null });
      return outcome === 'ASSIGNED' ? done : refusedFor(outcome);
    },
  }),
  returnAmendment: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Returns an amendment for completion, once; its office may complete it until the moment.',
    authScopes: { role: 'EDITOR' },
    args: {
      number: t.arg.int(numberArgument),
      note: t.arg.string({ required: true, description: 'What is to be completed.' }),
      dueAt: t.arg({ type: 'DateTime', required: true, description: 'Until when.' }),
    },
    complexity: 50,
    resolve: async (_root, { number, note, dueAt }, context) => {
      const editing = await editingOf(context);
      const problem = textProblem(note);
      if (editing === null) return refusedFor('NOT_POSSIBLE');
      if (problem !== null) return refusedFor(problem, 'note');
      const given = { note: note.replaceAll('\0', '').trim(), dueAt };
      const isDone = await returnToOffice(editing, reviewableAmendments, number, given);
      return isDone ? done : refusedFor('NOT_POSSIBLE');
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
      const signedIn = await signedInOf(context);
      if (signedIn === null) return refusedFor('NOT_POSSIBLE');
      const acting = { accountId: signedIn.viewer.accountId, now: signedIn.contributor.now };
      const reason = conflict?.replaceAll('\0', '').trim().slice(0, maxText) || null;
      return signedIn.contributor.transaction(async (client, keep) => {
        const isDone = await declareConflict(client, reviewableAmendments, number, reason, acting);
        return isDone ? keep(done) : refusedFor('NOT_POSSIBLE');
      });
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
      const signedIn = await signedInOf(context);
      const problem = textProblem(reason);
      if (signedIn === null) return refusedFor('NOT_POSSIBLE');
      if (problem !== null) return refusedFor(problem, 'reason');
      const acting = { accountId: signedIn.viewer.accountId, now: signedIn.contributor.now };
      const review = { isRecommended, reason: reason.replaceAll('\0', '').trim() };
      return signedIn.contributor.transaction(async (client, keep) => {
        const isDone = await completeAmendmentReview(client, number, review, acting);
        return isDone ? keep(done) : refusedFor('NOT_POSSIBLE');
      });
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
      const editing = await editingOf(context);
      const problem = textProblem(reasons);
      if (editing === null) return refusedFor('NOT_POSSIBLE');
      if (problem !== null) return refusedFor(problem, 'reasons');
      const outcome = await decideAmendment(editing, number, {
        isApproved,
        reasons: reasons.replaceAll('\0', '').trim(),
      });
      return outcome === 'DECIDED' ? done : refusedFor(outcome);
    },
  }),
}));
