/** Filters and orders of lists of calls, the same at the root and under parents. */
import { sql } from 'kysely';
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { filterOf, isOneOf, where } from '#graphql/lists/conditions.ts';
import { type ListInput, listArgs, orderInput } from '#graphql/ordering.ts';
import { DateRange } from '#graphql/ranges.ts';
import { officeId, officeIds } from '#offices';
import { columnsAs } from '#platform/database/index.ts';
import { containsWords, type Days, linkedTo, mayLieIn } from '../../lists/conditions.ts';
import { callsOf } from '../../lists/links.ts';
import { orderOf } from '../../lists/orders.ts';
import { CallKind } from '../enums.ts';
import { eventId, slugsOf, topicId } from '../ids.ts';
import { type ListArguments, notDescription, textDescription } from './arguments.ts';

const e = columnsAs<'call'>('e');

interface Filter {
  kinds?: (typeof CallKind.$inferType)[] | null | undefined;
  organisers?: string[] | null | undefined;
  topics?: string[] | null | undefined;
  events?: string[] | null | undefined;
  openOn?: string | null | undefined;
  closesOn?: Days | null | undefined;
  text?: string | null | undefined;
  not?: Filter | null | undefined;
}

const CallFilter = builder.inputRef<Filter>('CallFilter');

CallFilter.implement({
  description: 'Filters calls; all conditions must hold.',
  fields: (t) => ({
    kinds: t.field({ type: [CallKind], description: 'Matches calls of any of these kinds.' }),
    organisers: t.idList({
      description: officeId.description('Matches calls that any of these offices holds or leads'),
    }),
    topics: t.idList({ description: topicId.description('Matches calls with a theme on any of these topics') }),
    events: t.idList({
      description: eventId.description('Matches calls for practices to be shown at any of these events'),
    }),
    openOn: t.field({ type: 'Date', description: 'Matches calls that take applications on this day.' }),
    closesOn: t.field({
      type: DateRange,
      description: 'Matches calls that close in these days; of a month or year any day counts.',
    }),
    text: t.string({ description: textDescription }),
    not: t.field({ type: CallFilter, description: notDescription }),
  }),
});

const CallOrder = orderInput({
  typename: 'Call',
  things: 'calls',
  fields: {
    CLOSING_DATE: 'By the day on which they close, else open or were announced.',
    TITLE: 'By Polish title in Polish alphabetical order.',
    RELEASE: 'By the release that last changed them, then the one that closes last first.',
  },
});

/** The arguments of every list of calls. */
export const callListArgs = listArgs('calls', CallFilter, CallOrder, 'CLOSING_DATE descending');

export async function readCallArguments(
  { filter, orderBy }: ListInput<Filter, typeof CallOrder.$inferInput>,
  context: Context,
): Promise<ListArguments> {
  const conditions = {
    organisers: async (ids: readonly string[]) => {
      const offices = await officeIds(ids, 'organisers', context);
      return linkedTo('organiser', 'call_slug', 'office_id', offices, callsOf.organiser);
    },
    topics: (ids: readonly string[]) =>
      linkedTo('call_theme', 'call_slug', 'topic_slug', slugsOf(topicId, ids, 'topics'), callsOf.topic),
    events: (ids: readonly string[]) => where(isOneOf(e('event_slug'), slugsOf(eventId, ids, 'events')).sql),
    kinds: (kinds: readonly string[]) => isOneOf(e('kind'), kinds),
    openOn: (day: string) =>
      where(
        sql`${e('opens_from')} <= ${day}::date AND (${e('closes_to')} IS NULL OR ${e('closes_to')} >= ${day}::date)`,
      ),
    closesOn: (days: Days) => where(mayLieIn(e('closes_from'), e('closes_to'), days)),
    text: containsWords,
  };
  return { filter: await filterOf(filter, conditions), order: orderOf('calls', orderBy) };
}
