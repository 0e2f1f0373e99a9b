/** Filters and orders of lists of adoptions, the same under every parent. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { filterOf, isOneOf, where } from '#graphql/lists/conditions.ts';
import { type ListInput, listArgs, orderInput } from '#graphql/ordering.ts';
import { DateRange } from '#graphql/ranges.ts';
import { officeId, officeIds } from '#offices';
import { columnsAs } from '#platform/database/index.ts';
import { type Days, statedIn } from '../../lists/conditions.ts';
import { orderOf } from '../../lists/orders.ts';
import { practiceId, slugsOf } from '../ids.ts';
import { type ListArguments, notDescription } from './arguments.ts';

const e = columnsAs<'adoption'>('e');

interface Filter {
  practices?: string[] | null | undefined;
  adopters?: string[] | null | undefined;
  adoptedOn?: Days | null | undefined;
  not?: Filter | null | undefined;
}

const AdoptionFilter = builder.inputRef<Filter>('AdoptionFilter');

AdoptionFilter.implement({
  description: 'Filters adoptions; all conditions must hold.',
  fields: (t) => ({
    practices: t.idList({ description: practiceId.description('Matches adoptions of any of these practices') }),
    adopters: t.idList({ description: officeId.description('Matches adoptions by any of these offices') }),
    adoptedOn: t.field({
      type: DateRange,
      description: 'Matches adoptions in these days; of a month or year any day counts.',
    }),
    not: t.field({ type: AdoptionFilter, description: notDescription }),
  }),
});

const AdoptionOrder = orderInput({
  typename: 'Adoption',
  things: 'adoptions',
  fields: {
    ADOPTED_ON: 'By the day, month or year of the adoption.',
    RELEASE: 'By the release that last changed them, then the latest first.',
  },
});

/** The arguments of every list of adoptions. */
export const adoptionListArgs = listArgs('adoptions', AdoptionFilter, AdoptionOrder, 'ADOPTED_ON descending');

export async function readAdoptionArguments(
  { filter, orderBy }: ListInput<Filter, typeof AdoptionOrder.$inferInput>,
  context: Context,
): Promise<ListArguments> {
  const conditions = {
    practices: (ids: readonly string[]) =>
      where(isOneOf(e('practice_slug'), slugsOf(practiceId, ids, 'practices')).sql),
    adopters: async (ids: readonly string[]) =>
      where(isOneOf(e('adopter_office_id'), await officeIds(ids, 'adopters', context)).sql),
    adoptedOn: (days: Days) => where(statedIn(e('adopted_on'), days)),
  };
  return { filter: await filterOf(filter, conditions), order: orderOf('adoptions', orderBy) };
}
