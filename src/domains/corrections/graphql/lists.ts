/** Lists of tickets, which change between releases. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '#graphql/context.ts';
import type { KeysetList } from '#graphql/keyset.ts';
import { numberedRows } from '#graphql/numbered-rows.ts';
import type { Prisma } from '#platform/database/index.ts';

interface CorrectionList {
  readonly typename: 'Correction' | 'CorrectionProposal';
  readonly name: string;
  readonly isAscending: boolean;
  readonly where: Prisma.CorrectionWhereInput;
}

export function correctionList(
  context: Context,
  info: GraphQLResolveInfo,
  { where, ...list }: CorrectionList,
): KeysetList<{ readonly number: number }> {
  context.readsLive();
  const { db } = context;
  return numberedRows(context, info, {
    ...list,
    read: ({ where: within, select, ...page }) =>
      db.prisma.correction.findMany({ where: { AND: [where, within] }, ...page, select: { ...select, number: true } }),
    count: () => db.prisma.correction.count({ where }),
  });
}
