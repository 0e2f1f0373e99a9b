/** Lists of amendments and of their reviews, as those see them who may. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '#graphql/context.ts';
import type { KeysetList } from '#graphql/keyset.ts';
import { byMoment } from '#graphql/moments.ts';
import { numberedRows } from '#graphql/numbered-rows.ts';
import { rowsOfEntries } from '#graphql/rows.ts';
import type { Prisma } from '#platform/database/index.ts';
import type { Viewer } from '#platform/viewer.ts';
import { type Review, reviewColumns } from '#reviews';

interface AmendmentList {
  readonly name: string;
  readonly isAscending: boolean;
  readonly where: Prisma.AmendmentWhereInput;
}

export function amendmentList(
  context: Context,
  info: GraphQLResolveInfo,
  { where, ...list }: AmendmentList,
): KeysetList<{ readonly number: number }> {
  const { db } = context;
  return numberedRows(context, info, {
    ...list,
    typename: 'AmendmentProposal',
    read: ({ where: within, select, ...page }) =>
      db.prisma.amendment.findMany({ where: { AND: [where, within] }, ...page, select: { ...select, number: true } }),
    count: () => db.prisma.amendment.count({ where }),
  });
}

type ReviewRow = Review & { readonly number: number };

/** Those that wait for the viewer or were completed, of amendments that were not withdrawn and are not of their own offices. */
export function assignedReviews(
  context: Context,
  info: GraphQLResolveInfo,
  { accountId: reviewerId, officeIds }: Viewer,
): Promise<ReviewRow[]> {
  return rowsOfEntries<ReviewRow>('AssignedAmendmentReview', context, info, (select) =>
    context.db.prisma.amendmentReview.findMany({
      where: {
        reviewerId,
        amendment: { state: { not: 'WITHDRAWN' }, officeId: { notIn: [...officeIds] } },
        OR: [{ amendment: { state: 'OPEN' } }, { completedAt: { not: null } }, { conflictReason: { not: null } }],
      },
      select: { ...select, ...reviewColumns, number: true },
    }),
  );
}

export const inOrder = byMoment<ReviewRow>('amendment reviews', ({ assignedAt, number }) => [assignedAt, number]);
