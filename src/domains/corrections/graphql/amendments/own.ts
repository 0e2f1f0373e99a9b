/** Amendments as their offices, their reviewers and editors see them. */
import { ViewerType } from '#accounts';
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import { keysetPage } from '#graphql/keyset.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { isWaitingArgument, ReviewStateEnum, reviewColumns, reviewPage, reviewsSeen, stateOfReview } from '#reviews';
import { Amendment } from './amendment.ts';
import { amendmentList, assignedReviews, inOrder } from './lists.ts';

const AmendmentReview = builder.prismaObject('AmendmentReview', {
  description: 'A review of an amendment; for its reviewer, for the others once all are completed, and for editors.',
  authScopes: { role: 'REVIEWER' },
  select: { number: true, reviewerId: true },
  fields: (t) => ({
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

const AmendmentReturn = builder.prismaObject('AmendmentReturn', {
  description: 'That an amendment was returned for completion.',
  authScopes: { role: 'CONTRIBUTOR' },
  select: { number: true },
  fields: (t) => ({
    note: t.exposeString('note', { description: 'What is to be completed.' }),
    dueAt: t.expose('dueAt', { type: 'DateTime', description: 'Until when its office may complete it.' }),
    completedAs: t.exposeInt('completedAs', {
      nullable: true,
      description: 'The number of the amendment that completes it; null while there is none.',
    }),
  }),
});

const OwnAmendment = builder.prismaObject('Amendment', {
  variant: 'AmendmentProposal',
  description: 'An amendment as its office, its reviewers and editors see it.',
  authScopes: { role: 'CONTRIBUTOR' },
  select: { number: true },
  fields: (t) => ({
    amendment: t.variant(Amendment, { description: 'The amendment.' }),
    note: t.exposeString('note', { description: 'Why; for those who review it.' }),
    reasons: t.exposeString('reasons', { nullable: true, description: 'Why it was approved or not.' }),
    returned: t.field({
      type: AmendmentReturn,
      nullable: true,
      description: 'That it was returned for completion; null where it was not.',
      complexity: 5,
      resolve: ({ number }, _args, { loaders }, info) => loaders.amendments.returned.load(number, info),
    }),
    reviews: t.field({
      type: [AmendmentReview],
      nullable: true,
      description: 'Its reviews; of whoever reviews it too, only their own until all are completed.',
      authScopes: { role: 'REVIEWER' },
      complexity: { field: 5, multiplier: 2 },
      select: { officeId: true, proposedBy: true },
      resolve: async ({ number, officeId, proposedBy: submittedBy }, _args, context, info) => {
        // Whoever acts for its office does not see who reviews it.
        const viewer = await context.contributor?.viewer();
        if (viewer == null || viewer.officeIds.includes(officeId)) return null;
        const reviews = await context.loaders.amendments.reviews.load(String(number), info);
        return reviewsSeen(context, reviews, { officeId, submittedBy });
      },
    }),
  }),
});

const AssignedAmendmentReview = builder.prismaObject('AmendmentReview', {
  variant: 'AssignedAmendmentReview',
  description: 'A review of an amendment that the viewer is assigned to, with what is reviewed.',
  authScopes: { role: 'REVIEWER' },
  select: { number: true, reviewerId: true },
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'The number of the amendment.' }),
    own: t.variant(AmendmentReview, { description: 'The review of the viewer.' }),
    proposal: t.field({
      type: OwnAmendment,
      nullable: true,
      description: 'The amendment; null before the viewer has declared that there is no conflict of interest.',
      complexity: 5,
      select: { declaredAt: true, conflictReason: true },
      resolve: ({ number, declaredAt, conflictReason }, _args, { loaders }, info) =>
        declaredAt === null || conflictReason !== null ? null : loaders.amendments.proposal.load(number, info),
    }),
  }),
});

builder.objectFields(ViewerType, (t) => ({
  amendments: t.connection(
    {
      type: OwnAmendment,
      nullable: true,
      description: 'Amendments of the offices that the viewer acts for, the newest first.',
      authScopes: { role: 'CONTRIBUTOR' },
      complexity: pageComplexity,
      resolve: ({ officeIds }, page, context, info) => {
        const where = { officeId: { in: [...officeIds] } };
        const list = { name: 'amendments of offices', isAscending: false, where };
        return keysetPage(amendmentList(context, info, list), page);
      },
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
      resolve: async (viewer, page, context, info) =>
        reviewPage(await assignedReviews(context, info, viewer), page, inOrder),
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
      resolve: ({ accountId: reviewerId, officeIds }, page, context, info) => {
        const started = { reviewerId, declaredAt: { not: null }, conflictReason: null, completedAt: null };
        const where = { officeId: { notIn: [...officeIds] }, reviews: { some: started } };
        const list = { name: 'amendments to review', isAscending: true, where: { ...where, state: 'OPEN' } } as const;
        return keysetPage(amendmentList(context, info, list), page);
      },
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
      resolve: (_viewer, page, context, info) => {
        const list = { name: 'amendments to decide', isAscending: true, where: { state: 'OPEN' } } as const;
        return keysetPage(amendmentList(context, info, list), page);
      },
    },
    connectionOf(OwnAmendment),
  ),
}));
