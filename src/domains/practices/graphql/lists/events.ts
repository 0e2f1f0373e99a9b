/** Filters and orders of lists of events, the same at the root and under parents. */
import { sql } from 'kysely';
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { filterOf, isOneOf, where } from '#graphql/lists/conditions.ts';
import { type ListInput, listArgs, orderInput } from '#graphql/ordering.ts';
import { DateRange } from '#graphql/ranges.ts';
import { officeId, officeIds, unitIdsWithin } from '#offices';
import { columnsAs } from '#platform/database/index.ts';
import { unitId } from '#registry';
import { containsWords, type Days, linkedTo, mayLieIn } from '../../lists/conditions.ts';
import { eventsOf } from '../../lists/links.ts';
import { orderOf } from '../../lists/orders.ts';
import { EventKind } from '../enums.ts';
import { slugsOf, topicId } from '../ids.ts';
import { type ListArguments, notDescription, textDescription } from './arguments.ts';

const e = columnsAs<'event'>('e');

interface Filter {
  kinds?: (typeof EventKind.$inferType)[] | null | undefined;
  organisers?: string[] | null | undefined;
  topics?: string[] | null | undefined;
  withinAny?: string[] | null | undefined;
  heldOn?: Days | null | undefined;
  text?: string | null | undefined;
  not?: Filter | null | undefined;
}

const EventFilter = builder.inputRef<Filter>('EventFilter');

EventFilter.implement({
  description: 'Filters events; all conditions must hold.',
  fields: (t) => ({
    kinds: t.field({ type: [EventKind], description: 'Matches events of any of these kinds.' }),
    organisers: t.idList({
      description: officeId.description('Matches events that any of these offices holds or leads'),
    }),
    topics: t.idList({ description: topicId.description('Matches events with a session on any of these topics') }),
    withinAny: t.idList({ description: unitId.description('Matches events held in any of these units or below it') }),
    heldOn: t.field({
      type: DateRange,
      description: 'Matches events that are held on any of these days; of a month or year any day counts.',
    }),
    text: t.string({ description: textDescription }),
    not: t.field({ type: EventFilter, description: notDescription }),
  }),
});

const EventOrder = orderInput({
  typename: 'Event',
  things: 'events',
  fields: {
    START_DATE: 'By the day on which they begin.',
    TITLE: 'By Polish title in Polish alphabetical order.',
    RELEASE: 'By the release that last changed them, then the latest first.',
  },
});

/** The arguments of every list of events. */
export const eventListArgs = listArgs('events', EventFilter, EventOrder, 'START_DATE descending');

export async function readEventArguments(
  { filter, orderBy }: ListInput<Filter, typeof EventOrder.$inferInput>,
  context: Context,
): Promise<ListArguments> {
  const conditions = {
    organisers: async (ids: readonly string[]) => {
      const offices = await officeIds(ids, 'organisers', context);
      return linkedTo('organiser', 'event_slug', 'office_id', offices, eventsOf.organiser);
    },
    topics: (ids: readonly string[]) =>
      linkedTo('event_session', 'event_slug', 'topic_slug', slugsOf(topicId, ids, 'topics'), eventsOf.topic),
    withinAny: (units: readonly string[]) => {
      const ids = unitIdsWithin(units, 'withinAny', context.today, context);
      return where(sql`${e('place_unit_id')} = ANY(${ids}::text[])`);
    },
    kinds: (kinds: readonly string[]) => where(isOneOf(e('kind'), kinds).sql),
    heldOn: (days: Days) => where(mayLieIn(e('starts_from'), e('ends_to'), days)),
    text: containsWords,
  };
  return { filter: await filterOf(filter, conditions, context.today), order: orderOf('events', orderBy) };
}
