/** Editors assign reviews, return and decide submissions, and publish what came of a call. */
import { builder } from '#graphql/builder.ts';
import { labelEnums } from '#graphql/labels.ts';
import { DonePayload, done, refusedFor } from '#graphql/user-errors.ts';
import { eventId, practiceId, sessionWithin } from '#practices';
import { assignTo, editingOf, returnToOffice, storedText } from '#reviews';
import { decide, publishResultsOf } from '../editing.ts';
import type { ApprovedPractice } from '../review/decide.ts';
import { reviewableSubmissions } from '../review/reviewable.ts';
import { findCall } from '../store.ts';
import { callArgument, keyOf, slugOf, submissionArgument } from './arguments.ts';

const SubmissionOutcome = builder.enumType('SubmissionDecisionOutcome', {
  description: 'What was decided of a submission.',
  values: { ACCEPTED: { description: 'Accepted.' }, DECLINED: { description: 'Not accepted.' } },
});
labelEnums({
  SubmissionDecisionOutcome: { ACCEPTED: ['przyjęte', 'Accepted'], DECLINED: ['nieprzyjęte', 'Not accepted'] },
});

const maxText = 10_000;

builder.mutationFields((t) => ({
  assignReviewer: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Assigns a review of a submission to an account, which gets a mail.',
    authScopes: { role: 'EDITOR' },
    args: {
      call: t.arg.id(callArgument),
      submission: t.arg.int(submissionArgument),
      email: t.arg.string({ required: true, description: 'The address of e-mail of the reviewer.' }),
    },
    complexity: 50,
    resolve: async (_root, { email, ...names }, context) => {
      const editing = await editingOf(context);
      if (editing === null) return refusedFor('NOT_POSSIBLE');
      const dueAt = (await findCall(context.db, keyOf(names).slug))?.reviewsDueAt ?? null;
      const outcome = await assignTo(editing, reviewableSubmissions, keyOf(names), { email, dueAt });
      return outcome === 'ASSIGNED' ? done : refusedFor(outcome);
    },
  }),
  returnSubmission: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Returns a submission for completion, once; its office may submit again until the moment.',
    authScopes: { role: 'EDITOR' },
    args: {
      call: t.arg.id(callArgument),
      submission: t.arg.int(submissionArgument),
      note: t.arg.string({ required: true, description: 'What is to be completed.' }),
      dueAt: t.arg({ type: 'DateTime', required: true, description: 'Until when.' }),
    },
    complexity: 50,
    resolve: async (_root, { note, dueAt, ...names }, context) => {
      const editing = await editingOf(context);
      const text = storedText(note, maxText);
      if (editing === null) return refusedFor('NOT_POSSIBLE');
      if (text === undefined) return refusedFor('EMPTY_REASON', 'note');
      const isDone = await returnToOffice(editing, reviewableSubmissions, keyOf(names), { note: text, dueAt });
      return isDone ? done : refusedFor('NOT_POSSIBLE');
    },
  }),
  decideSubmission: t.field({
    type: DonePayload,
    nullable: true,
    description:
      'Decides a submission that was reviewed. The reasons go to the applicant when the results are published; until then it may be decided anew.',
    authScopes: { role: 'EDITOR' },
    args: {
      call: t.arg.id(callArgument),
      submission: t.arg.int(submissionArgument),
      outcome: t.arg({ type: SubmissionOutcome, required: true, description: 'What is decided.' }),
      reasons: t.arg.string({ required: true, description: 'Why; for the applicant.' }),
      practice: t.arg({
        type: 'JSON',
        description:
          'The approved text of the practice, an entry of `practices` in the format of docs/practices.md. Nothing else of the submission is published.',
      }),
    },
    complexity: 50,
    resolve: async (_root, { outcome, reasons, practice, ...names }, context) => {
      const editing = await editingOf(context);
      const text = storedText(reasons, maxText);
      if (editing === null) return refusedFor('NOT_POSSIBLE');
      if (text === undefined) return refusedFor('EMPTY_REASON', 'reasons');
      const approved = (practice ?? null) as ApprovedPractice | null;
      const decided = await decide(editing, keyOf(names), { outcome, reasons: text, approved });
      if (decided === 'DECIDED') return done;
      if (decided === 'TAKEN') return refusedFor(decided, 'practice', 'slug');
      return decided === 'INVALID_PRACTICE' ? refusedFor(decided, 'practice') : refusedFor(decided);
    },
  }),
  publishResults: t.field({
    type: DonePayload,
    nullable: true,
    description:
      'Publishes the results of a call that has closed as a release: who is admitted, planned and actual numbers, and the approved texts.',
    authScopes: { role: 'EDITOR' },
    args: { call: t.arg.id(callArgument) },
    complexity: 1_000,
    resolve: async (_root, { call }, context) => {
      const editing = await editingOf(context);
      if (editing === null) return refusedFor('NOT_POSSIBLE');
      const outcome = await publishResultsOf(editing, slugOf(call));
      return outcome === 'PUBLISHED' ? done : refusedFor(outcome);
    },
  }),
  presentPractice: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Puts the presentation of a practice into a session of an event, as a release.',
    authScopes: { role: 'EDITOR' },
    args: {
      event: t.arg.id({ required: true, description: eventId.description('The event') }),
      session: t.arg.id({
        required: true,
        description: 'The session. Takes the global id or the slug within its event, such as `sesja-1`.',
      }),
      practice: t.arg.id({ required: true, description: practiceId.description('The practice') }),
    },
    complexity: 1_000,
    resolve: async (_root, names, context) => {
      const editing = await editingOf(context);
      if (editing === null) return refusedFor('NOT_POSSIBLE');
      const event = eventId.find(names.event, 'event', null);
      const presentation = {
        event,
        session: sessionWithin(event, names.session),
        practice: practiceId.find(names.practice, 'practice', null),
      };
      const isDone = await editing.publishers.presentPractice(presentation, editing.now);
      return isDone ? done : refusedFor('NOT_FOUND');
    },
  }),
}));
