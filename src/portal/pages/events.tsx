/** `/events`: conferences and other events, the latest first. */

import type { EventsPageQuery, EventsPageQueryVariables } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { FilterForm, Found, Items, Pagination } from '../components/lists.tsx';
import { page } from '../page.ts';

export const eventsPage = page<EventsPageQuery, EventsPageQueryVariables>({
  pattern: '/events',
  operation: 'EventsPage',
  variables: ({ search }) => ({ filter: { text: search.get('text') || null }, after: search.get('after') }),
  view(data, request) {
    const { texts, language } = request;
    const format = formats[language];
    const events = data.events?.edges.map(({ node }) => node) ?? [];
    return {
      title: texts.event.list,
      description: texts.site.description,
      main: (
        <>
          <FilterForm request={request} fields={[{ type: 'text', name: 'text', label: texts.list.words }]} />
          <Found request={request} count={data.events?.totalCount ?? 0} />
          <Items
            request={request}
            items={events.map(({ slug, title, startsOn, endsOn, place }) => ({
              href: paths.event(slug),
              title,
              note: [format.days(startsOn, endsOn ?? startsOn), place].filter(Boolean).join(', '),
            }))}
          />
          <Pagination request={request} pageInfo={data.events?.pageInfo} />
        </>
      ),
      table: {
        name: 'events',
        header: ['slug', 'title', 'kind', 'starts_on', 'ends_on', 'place'],
        rows: events.map(({ slug, title, kind, startsOn, endsOn, place }) => [
          slug,
          title,
          kind,
          startsOn,
          endsOn,
          place,
        ]),
      },
    };
  },
});
