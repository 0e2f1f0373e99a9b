/** `/events`: conferences and other events, the latest first. */
import type { EventKind, EventsPageQuery, EventsPageQueryVariables } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { choices, chosen, given } from '../choices.ts';
import { Items } from '../components/lists.tsx';
import { label } from '../labels.ts';
import { listPage } from '../list-page.tsx';

const kinds: readonly EventKind[] = ['CONFERENCE', 'SEMINAR', 'WORKSHOP', 'OTHER'];

export const eventsPage = listPage<EventsPageQuery, EventsPageQueryVariables, 'events'>({
  pattern: '/events',
  operation: 'EventsPage',
  list: 'events',
  variables: ({ search }) => ({
    filter: {
      text: search.get('text') || null,
      kinds: chosen(search.get('kind'), kinds),
      withinAny: given(search.get('within')),
    },
    after: search.get('after'),
  }),
  title: ({ event }) => event.list,
  fields: (request) => [
    { type: 'text', name: 'text', label: request.texts.list.words },
    { type: 'choice', name: 'kind', label: request.texts.event.kind, choices: choices(request, 'EventKind', kinds) },
    { type: 'text', name: 'within', label: request.texts.list.within },
  ],
  main: (events, request) => (
    <Items
      request={request}
      items={events.map(({ slug, title, kind, startsOn, endsOn, place }) => ({
        href: paths.event(slug),
        title,
        note: [label(request, 'EventKind', kind), formats[request.language].days(startsOn, endsOn ?? startsOn), place]
          .filter(Boolean)
          .join(', '),
      }))}
    />
  ),
  table: {
    name: 'events',
    header: ['slug', 'title', 'kind', 'starts_on', 'ends_on', 'place'],
    rows: (events) =>
      events.map(({ slug, title, kind, startsOn, endsOn, place }) => [slug, title, kind, startsOn, endsOn, place]),
  },
});
