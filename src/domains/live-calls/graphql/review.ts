/** Reviewers score submissions, blind to each other until all are done. */
import { ViewerType } from '#accounts';
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import type { Context } from '#graphql/context.ts';
import { byMoment } from '#graphql/moments.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { DonePayload, done, refusedFor } from '#graphql/user-errors.ts';
import { hasRole } from '#platform/viewer.ts';
import {
  declareConflict,
  isWaitingArgument,
  ReviewStateEnum,
  reviewPage,
  seenReviews,
  signedInOf,
  stateOfReview,
  storedText,
  transaction,
} from '#reviews';
import { assessed, type Review as ReviewRecord, type Scores, weightedMean } from '../review/model.ts';
import { reviewableSubmissions, type SubmissionKey } from '../review/reviewable.ts';
import { completeReview, reviewsBy, reviewsOf, saveReview } from '../review/store.ts';
import { findCall, submissionsOf, submittedAnswers } from '../store.ts';
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
const Review = builder.objectRef<ReviewRecord>('Review').implement({
  description: 'A review of a submission; for its reviewer, for the others once all are completed, and for editors.',
  authScopes: { role: 'REVIEWER' },
  fields: (t) => ({
    call: t.exposeString('callSlug', { description: 'The slug of the call.' }),
    submission: t.exposeInt('sequence', { description: 'The number of the submission within its call.' }),
    reviewer: t.exposeString('reviewerId', { description: 'The number of the account that reviews it.' }),
    state: t.field({ type: ReviewStateEnum, description: 'How far it is.', resolve: stateOfReview }),
    conflictReason: t.exposeString('conflictReason', {
      nullable: true,
      description: 'What the conflict of interest is; null where there is none.',
    }),
    scores: t.field({
      type: [ReviewScore],
      description: 'The scores so far.',
      resolve: ({ scores }) => scoresOf(scores),
    }),
    comment: t.exposeString('comment', { nullable: true, description: 'What the reviewer says of it as a whole.' }),
    mean: t.float({
      nullable: true,
      description: 'The mean of the scores by the weights of the criteria; null while some are missing.',
      resolve: async ({ callSlug, scores }, _args, { db }) =>
        weightedMean((await findCall(db, callSlug))?.criteria ?? [], scores),
    }),
    version: t.exposeInt('version', { description: 'How often it was saved.' }),
  }),
});

function scoresOf(scores: Scores): ScoreRecord[] {
  return Object.entries(scores).map(([criterion, { score, reason }]) => ({ criterion, score, reason }));
}

/** The reviews of a submission that the viewer may see. */
async function seenBy(context: Context, key: SubmissionKey): Promise<ReviewRecord[]> {
  const signedIn = await signedInOf(context);
  if (signedIn === null) return [];
  const { viewer, contributor } = signedIn;
  const looking = { accountId: viewer.accountId, isEditor: hasRole(viewer, 'EDITOR'), now: contributor.now };
  return seenReviews(context.db, { reviewable: reviewableSubmissions, key }, await reviewsOf(context.db, key), looking);
}

const AssignedReview = builder.objectRef<ReviewRecord>('AssignedReview').implement({
  description: 'A review that the viewer is assigned to, with what is reviewed.',
  authScopes: { role: 'REVIEWER' },
  fields: (t) => ({
    own: t.field({ type: Review, description: 'The review of the viewer.', resolve: (review) => review }),
    answers: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What was submitted; null before the viewer has declared that there is no conflict of interest.',
      resolve: (review, _args, { db }) =>
        review.declaredAt === null || review.conflictReason !== null
          ? null
          : submittedAnswers(db, review.callSlug, review.sequence),
    }),
    others: t.field({
      type: [Review],
      description: 'The reviews of others; empty until all are completed.',
      resolve: async ({ callSlug: slug, sequence, reviewerId }, _args, context) => {
        const seen = await seenBy(context, { slug, sequence });
        return seen.filter((review) => review.reviewerId !== reviewerId);
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
      resolve: async ({ accountId }, page, { db }) => reviewPage(await reviewsBy(db, accountId), page, inOrder),
    },
    connectionOf(AssignedReview),
  ),
);

const inOrder = byMoment<ReviewRecord>('reviews', ({ assignedAt, callSlug, sequence }) => [
  assignedAt,
  callSlug,
  sequence,
]);

interface AssessmentRecord {
  readonly reviews: readonly ReviewRecord[];
  readonly mean: number | null;
  readonly spread: number | null;
  readonly disputed: readonly string[];
  readonly isDisputed: boolean;
}

const SubmissionAssessment = builder.objectRef<AssessmentRecord>('SubmissionAssessment').implement({
  description: 'What the reviews of a submission come to; for editors.',
  authScopes: { role: 'EDITOR' },
  fields: (t) => ({
    reviews: t.field({
      type: [Review],
      description: 'The reviews; of an editor who reviews it too, only their own until all are completed.',
      resolve: ({ reviews }) => [...reviews],
    }),
    mean: t.exposeFloat('mean', { nullable: true, description: 'The mean of completed reviews.' }),
    spread: t.exposeFloat('spread', { nullable: true, description: 'Between the highest and the lowest mean.' }),
    disputedCriteria: t.field({
      type: ['String'],
      description: 'Keys of criteria that reviewers see very differently.',
      resolve: ({ disputed }) => [...disputed],
    }),
    isDisputed: t.exposeBoolean('isDisputed', { description: 'Whether the reviewers disagree.' }),
  }),
});

builder.objectField(ViewerType, 'submissionAssessment', (t) =>
  t.field({
    type: SubmissionAssessment,
    nullable: true,
    description:
      'What the reviews of a submission come to; null where there is none, and for whoever acts for its office.',
    authScopes: { role: 'EDITOR' },
    args: { call: t.arg.string(callArgument), submission: t.arg.int(submissionArgument) },
    complexity: 20,
    resolve: async (viewer, names, context) => {
      const { db } = context;
      const call = await findCall(db, names.call);
      const submissions = call === null ? [] : await submissionsOf(db, call.slug);
      const found = submissions.find(({ sequence }) => sequence === names.submission);
      if (call === null || found === undefined || viewer.officeIds.includes(found.officeId)) return null;
      const seen = await seenBy(context, keyOf(names));
      return { reviews: seen, ...assessed(call.criteria, seen) };
    },
  }),
);

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
      call: t.arg.string(callArgument),
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
      const isDone = await transaction(signedIn, (client) =>
        declareConflict(client, reviewableSubmissions, keyOf(names), reason, acting),
      );
      return isDone ? done : refusedFor('NOT_POSSIBLE');
    },
  }),
  saveReview: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Saves a review, which need not be complete.',
    authScopes: { role: 'REVIEWER' },
    args: {
      call: t.arg.string(callArgument),
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
      const outcome = await transaction(signedIn, (client) => saveReview(client, keyOf(names), content, acting));
      return outcome === 'SAVED' ? done : refusedFor(outcome);
    },
  }),
  completeReview: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Completes a review: every criterion has a score and a reason. From then on it stays as it is.',
    authScopes: { role: 'REVIEWER' },
    args: { call: t.arg.string(callArgument), submission: t.arg.int(submissionArgument) },
    complexity: 50,
    resolve: async (_root, names, context) => {
      const signedIn = await signedInOf(context);
      if (signedIn === null) return refusedFor('NOT_POSSIBLE');
      const acting = { accountId: signedIn.viewer.accountId, now: signedIn.contributor.now };
      const missing = await transaction(signedIn, (client) => completeReview(client, keyOf(names), acting));
      if (missing === null) return refusedFor('NOT_POSSIBLE');
      return { userErrors: missing.map((key) => ({ code: 'SCORE_MISSING' as const, path: ['scores', key] })) };
    },
  }),
}));
