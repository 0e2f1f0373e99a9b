/** `/calls`: calls for practices and participants, the one that closes last first. */

import type { CallKind, CallsPageQuery, CallsPageQueryVariables } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { choices, chosen } from '../choices.ts';
import { FilterForm, Found, Items, Pagination } from '../components/lists.tsx';
import { label } from '../labels.ts';
import { page } from '../page.ts';

const kinds: readonly CallKind[] = ['PRACTICES', 'LIVING_LAB_PARTICIPANTS'];

export const callsPage = page<CallsPageQuery, CallsPageQueryVariables>({
  pattern: '/calls',
  operation: 'CallsPage',
  variables: ({ search }) => ({
    filter: { text: search.get('text') || null, kinds: chosen(search.get('kind'), kinds) },
    after: search.get('after'),
  }),
  view(data, request) {
    const { texts, language } = request;
    const format = formats[language];
    const calls = data.calls?.edges.map(({ node }) => node) ?? [];
    return {
      title: texts.call.list,
      description: texts.site.description,
      main: (
        <>
          <FilterForm
            request={request}
            fields={[
              { type: 'text', name: 'text', label: texts.list.words },
              { type: 'choice', name: 'kind', label: texts.unit.kind, choices: choices(request, 'CallKind', kinds) },
            ]}
          />
          <Found request={request} count={data.calls?.totalCount ?? 0} />
          <Items
            request={request}
            items={calls.map(({ slug, title, kind, opensOn, closesOn, organisers }) => ({
              href: paths.call(slug),
              title,
              note: [
                label(request, 'CallKind', kind),
                format.days(opensOn, closesOn),
                ...organisers.map(({ name }) => name),
              ]
                .filter(Boolean)
                .join(', '),
            }))}
          />
          <Pagination request={request} pageInfo={data.calls?.pageInfo} />
        </>
      ),
      table: {
        name: 'calls',
        header: ['slug', 'title', 'kind', 'opens_on', 'closes_on'],
        rows: calls.map(({ slug, title, kind, opensOn, closesOn }) => [slug, title, kind, opensOn, closesOn]),
      },
    };
  },
});
