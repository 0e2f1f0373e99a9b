/** Amendments as their offices, their reviewers and editors see them. */
import { hasRole, ViewerType } from '#accounts';
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import {
  isWaiting,
  type Returned,
  ReviewStateEnum,
  returnOf,
  signedInOf,
  stateOfReview,
  visibleReviews,
} from '#reviews';
import type { Amendment as AmendmentRecord, AmendmentReview as ReviewRecord } from '../../amendments/model.ts';
import { reviewableAmendments } from '../../amendments/reviewable.ts';
import { amendmentReviewsBy, reviewsOfAmendment } from '../../amendments/reviews.ts';
import { amendmentsOfOffices, findAmendment, openAmendments } from '../../amendments/store.ts';
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
      resolve: seenReviews,
    }),
  }),
});

/** Whoever acts for its office does not see who reviews it. */
async function seenReviews({ number, officeId }: AmendmentRecord, _args: object, context: Context) {
  const viewer = (await signedInOf(context))?.viewer;
  if (viewer === undefined || viewer.officeIds.includes(officeId)) return null;
  const all = await reviewsOfAmendment(context.db, number);
  return visibleReviews(all, { accountId: viewer.accountId, isEditor: hasRole(viewer, 'EDITOR') });
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

builder.objectFields(ViewerType, (t) => ({
  amendments: t.field({
    type: [OwnAmendment],
    nullable: true,
    description: 'Amendments of the offices that the viewer acts for, the newest first; at most 200.',
    authScopes: { role: 'CONTRIBUTOR' },
    complexity: { field: 5, multiplier: 20 },
    resolve: ({ officeIds }, _args, { db }) => amendmentsOfOffices(db, officeIds),
  }),
  amendmentReviews: t.field({
    type: [AssignedAmendmentReview],
    nullable: true,
    description: 'Reviews of amendments that the viewer is assigned to, the oldest first.',
    authScopes: { role: 'REVIEWER' },
    args: {
      isWaiting: t.arg.boolean({
        description: 'Filters reviews: `true`, those that wait for the viewer; `false`, those that do not any more.',
      }),
    },
    complexity: { field: 5, multiplier: 20 },
    resolve: async ({ accountId }, { isWaiting: wanted }, { db }) => {
      const reviews = await amendmentReviewsBy(db, accountId);
      return reviews.filter((review) => wanted == null || isWaiting(review) === wanted);
    },
  }),
  amendmentsToReview: t.field({
    type: [OwnAmendment],
    nullable: true,
    description: 'Open amendments that the viewer reviews and has declared no conflict of interest for.',
    authScopes: { role: 'REVIEWER' },
    complexity: { field: 5, multiplier: 20 },
    resolve: async ({ accountId }, _args, { db }) => {
      const own = (await amendmentReviewsBy(db, accountId)).filter((one) => stateOfReview(one) === 'STARTED');
      const found = await Promise.all(own.map(({ number }) => findAmendment(db, number)));
      return found.filter((one) => one !== null);
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
