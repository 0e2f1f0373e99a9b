/** Amendments as their offices, their reviewers and editors see them. */
import { hasRole, ViewerType } from '#accounts';
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import type { Context } from '#graphql/context.ts';
import { keysetPage } from '#graphql/keyset.ts';
import { byMoment } from '#graphql/moments.ts';
import { numberedList } from '#graphql/numbered-lists.ts';
import { pageComplexity } from '#graphql/pages.ts';
import type { SqlReader } from '#platform/database/index.ts';
import {
  isWaitingArgument,
  type Returned,
  ReviewStateEnum,
  returnOf,
  reviewPage,
  seenReviews,
  signedInOf,
  stateOfReview,
} from '#reviews';
import type { Amendment as AmendmentRecord, AmendmentReview as ReviewRecord } from '../../amendments/model.ts';
import { reviewableAmendments } from '../../amendments/reviewable.ts';
import { amendmentReviewsBy, reviewsOfAmendment } from '../../amendments/reviews.ts';
import { type AmendmentWanted, amendmentsBetween, countAmendments, findAmendment } from '../../amendments/store.ts';
import { Amendment } from './amendment.ts';

const AmendmentReview = builder.objectRef<ReviewRecord>('AmendmentReview').implement({
  description: 'A review of an amendment; for its reviewer, for the others once all are completed, and for editors.',
  authScopes: { role: 'REVIEWER' },
  fields: (t) => ({
    reviewer: t.exposeString('reviewerId', { description: 'The number of the account that reviews it.' }),
    state: t.field({ type: ReviewStateEnum, description: 'How far it is.', resolve: stateOfReview }),
    conflictReason: t.exposeString('conflictReason', {
      nullable: true,
      description: 'What the conflict of interest is; null where there is none.',
    }),
    isRecommended: t.exposeBoolean('isRecommended', {
      nullable: true,
      description: 'Whether the amendment should be approved; null before it is completed.',
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why.' }),
    dueAt: t.expose('dueAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when it is to be completed; null where no moment is set.',
    }),
  }),
});

const AmendmentReturn = builder.objectRef<Returned>('AmendmentReturn').implement({
  description: 'That an amendment was returned for completion.',
  authScopes: { role: 'CONTRIBUTOR' },
  fields: (t) => ({
    note: t.exposeString('note', { description: 'What is to be completed.' }),
    dueAt: t.expose('dueAt', { type: 'DateTime', description: 'Until when its office may complete it.' }),
    completedAs: t.exposeInt('completedAs', {
      nullable: true,
      description: 'The number of the amendment that completes it; null while there is none.',
    }),
  }),
});

const OwnAmendment = builder.objectRef<AmendmentRecord>('AmendmentProposal').implement({
  description: 'An amendment as its office, its reviewers and editors see it.',
  authScopes: { role: 'CONTRIBUTOR' },
  fields: (t) => ({
    amendment: t.field({ type: Amendment, description: 'The amendment.', resolve: (one) => one }),
    note: t.exposeString('note', { description: 'Why; for those who review it.' }),
    reasons: t.exposeString('reasons', { nullable: true, description: 'Why it was approved or not.' }),
    returned: t.field({
      type: AmendmentReturn,
      nullable: true,
      description: 'That it was returned for completion; null where it was not.',
      complexity: 5,
      resolve: ({ number }, _args, { db }) => returnOf(db, reviewableAmendments, number),
    }),
    reviews: t.field({
      type: [AmendmentReview],
      nullable: true,
      description: 'Its reviews; of whoever reviews it too, only their own until all are completed.',
      authScopes: { role: 'REVIEWER' },
      complexity: { field: 5, multiplier: 2 },
      resolve: reviewsSeen,
    }),
  }),
});

/** Whoever acts for its office does not see who reviews it. */
async function reviewsSeen({ number, officeId }: AmendmentRecord, _args: object, context: Context) {
  const signedIn = await signedInOf(context);
  if (signedIn === null || signedIn.viewer.officeIds.includes(officeId)) return null;
  const { viewer, contributor } = signedIn;
  const looking = { accountId: viewer.accountId, isEditor: hasRole(viewer, 'EDITOR'), now: contributor.now };
  const all = await reviewsOfAmendment(context.db, number);
  return seenReviews(context.db, { reviewable: reviewableAmendments, key: number }, all, looking);
}

const AssignedAmendmentReview = builder.objectRef<ReviewRecord>('AssignedAmendmentReview').implement({
  description: 'A review of an amendment that the viewer is assigned to, with what is reviewed.',
  authScopes: { role: 'REVIEWER' },
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'The number of the amendment.' }),
    own: t.field({ type: AmendmentReview, description: 'The review of the viewer.', resolve: (review) => review }),
    proposal: t.field({
      type: OwnAmendment,
      nullable: true,
      description: 'The amendment; null before the viewer has declared that there is no conflict of interest.',
      complexity: 5,
      resolve: (review, _args, { db }) =>
        review.declaredAt === null || review.conflictReason !== null ? null : findAmendment(db, review.number),
    }),
  }),
});

function amendmentList(db: SqlReader, name: string, wanted: AmendmentWanted, isAscending = true) {
  return numberedList<AmendmentRecord>({
    name,
    isAscending,
    numberOf: ({ number }) => number,
    fetch: (range) => amendmentsBetween(db, wanted, range),
    count: () => countAmendments(db, wanted),
  });
}

builder.objectFields(ViewerType, (t) => ({
  amendments: t.connection(
    {
      type: OwnAmendment,
      nullable: true,
      description: 'Amendments of the offices that the viewer acts for, the newest first.',
      authScopes: { role: 'CONTRIBUTOR' },
      complexity: pageComplexity,
      resolve: ({ officeIds }, page, { db }) =>
        keysetPage(amendmentList(db, 'amendments of offices', { officeIds }, false), page),
    },
    connectionOf(OwnAmendment),
  ),
  amendmentReviews: t.connection(
    {
      type: AssignedAmendmentReview,
      nullable: true,
      description: 'Reviews of amendments that the viewer is assigned to, the oldest first.',
      authScopes: { role: 'REVIEWER' },
      args: { isWaiting: t.arg.boolean(isWaitingArgument) },
      complexity: pageComplexity,
      resolve: async ({ accountId }, page, { db }) =>
        reviewPage(await amendmentReviewsBy(db, accountId), page, inOrder),
    },
    connectionOf(AssignedAmendmentReview),
  ),
  amendmentsToReview: t.connection(
    {
      type: OwnAmendment,
      nullable: true,
      description: 'Open amendments that the viewer reviews and has declared no conflict of interest for.',
      authScopes: { role: 'REVIEWER' },
      complexity: pageComplexity,
      resolve: ({ accountId }, page, { db }) =>
        keysetPage(amendmentList(db, 'amendments to review', { state: 'OPEN', startedBy: accountId }), page),
    },
    connectionOf(OwnAmendment),
  ),
  amendmentsToDecide: t.connection(
    {
      type: OwnAmendment,
      nullable: true,
      description: 'Open amendments, the oldest first.',
      authScopes: { role: 'EDITOR' },
      complexity: pageComplexity,
      resolve: (_viewer, page, { db }) =>
        keysetPage(amendmentList(db, 'amendments to decide', { state: 'OPEN' }), page),
    },
    connectionOf(OwnAmendment),
  ),
}));

const inOrder = byMoment<ReviewRecord>('amendment reviews', ({ assignedAt, number }) => [assignedAt, number]);
