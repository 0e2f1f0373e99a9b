/** What the reviews of a submission come to, for editors. */
import { ViewerType } from '#accounts';
import { builder } from '#graphql/builder.ts';
import { markLoaded } from '#graphql/loaded-rows.ts';
import { reviewsSeen } from '#reviews';
import { type Assessed, assessed, criteriaOf, scoresOf } from '../review/model.ts';
import { callArgument, keyOf, submissionArgument } from './arguments.ts';
import { Review } from './review.ts';

interface AssessmentRecord extends Assessed {
  readonly reviews: readonly (typeof Review.$inferType)[];
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
    args: { call: t.arg.id(callArgument), submission: t.arg.int(submissionArgument) },
    complexity: 20,
    resolve: async (viewer, names, context) => {
      const { db } = context;
      const { slug: callSlug, sequence } = keyOf(names);
      const found = await db.prisma.callSubmission.findUnique({
        where: { callSlug_sequence: { callSlug, sequence } },
        select: { officeId: true, submittedBy: true, call: { select: { criteria: true } } },
      });
      if (found === null || viewer.officeIds.includes(found.officeId)) return null;
      // Whole, for what they come to depends on all of them.
      const rows = await db.prisma.submissionReview.findMany({
        where: { callSlug, sequence },
        orderBy: [{ assignedAt: 'asc' }, { reviewerId: 'asc' }],
      });
      const reviews = rows.map((row) => markLoaded({ ...row, scores: scoresOf(row.scores) }));
      const seen = (await reviewsSeen(context, reviews, found)) ?? [];
      return { reviews: seen, ...assessed(criteriaOf(found.call.criteria), seen) };
    },
  }),
);
