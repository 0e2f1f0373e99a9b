/** Looking entries up and listing them. */
import type { GraphQLResolveInfo } from 'graphql';
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import type { Context } from '#graphql/context.ts';
import type { IdRule } from '#graphql/ids.ts';
import { filteredPage } from '#graphql/lists/filtered.ts';
import { type PageArguments, searchedPageComplexity } from '#graphql/pages.ts';
import { selectionOfEntries } from '#graphql/rows.ts';
import { BadInputError } from '#platform/errors.ts';
import { Call } from './call.ts';
import { Citation } from './citation.ts';
import { Event } from './event.ts';
import { callId, eventId, livingLabId, practiceId } from './ids.ts';
import type { ListArguments } from './lists/arguments.ts';
import { callListArgs, readCallArguments } from './lists/calls.ts';
import { citationListArgs, readCitationArguments } from './lists/citations.ts';
import { eventListArgs, readEventArguments } from './lists/events.ts';
import { livingLabListArgs, readLivingLabArguments } from './lists/living-labs.ts';
import { practiceListArgs, readPracticeArguments } from './lists/practices.ts';
import { LivingLab } from './living-lab.ts';
import { Practice } from './practice.ts';

/** To look for words in the texts of all entries. */
const wordsCost = 300;

type ListedTable = 'practice' | 'call' | 'event' | 'living_lab' | 'citation';

function page(
  table: ListedTable,
  typename: string,
  list: ListArguments,
  args: PageArguments,
  context: Context,
  info: GraphQLResolveInfo,
) {
  const selection = selectionOfEntries(typename, context, info);
  return filteredPage<{ slug: string }>(context, { table, id: 'slug', ...list }, args, selection);
}

builder.queryField('practices', (t) =>
  t.connection(
    {
      type: Practice,
      description: 'Practices, by default in Polish order of their titles.',
      args: practiceListArgs,
      complexity: searchedPageComplexity(wordsCost),
      resolve: async (_root, args, context, info) =>
        page('practice', 'Practice', await readPracticeArguments(args, context), args, context, info),
    },
    connectionOf(Practice),
  ),
);

builder.queryField('calls', (t) =>
  t.connection(
    {
      type: Call,
      description: 'Calls, by default the one that closes last first.',
      args: callListArgs,
      complexity: searchedPageComplexity(wordsCost),
      resolve: async (_root, args, context, info) =>
        page('call', 'Call', await readCallArguments(args, context), args, context, info),
    },
    connectionOf(Call),
  ),
);

builder.queryField('events', (t) =>
  t.connection(
    {
      type: Event,
      description: 'Events, by default the latest first.',
      args: eventListArgs,
      complexity: searchedPageComplexity(wordsCost),
      resolve: async (_root, args, context, info) =>
        page('event', 'Event', await readEventArguments(args, context), args, context, info),
    },
    connectionOf(Event),
  ),
);

builder.queryField('livingLabs', (t) =>
  t.connection(
    {
      type: LivingLab,
      description: 'Living labs, by default in Polish order of their titles.',
      args: livingLabListArgs,
      complexity: searchedPageComplexity(wordsCost),
      resolve: async (_root, args, context, info) =>
        page('living_lab', 'LivingLab', await readLivingLabArguments(args, context), args, context, info),
    },
    connectionOf(LivingLab),
  ),
);

builder.queryField('citations', (t) =>
  t.connection(
    {
      type: Citation,
      description:
        'Documents that practices, calls, events and living labs cite, by default in Polish order of their titles.',
      args: citationListArgs,
      complexity: searchedPageComplexity(wordsCost),
      resolve: async (_root, args, context, info) =>
        page('citation', 'Citation', await readCitationArguments(args), args, context, info),
    },
    connectionOf(Citation),
  ),
);

const slugDescription = 'Its slug.';

interface Named {
  readonly id?: string | null | undefined;
  readonly slug?: string | null | undefined;
}

/** The slug that one of the two arguments gives. */
function slugGivenBy({ id, slug }: Named, rule: IdRule<unknown, string>): string {
  if ((id == null) === (slug == null)) {
    throw new BadInputError(
      id == null ? 'Neither "id" nor "slug" was given.' : 'Both "id" and "slug" were given.',
      'Give exactly one of them.',
      { polish: 'Podaj dokładnie jedno z "id" i "slug".' },
    );
  }
  return id == null ? (slug ?? '') : rule.find(id, 'id', null);
}

builder.queryFields((t) => {
  const args = (rule: IdRule<unknown, string>, subject: string) => ({
    id: t.arg.id({ description: rule.description(subject) }),
    slug: t.arg.string({ description: slugDescription }),
  });
  return {
    practice: t.field({
      type: Practice,
      nullable: true,
      complexity: 30,
      description: 'One practice; null when there is none. Give exactly one argument.',
      args: args(practiceId, 'The practice'),
      resolve: (_root, named, { loaders }, info) =>
        loaders.practices.practice.load(slugGivenBy(named, practiceId), info),
    }),
    call: t.field({
      type: Call,
      nullable: true,
      description: 'One call; null when there is none. Give exactly one argument.',
      args: args(callId, 'The call'),
      resolve: (_root, named, { loaders }, info) => loaders.practices.call.load(slugGivenBy(named, callId), info),
    }),
    event: t.field({
      type: Event,
      nullable: true,
      description: 'One event; null when there is none. Give exactly one argument.',
      args: args(eventId, 'The event'),
      resolve: (_root, named, { loaders }, info) => loaders.practices.event.load(slugGivenBy(named, eventId), info),
    }),
    livingLab: t.field({
      type: LivingLab,
      nullable: true,
      description: 'One living lab; null when there is none. Give exactly one argument.',
      args: args(livingLabId, 'The living lab'),
      resolve: (_root, named, { loaders }, info) =>
        loaders.practices.livingLab.load(slugGivenBy(named, livingLabId), info),
    }),
  };
});
