/** Filters and orders of lists of assessments of costs and benefits, the same under every parent. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { filterOf, isOneOf, where } from '#graphql/lists/conditions.ts';
import { type ListInput, listArgs, orderInput } from '#graphql/ordering.ts';
import { DateRange } from '#graphql/ranges.ts';
import { officeId, officeIds } from '#offices';
import { columnsAs } from '#platform/database/index.ts';
import { type Days, statedBetween } from '../../lists/conditions.ts';
import { orderOf } from '../../lists/orders.ts';
import { practiceId, slugsOf } from '../ids.ts';
import { type ListArguments, notDescription } from './arguments.ts';

const e = columnsAs<'cost_benefit_assessment'>('e');

interface Filter {
  practices?: string[] | null | undefined;
  assessors?: string[] | null | undefined;
  period?: Days | null | undefined;
  not?: Filter | null | undefined;
}

const CostBenefitFilter = builder.inputRef<Filter>('CostBenefitFilter');

CostBenefitFilter.implement({
  description: 'Filters assessments of costs and benefits; all conditions must hold.',
  fields: (t) => ({
    practices: t.idList({ description: practiceId.description('Matches assessments of any of these practices') }),
    assessors: t.idList({ description: officeId.description('Matches assessments by any of these offices') }),
    period: t.field({
      type: DateRange,
      description: 'Matches assessments whose period overlaps these days; of a month or year any day counts.',
    }),
    not: t.field({ type: CostBenefitFilter, description: notDescription }),
  }),
});

const CostBenefitOrder = orderInput({
  typename: 'CostBenefit',
  things: 'assessments of costs and benefits',
  fields: {
    PERIOD: 'By the end of the assessed period.',
    RELEASE: 'By the release that last changed them, then the latest period first.',
  },
});

/** The arguments of every list of assessments of costs and benefits. */
export const costBenefitListArgs = listArgs('assessments', CostBenefitFilter, CostBenefitOrder, 'PERIOD descending');

export async function readCostBenefitArguments(
  { filter, orderBy }: ListInput<Filter, typeof CostBenefitOrder.$inferInput>,
  context: Context,
): Promise<ListArguments> {
  const conditions = {
    practices: (ids: readonly string[]) =>
      where(isOneOf(e('practice_slug'), slugsOf(practiceId, ids, 'practices')).sql),
    assessors: async (ids: readonly string[]) =>
      where(isOneOf(e('assessor_office_id'), await officeIds(ids, 'assessors', context)).sql),
    period: (days: Days) => where(statedBetween(e('period_from'), e('period_to'), days)),
  };
  return { filter: await filterOf(filter, conditions), order: orderOf('costBenefits', orderBy) };
}
