/** Filters and orders of lists of practices, the same at the root and under parents. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { filterOf, isOneOf, where } from '#graphql/lists/conditions.ts';
import { type ListInput, listArgs, orderInput } from '#graphql/ordering.ts';
import { DateRange } from '#graphql/ranges.ts';
import { officeId, officeIds, unitIdsWithin } from '#offices';
import { columnsAs } from '#platform/database/index.ts';
import { unitId } from '#registry';
import { containsWords, type Days, linkedTo, practicesWithin, statedIn } from '../../lists/conditions.ts';
import { practicesOf } from '../../lists/links.ts';
import { orderOf } from '../../lists/orders.ts';
import { InnovationType, PracticeStage } from '../enums.ts';
import { callId, eventId, slugsOf, topicId } from '../ids.ts';
import { type ListArguments, notDescription, textDescription } from './arguments.ts';

const e = columnsAs<'practice'>('e');

interface Filter {
  topics?: string[] | null | undefined;
  stages?: (typeof PracticeStage.$inferType)[] | null | undefined;
  innovations?: (typeof InnovationType.$inferType)[] | null | undefined;
  offices?: string[] | null | undefined;
  withinAny?: string[] | null | undefined;
  events?: string[] | null | undefined;
  calls?: string[] | null | undefined;
  startedOn?: Days | null | undefined;
  implementedOn?: Days | null | undefined;
  text?: string | null | undefined;
  not?: Filter | null | undefined;
}

const PracticeFilter = builder.inputRef<Filter>('PracticeFilter');

PracticeFilter.implement({
  description: 'Filters practices; all conditions must hold.',
  fields: (t) => ({
    topics: t.idList({ description: topicId.description('Matches practices on any of these topics') }),
    stages: t.field({ type: [PracticeStage], description: 'Matches practices at any of these stages.' }),
    innovations: t.field({ type: [InnovationType], description: 'Matches practices with any of these innovations.' }),
    offices: t.idList({
      description: officeId.description('Matches practices in which any of these offices has a role'),
    }),
    withinAny: t.idList({
      description: unitId.description(
        'Matches practices of offices that sit in any of these units or serve it, or a unit below it, and practices carried out there',
      ),
    }),
    events: t.idList({ description: eventId.description('Matches practices shown at any of these events') }),
    calls: t.idList({ description: callId.description('Matches practices submitted to any of these calls') }),
    startedOn: t.field({
      type: DateRange,
      description: 'Matches practices on which work began in these days; of a month or year any day counts.',
    }),
    implementedOn: t.field({
      type: DateRange,
      description: 'Matches practices that came into use in these days; of a month or year any day counts.',
    }),
    text: t.string({ description: textDescription }),
    not: t.field({ type: PracticeFilter, description: notDescription }),
  }),
});

const PracticeOrder = orderInput({
  typename: 'Practice',
  things: 'practices',
  fields: {
    TITLE: 'By Polish title in Polish alphabetical order.',
    RELEASE: 'By the release that last changed them, then by title.',
  },
});

/** The arguments of every list of practices. */
export const practiceListArgs = listArgs('practices', PracticeFilter, PracticeOrder, 'TITLE ascending');

export async function readPracticeArguments(
  { filter, orderBy }: ListInput<Filter, typeof PracticeOrder.$inferInput>,
  context: Context,
): Promise<ListArguments> {
  const conditions = {
    calls: (ids: readonly string[]) =>
      linkedTo('practice_submission', 'practice_slug', 'call_slug', slugsOf(callId, ids, 'calls'), practicesOf.call),
    events: (ids: readonly string[]) =>
      linkedTo('presentation', 'practice_slug', 'event_slug', slugsOf(eventId, ids, 'events')),
    offices: async (ids: readonly string[]) => {
      const offices = await officeIds(ids, 'offices', context);
      return linkedTo('practice_office', 'practice_slug', 'office_id', offices, practicesOf.office);
    },
    topics: (ids: readonly string[]) =>
      linkedTo('practice_topic', 'practice_slug', 'topic_slug', slugsOf(topicId, ids, 'topics'), practicesOf.topic),
    withinAny: (units: readonly string[]) => practicesWithin(unitIdsWithin(units, 'withinAny', context.today, context)),
    stages: (stages: readonly string[]) => isOneOf(e('stage'), stages),
    innovations: (innovations: readonly string[]) => where(isOneOf(e('innovation'), innovations).sql),
    startedOn: (days: Days) => where(statedIn(e('started_on'), days)),
    implementedOn: (days: Days) => where(statedIn(e('implemented_on'), days)),
    text: containsWords,
  };
  return { filter: await filterOf(filter, conditions, context.today), order: orderOf('practices', orderBy) };
}
