/** Looking entries up and listing them. */
import type { GraphQLResolveInfo } from 'graphql';
import { sql } from 'kysely';
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import type { Context } from '#graphql/context.ts';
import { type PageArguments, pageComplexity } from '#graphql/pages.ts';
import { selectionOfEntries } from '#graphql/rows.ts';
import { Office } from '#offices';
import { containsWords, isEqual, linkedTo, none, where, withinUnits } from '../lists/conditions.ts';
import { type Condition, filteredPage, type ListedEntry } from '../lists/filtered.ts';
import { callsOf, eventsOf, practicesOf } from '../lists/links.ts';
import { Call } from './call.ts';
import { Citation } from './citation.ts';
import { CallKind, PracticeStage } from './enums.ts';
import { Event } from './event.ts';
import { LivingLab } from './living-lab.ts';
import { Practice } from './practice.ts';
import { unitIdsWithin } from './units.ts';

const textDescription =
  'Matches entries whose texts, Polish or English, contain all words; case and Polish letters do not matter; at most 200 characters.';

interface List {
  readonly name: string;
  readonly table: ListedEntry;
  readonly typename: string;
}

/** A condition for each field of a filter, those first that select the fewest entries. */
type Conditions<Filter> = { readonly [Field in keyof Filter]-?: (value: NonNullable<Filter[Field]>) => Condition };

function listed<Filter extends object>(
  { name, table, typename }: List,
  filter: Filter | null | undefined,
  conditions: Conditions<Filter>,
  page: PageArguments,
  context: Context,
  info: GraphQLResolveInfo,
) {
  const fields = Object.keys(conditions) as (keyof Filter & string)[];
  const given = fields.flatMap((field) => {
    const value = filter?.[field];
    return value == null ? [] : [[field, value as never] as const];
  });
  const list = {
    name,
    table,
    conditions: given.map(([field, value]) => conditions[field](value)),
    key: given.length === 0 ? '' : JSON.stringify(given),
  };
  return filteredPage<{ slug: string }>(context, list, page, selectionOfEntries(typename, context, info));
}

const PracticeFilter = builder.inputType('PracticeFilter', {
  description: 'Which practices; all conditions must hold.',
  fields: (t) => ({
    topic: t.string({ description: 'Slug of a topic: only practices on it.' }),
    stage: t.field({ type: PracticeStage, description: 'Only practices at this stage.' }),
    office: t.globalID({ for: Office, description: 'Id of an office: only practices in which it has a role.' }),
    within: t.string({
      description:
        'TERC (2, 4, 6 or 7 digits) of a unit: only practices of offices that sit in it or below it or serve one of these units, and practices carried out there.',
    }),
    event: t.string({ description: 'Slug of an event: only practices shown at it.' }),
    call: t.string({ description: 'Slug of a call: only practices submitted to it.' }),
    text: t.string({ description: textDescription }),
  }),
});

builder.queryField('practices', (t) =>
  t.connection(
    {
      type: Practice,
      description: 'Practices in Polish order of their titles.',
      args: { filter: t.arg({ type: PracticeFilter, description: 'Which practices; without it all.' }) },
      complexity: pageComplexity,
      resolve: (_root, { filter, ...page }, context, info) =>
        listed<typeof PracticeFilter.$inferInput>(
          { name: 'practices', table: 'practice', typename: 'Practice' },
          filter,
          {
            call: (slug) => linkedTo('practice_submission', 'practice_slug', 'call_slug', slug, practicesOf.call),
            event: (slug) => linkedTo('presentation', 'practice_slug', 'event_slug', slug),
            office: (office) =>
              linkedTo('practice_office', 'practice_slug', 'office_id', office.id, practicesOf.office),
            topic: (slug) => linkedTo('practice_topic', 'practice_slug', 'topic_slug', slug, practicesOf.topic),
            within: (terc) => {
              const ids = unitIdsWithin(terc, context);
              return ids === null ? none : withinUnits(ids);
            },
            stage: (stage) => isEqual('stage', stage),
            text: containsWords,
          },
          page,
          context,
          info,
        ),
    },
    connectionOf(Practice),
  ),
);

const CallFilter = builder.inputType('CallFilter', {
  description: 'Which calls; all conditions must hold.',
  fields: (t) => ({
    kind: t.field({ type: CallKind, description: 'Only calls that ask for this.' }),
    organiser: t.globalID({ for: Office, description: 'Id of an office: only calls that it holds or leads.' }),
    openOn: t.field({ type: 'Date', description: 'Only calls that take applications on this day.' }),
    closesFrom: t.field({ type: 'Date', description: 'Only calls that close on this day or later.' }),
    closesTo: t.field({ type: 'Date', description: 'Only calls that close on this day or earlier.' }),
    event: t.string({ description: 'Slug of an event: only calls for practices to be shown at it.' }),
    text: t.string({ description: textDescription }),
  }),
});

builder.queryField('calls', (t) =>
  t.connection(
    {
      type: Call,
      description: 'Calls, the one that closes last first.',
      args: { filter: t.arg({ type: CallFilter, description: 'Which calls; without it all.' }) },
      complexity: pageComplexity,
      resolve: (_root, { filter, ...page }, context, info) =>
        listed<typeof CallFilter.$inferInput>(
          { name: 'calls', table: 'call', typename: 'Call' },
          filter,
          {
            kind: (kind) => isEqual('kind', kind),
            organiser: (office) => linkedTo('organiser', 'call_slug', 'office_id', office.id, callsOf.organiser),
            openOn: (day) =>
              where(sql`e.opens_from <= ${day}::date AND (e.closes_to IS NULL OR e.closes_to >= ${day}::date)`),
            closesFrom: (day) => where(sql`e.closes_to >= ${day}::date`),
            closesTo: (day) => where(sql`e.closes_from <= ${day}::date`),
            event: (slug) => isEqual('event_slug', slug),
            text: containsWords,
          },
          page,
          context,
          info,
        ),
    },
    connectionOf(Call),
  ),
);

const EventFilter = builder.inputType('EventFilter', {
  description: 'Which events; all conditions must hold.',
  fields: (t) => ({
    organiser: t.globalID({ for: Office, description: 'Id of an office: only events that it holds or leads.' }),
    from: t.field({ type: 'Date', description: 'Only events that last to this day or longer.' }),
    to: t.field({ type: 'Date', description: 'Only events that begin on this day or earlier.' }),
    text: t.string({ description: textDescription }),
  }),
});

builder.queryField('events', (t) =>
  t.connection(
    {
      type: Event,
      description: 'Events, the latest first.',
      args: { filter: t.arg({ type: EventFilter, description: 'Which events; without it all.' }) },
      complexity: pageComplexity,
      resolve: (_root, { filter, ...page }, context, info) =>
        listed<typeof EventFilter.$inferInput>(
          { name: 'events', table: 'event', typename: 'Event' },
          filter,
          {
            organiser: (office) => linkedTo('organiser', 'event_slug', 'office_id', office.id, eventsOf.organiser),
            from: (day) => where(sql`e.ends_to >= ${day}::date`),
            to: (day) => where(sql`e.starts_from <= ${day}::date`),
            text: containsWords,
          },
          page,
          context,
          info,
        ),
    },
    connectionOf(Event),
  ),
);

builder.queryField('livingLabs', (t) =>
  t.connection(
    {
      type: LivingLab,
      description: 'Living labs in Polish order of their titles.',
      complexity: pageComplexity,
      resolve: (_root, page, context, info) =>
        listed({ name: 'livingLabs', table: 'living_lab', typename: 'LivingLab' }, null, {}, page, context, info),
    },
    connectionOf(LivingLab),
  ),
);

builder.queryField('citations', (t) =>
  t.connection(
    {
      type: Citation,
      description: 'The documents that practices, calls, events and living labs cite, in Polish order of their titles.',
      complexity: pageComplexity,
      resolve: (_root, page, context, info) =>
        listed({ name: 'citations', table: 'citation', typename: 'Citation' }, null, {}, page, context, info),
    },
    connectionOf(Citation),
  ),
);

const slug = 'Its slug.';

builder.queryFields((t) => ({
  practice: t.field({
    type: Practice,
    nullable: true,
    description: 'One practice; null when there is none with the slug.',
    args: { slug: t.arg.string({ required: true, description: slug }) },
    resolve: (_root, args, { loaders }, info) => loaders.practices.practice.load(args.slug, info),
  }),
  call: t.field({
    type: Call,
    nullable: true,
    description: 'One call; null when there is none with the slug.',
    args: { slug: t.arg.string({ required: true, description: slug }) },
    resolve: (_root, args, { loaders }, info) => loaders.practices.call.load(args.slug, info),
  }),
  event: t.field({
    type: Event,
    nullable: true,
    description: 'One event; null when there is none with the slug.',
    args: { slug: t.arg.string({ required: true, description: slug }) },
    resolve: (_root, args, { loaders }, info) => loaders.practices.event.load(args.slug, info),
  }),
  livingLab: t.field({
    type: LivingLab,
    nullable: true,
    description: 'One living lab; null when there is none with the slug.',
    args: { slug: t.arg.string({ required: true, description: slug }) },
    resolve: (_root, args, { loaders }, info) => loaders.practices.livingLab.load(args.slug, info),
  }),
}));
