/** Filters and orders of lists of offices, the same at the root and under parents. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { filterOf, isOneOf, type ListFilter } from '#graphql/lists/conditions.ts';
import type { ListOrder } from '#graphql/lists/order.ts';
import { shortWords } from '#graphql/lists/words.ts';
import { type ListInput, listArgs, orderInput } from '#graphql/ordering.ts';
import { columnsAs } from '#platform/database/index.ts';
import { unitId } from '#registry';
import { containsWords, hasInvalidNumbers, isNamed, ofUnits, serving } from '../conditions.ts';
import { officeOrder } from '../lists.ts';
import type { OfficeKind as Kind, OfficeStatus as Status, OfficeTier as Tier } from '../model.ts';
import { OfficeKind, OfficeStatus, OfficeTier } from './enums.ts';
import { unitIdsOf, unitIdsWithin } from './units.ts';

const e = columnsAs<'office'>('e');

interface Filter {
  kinds?: Kind[] | null | undefined;
  tiers?: Tier[] | null | undefined;
  statuses?: Status[] | null | undefined;
  withinAny?: string[] | null | undefined;
  servesAny?: string[] | null | undefined;
  name?: string | null | undefined;
  text?: string | null | undefined;
  hasInvalidNumbers?: boolean | null | undefined;
  not?: Filter | null | undefined;
}

const OfficeFilter = builder.inputRef<Filter>('OfficeFilter');

OfficeFilter.implement({
  description: 'Filters offices; all conditions must hold.',
  fields: (t) => ({
    kinds: t.field({ type: [OfficeKind], description: 'Matches offices of any of these kinds.' }),
    tiers: t.field({ type: [OfficeTier], description: 'Matches offices of any of these tiers.' }),
    statuses: t.field({ type: [OfficeStatus], description: 'Matches offices with any of these statuses.' }),
    withinAny: t.idList({
      description: unitId.description('Matches offices that sit in any of these units or serve it, or a unit below it'),
    }),
    servesAny: t.idList({ description: unitId.description('Matches offices that serve one of just these units') }),
    name: t.string({
      description:
        'Matches offices one of whose names contains this text, one of one or two letters as a word; case and Polish letters do not matter.',
    }),
    text: t.string({
      description: `Matches offices whose names, locality or served unit contain all words; case and Polish letters do not matter; at most 12 words. ${shortWords}`,
    }),
    hasInvalidNumbers: t.boolean({ description: 'Whether the check digit of the NIP or the REGON is wrong.' }),
    not: t.field({ type: OfficeFilter, description: 'Matches offices that this filter does not match.' }),
  }),
});

const OfficeOrder = orderInput({
  typename: 'Office',
  things: 'offices',
  fields: {
    NAME: 'By name in Polish alphabetical order; equal names by code.',
    KIND: 'By kind in the order of the enum, then by name.',
    CODE: 'By code, as text.',
    RELEASE: 'By the release that last changed them, then by name.',
  },
});

/** The arguments of every list of offices. */
export const officeListArgs = listArgs('offices', OfficeFilter, OfficeOrder, 'NAME ascending');

/** What a list of offices is requested, in the words of lists. Codes of units are those of the day. */
export async function readListArguments(
  { filter, orderBy }: ListInput<Filter, typeof OfficeOrder.$inferInput>,
  context: Context,
  day: string = context.today,
): Promise<{ filter: ListFilter; order: ListOrder }> {
  const conditions = {
    name: isNamed,
    text: containsWords,
    servesAny: (codes: readonly string[]) => serving(unitIdsOf(codes, 'servesAny', day, context)),
    withinAny: (codes: readonly string[]) => ofUnits(unitIdsWithin(codes, 'withinAny', day, context)),
    kinds: (kinds: readonly Kind[]) => isOneOf(e('kind'), kinds),
    tiers: (tiers: readonly Tier[]) => isOneOf(e('tier'), tiers),
    statuses: (statuses: readonly Status[]) => isOneOf(e('status'), statuses),
    hasInvalidNumbers,
  };
  return {
    filter: await filterOf(filter, conditions, day),
    order: officeOrder(orderBy ?? { field: 'NAME', direction: 'ASC' }),
  };
}
