/** Reviewers score submissions, blind to each other until all are done. */
import type { GraphQLResolveInfo } from 'graphql';
import { ViewerType } from '#accounts';
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import type { Context } from '#graphql/context.ts';
import { byMoment } from '#graphql/moments.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { rowsOfEntries } from '#graphql/rows.ts';
import { DonePayload, done, refusedFor } from '#graphql/user-errors.ts';
import type { Viewer } from '#platform/viewer.ts';
import { Call } from '#practices';
import {
  declareConflict,
  isWaitingArgument,
  type Review as ReviewBase,
  ReviewStateEnum,
  reviewColumns,
  reviewPage,
  reviewsSeen,
  signedInOf,
  stateOfReview,
  storedText,
} from '#reviews';
import { keyOfSubmission, submissionOfKey } from '../loaders.ts';
import { type Scores, scoresOf, weightedMean } from '../review/model.ts';
import { reviewableSubmissions } from '../review/reviewable.ts';
import { completeReview, saveReview } from '../review/store.ts';
import { answersSubmitted } from '../store.ts';
import { callArgument, keyOf, submissionArgument } from './arguments.ts';

interface ScoreRecord {
  readonly criterion: string;
  readonly score: number;
  readonly reason: string;
}

const ReviewScore = builder.objectRef<ScoreRecord>('ReviewScore').implement({
  description: 'What a reviewer gives by one criterion.',
  fields: (t) => ({
    criterion: t.exposeString('criterion', { description: 'The key of the criterion.' }),
    score: t.exposeInt('score', { description: 'From 1 to 5.' }),
    reason: t.exposeString('reason', { description: 'Why.' }),
  }),
});

/** A review as one who may see it does. */
export const Review = builder.prismaObject('SubmissionReview', {
  variant: 'Review',
  description: 'A review of a submission; for its reviewer, for the others once all are completed, and for editors.',
  authScopes: { role: 'REVIEWER' },
  select: { callSlug: true, sequence: true, reviewerId: true },
  fields: (t) => ({
    call: t.field({
      type: Call,
      nullable: true,
      description: 'The call; null where the hub has it no longer.',
      resolve: ({ callSlug }, _args, { loaders }, info) => loaders.practices.call.load(callSlug, info),
    }),
    callSlug: t.exposeString('callSlug', { description: 'The slug of the call.' }),
    submission: t.exposeInt('sequence', { description: 'The number of the submission within its call.' }),
    reviewer: t.exposeString('reviewerId', { description: 'The number of the account that reviews it.' }),
    state: t.field({
      type: ReviewStateEnum,
      description: 'How far it is.',
      select: reviewColumns,
      resolve: stateOfReview,
    }),
    conflictReason: t.exposeString('conflictReason', {
      nullable: true,
      description: 'What the conflict of interest is; null where there is none.',
    }),
    scores: t.field({
      type: [ReviewScore],
      description: 'The scores so far.',
      select: { scores: true },
      resolve: ({ scores }) => scoreList(scoresOf(scores)),
    }),
    comment: t.exposeString('comment', { nullable: true, description: 'What the reviewer says of it as a whole.' }),
    mean: t.float({
      nullable: true,
      description: 'The mean of the scores by the weights of the criteria; null while some are missing.',
      select: { scores: true },
      resolve: async ({ callSlug, scores }, _args, { loaders }) =>
        weightedMean(await loaders.liveCalls.criteria.load(callSlug), scoresOf(scores)),
    }),
    version: t.exposeInt('version', { description: 'How often it was saved.' }),
  }),
});

function scoreList(scores: Scores): ScoreRecord[] {
  return Object.entries(scores).map(([criterion, { score, reason }]) => ({ criterion, score, reason }));
}

const AssignedReview = builder.prismaObject('SubmissionReview', {
  variant: 'AssignedReview',
  description: 'A review that the viewer is assigned to, with what is reviewed.',
  authScopes: { role: 'REVIEWER' },
  select: { callSlug: true, sequence: true, reviewerId: true, declaredAt: true, conflictReason: true },
  fields: (t) => ({
    own: t.variant(Review, { description: 'The review of the viewer.' }),
    answers: t.loadable({
      type: 'JSON',
      nullable: true,
      description: 'What was submitted; null before the viewer has declared that there is no conflict of interest.',
      load: async (keys: string[], { db }) => {
        const found = new Map(
          (await answersSubmitted(db, keys.map(submissionOfKey))).map((one) => [keyOfSubmission(one), one.answers]),
        );
        return keys.map((key) => found.get(key) ?? null);
      },
      resolve: (review) =>
        review.declaredAt === null || review.conflictReason !== null ? null : keyOfSubmission(review),
    }),
    others: t.field({
      type: [Review],
      description: 'The reviews of others; empty until all are completed.',
      resolve: async (review, _args, context, info) => {
        const all = await context.loaders.liveCalls.reviews.load(keyOfSubmission(review), info);
        const seen = all[0] === undefined ? [] : await reviewsSeen(context, all, all[0].submission);
        return (seen ?? []).filter(({ reviewerId }) => reviewerId !== review.reviewerId);
      },
    }),
  }),
});

builder.objectField(ViewerType, 'reviews', (t) =>
  t.connection(
    {
      type: AssignedReview,
      nullable: true,
      description: 'Reviews that the viewer is assigned to, the oldest first.',
      authScopes: { role: 'REVIEWER' },
      args: { isWaiting: t.arg.boolean(isWaitingArgument) },
      complexity: pageComplexity,
      resolve: async (viewer, page, context, info) =>
        reviewPage(await assignedReviews(context, info, viewer), page, inOrder),
    },
    connectionOf(AssignedReview),
  ),
);

type AssignedRow = ReviewBase & { readonly callSlug: string; readonly sequence: number };

/** Those of submissions that are in force, of offices that the viewer does not act for. */
function assignedReviews(context: Context, info: GraphQLResolveInfo, { accountId: reviewerId, officeIds }: Viewer) {
  return rowsOfEntries<AssignedRow>('AssignedReview', context, info, (select) =>
    context.db.prisma.submissionReview.findMany({
      where: { reviewerId, submission: { withdrawnAt: null, officeId: { notIn: [...officeIds] } } },
      select: { ...select, ...reviewColumns, callSlug: true, sequence: true },
    }),
  );
}

const inOrder = byMoment<AssignedRow>('reviews', ({ assignedAt, callSlug, sequence }) => [
  assignedAt,
  callSlug,
  sequence,
]);

const ReviewScoreInput = builder.inputType('ReviewScoreInput', {
  description: 'What a reviewer gives by one criterion.',
  fields: (t) => ({
    criterion: t.string({ required: true, description: 'The key of the criterion.' }),
    score: t.int({ required: true, description: 'From 1 to 5.' }),
    reason: t.string({ required: true, description: 'Why; at most 4,000 characters.' }),
  }),
});

const maxReason = 4_000;

builder.mutationFields((t) => ({
  declareReview: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Declares whether there is a conflict of interest; before that nothing of the submission is shown.',
    authScopes: { role: 'REVIEWER' },
    args: {
      call: t.arg.id(callArgument),
      submission: t.arg.int(submissionArgument),
      conflict: t.arg.string({ description: 'What the conflict of interest is; null where there is none.' }),
    },
    complexity: 50,
    resolve: async (_root, { conflict, ...names }, context) => {
      const signedIn = await signedInOf(context);
      if (signedIn === null) return refusedFor('NOT_POSSIBLE');
      const reason = conflict == null ? null : storedText(conflict, maxReason);
      if (reason === undefined) return refusedFor('EMPTY_REASON', 'conflict');
      const acting = { accountId: signedIn.viewer.accountId, now: signedIn.contributor.now };
      return signedIn.contributor.transaction(async (client, keep) => {
        const isDone = await declareConflict(client, reviewableSubmissions, keyOf(names), reason, acting);
        return isDone ? keep(done) : refusedFor('NOT_POSSIBLE');
      });
    },
  }),
  saveReview: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Saves a review, which need not be complete.',
    authScopes: { role: 'REVIEWER' },
    args: {
      call: t.arg.id(callArgument),
      submission: t.arg.int(submissionArgument),
      scores: t.arg({ type: [ReviewScoreInput], required: true, description: 'All scores so far.' }),
      comment: t.arg.string({ description: 'What the reviewer says of it as a whole.' }),
      version: t.arg.int({ required: true, description: 'The version that was read.' }),
    },
    complexity: 50,
    resolve: async (_root, { scores, comment, version, ...names }, context) => {
      const signedIn = await signedInOf(context);
      if (signedIn === null) return refusedFor('NOT_POSSIBLE');
      const given = scores.map(({ criterion, score, reason }) => [
        criterion,
        { score, reason: storedText(reason, maxReason) ?? '' },
      ]);
      const content = {
        scores: Object.fromEntries(given),
        comment: storedText(comment ?? '', maxReason) ?? null,
        version,
      };
      const acting = { accountId: signedIn.viewer.accountId, now: signedIn.contributor.now };
      return signedIn.contributor.transaction(async (client, keep) => {
        const outcome = await saveReview(client, keyOf(names), content, acting);
        return outcome === 'SAVED' ? keep(done) : refusedFor(outcome);
      });
    },
  }),
  completeReview: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Completes a review: every criterion has a score and a reason. From then on it stays as it is.',
    authScopes: { role: 'REVIEWER' },
    args: { call: t.arg.id(callArgument), submission: t.arg.int(submissionArgument) },
    complexity: 50,
    resolve: async (_root, names, context) => {
      const signedIn = await signedInOf(context);
      if (signedIn === null) return refusedFor('NOT_POSSIBLE');
      const acting = { accountId: signedIn.viewer.accountId, now: signedIn.contributor.now };
      return signedIn.contributor.transaction(async (client, keep) => {
        const missing = await completeReview(client, keyOf(names), acting);
        if (missing === null) return refusedFor('NOT_POSSIBLE');
        return keep({ userErrors: missing.map((key) => ({ code: 'SCORE_MISSING' as const, path: ['scores', key] })) });
      });
    },
  }),
}));
