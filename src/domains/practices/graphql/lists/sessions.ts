/** Filters and orders of lists of sessions and of what is shown in them, the same under every parent. */
import { sql } from 'kysely';
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { type Condition, filterOf, isOneOf, where } from '#graphql/lists/conditions.ts';
import { type ListInput, listArgs, orderInput } from '#graphql/ordering.ts';
import { officeId, officeIds } from '#offices';
import { columnsAs, query } from '#platform/database/index.ts';
import { linkedToId } from '../../lists/conditions.ts';
import { orderOf } from '../../lists/orders.ts';
import { eventId, practiceId, slugsOf, topicId } from '../ids.ts';
import { type ListArguments, notDescription } from './arguments.ts';

const session = columnsAs<'event_session'>('e');
const presentation = columnsAs<'presentation'>('e');

interface Filter {
  topics?: string[] | null | undefined;
  practices?: string[] | null | undefined;
  not?: Filter | null | undefined;
}

const SessionFilter = builder.inputRef<Filter>('SessionFilter');

SessionFilter.implement({
  description: 'Filters sessions; all conditions must hold.',
  fields: (t) => ({
    topics: t.idList({ description: topicId.description('Matches sessions on any of these topics') }),
    practices: t.idList({ description: practiceId.description('Matches sessions in which any of these is shown') }),
    not: t.field({ type: SessionFilter, description: notDescription }),
  }),
});

const SessionOrder = orderInput({
  typename: 'Session',
  things: 'sessions',
  fields: {
    ORDER: 'By their order in the event.',
    RELEASE: 'By the release that last changed them, then by their order.',
  },
});

/** The arguments of every list of sessions. */
export const sessionListArgs = listArgs('sessions', SessionFilter, SessionOrder, 'ORDER ascending');

/** Sessions of one event have the same list key. */
const inTheirOrder = { field: 'ORDER', direction: 'ASC' } as const;

export async function readSessionArguments({
  filter,
  orderBy,
}: ListInput<Filter, typeof SessionOrder.$inferInput>): Promise<ListArguments> {
  const conditions = {
    practices: (ids: readonly string[]) =>
      linkedToId('presentation', 'session_id', 'practice_slug', slugsOf(practiceId, ids, 'practices')),
    topics: (ids: readonly string[]) => where(isOneOf(session('topic_slug'), slugsOf(topicId, ids, 'topics')).sql),
  };
  return { filter: await filterOf(filter, conditions), order: orderOf('sessions', orderBy ?? inTheirOrder) };
}

interface PresentationConditions extends Omit<Filter, 'not'> {
  events?: string[] | null | undefined;
  presenters?: string[] | null | undefined;
  not?: PresentationConditions | null | undefined;
}

const PresentationFilter = builder.inputRef<PresentationConditions>('PresentationFilter');

PresentationFilter.implement({
  description: 'Filters presentations; all conditions must hold.',
  fields: (t) => ({
    events: t.idList({ description: eventId.description('Matches presentations at any of these events') }),
    topics: t.idList({
      description: topicId.description('Matches presentations in sessions on any of these topics'),
    }),
    practices: t.idList({ description: practiceId.description('Matches presentations of any of these practices') }),
    presenters: t.idList({
      description: officeId.description('Matches presentations that name any of these offices as presenter'),
    }),
    not: t.field({ type: PresentationFilter, description: notDescription }),
  }),
});

const PresentationOrder = orderInput({
  typename: 'Presentation',
  things: 'presentations',
  fields: {
    EVENT: 'By event; descending, the latest event comes first, each in the order of its sessions.',
    RELEASE: 'By the release that last changed them, then the latest event first.',
  },
});

/** The arguments of every list of presentations. */
export const presentationListArgs = listArgs(
  'presentations',
  PresentationFilter,
  PresentationOrder,
  'EVENT descending',
);

export async function readPresentationArguments(
  { filter, orderBy }: ListInput<PresentationConditions, typeof PresentationOrder.$inferInput>,
  context: Context,
): Promise<ListArguments> {
  const conditions = {
    events: (ids: readonly string[]) => where(isOneOf(presentation('event_slug'), slugsOf(eventId, ids, 'events')).sql),
    practices: (ids: readonly string[]) =>
      where(isOneOf(presentation('practice_slug'), slugsOf(practiceId, ids, 'practices')).sql),
    presenters: async (ids: readonly string[]) =>
      linkedToId('presenter', 'presentation_id', 'office_id', await officeIds(ids, 'presenters', context)),
    topics: (ids: readonly string[]) => inSessionOn(slugsOf(topicId, ids, 'topics')),
  };
  return { filter: await filterOf(filter, conditions), order: orderOf('presentations', orderBy) };
}

function inSessionOn(topics: readonly string[]): Condition {
  const sessions = query
    .selectFrom('event_session as s')
    .select('s.id')
    .where('s.topic_slug', '=', sql<string>`ANY(${[...topics]}::text[])`)
    .where('s.id', '=', presentation('session_id'))
    // Without OFFSET the planner would make it a join over all rows.
    .offset(sql.lit(0));
  return where(sql`EXISTS (${sessions})`);
}
