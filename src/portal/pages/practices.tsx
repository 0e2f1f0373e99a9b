/** `/practices`: good practices by words, topic, place and stage. */

import type { PracticeStage, PracticesPageQuery, PracticesPageQueryVariables } from '#graphql/generated/operations.ts';
import { paths } from '../addresses.ts';
import { choices, chosen, given } from '../choices.ts';
import { FilterForm, Found, Items, Pagination } from '../components/lists.tsx';
import { page } from '../page.ts';

const stages: readonly PracticeStage[] = ['IDEA', 'IN_PREPARATION', 'IMPLEMENTED', 'ABANDONED'];

export const practicesPage = page<PracticesPageQuery, PracticesPageQueryVariables>({
  pattern: '/practices',
  operation: 'PracticesPage',
  variables: ({ search }) => ({
    filter: {
      text: search.get('text') || null,
      withinAny: given(search.get('within')),
      topics: given(search.get('topic')),
      stages: chosen(search.get('stage'), stages),
    },
    after: search.get('after'),
  }),
  view(data, request) {
    const { texts } = request;
    const practices = data.practices?.edges.map(({ node }) => node) ?? [];
    const topics = (data.topics ?? []).map(({ slug, name }) => ({ value: slug, label: name }));
    return {
      title: texts.practice.list,
      description: texts.site.description,
      main: (
        <>
          <FilterForm
            request={request}
            fields={[
              { type: 'text', name: 'text', label: texts.list.words },
              { type: 'text', name: 'within', label: texts.list.within },
              { type: 'choice', name: 'topic', label: texts.practice.topic, choices: topics },
              {
                type: 'choice',
                name: 'stage',
                label: texts.practice.stage,
                choices: choices(request, 'PracticeStage', stages),
              },
            ]}
          />
          <Found request={request} count={data.practices?.totalCount ?? 0} forms={texts.home.practicesCount} />
          <Items
            request={request}
            items={practices.map(({ slug, title, summary, offices }) => ({
              href: paths.practice(slug),
              title,
              note: offices.map(({ name }) => name).join(', '),
              text: summary,
            }))}
          />
          <Pagination request={request} pageInfo={data.practices?.pageInfo} />
        </>
      ),
      table: {
        name: 'practices',
        header: ['slug', 'title', 'stage', 'offices', 'topics'],
        rows: practices.map(({ slug, title, stage, offices, topics: about }) => [
          slug,
          title,
          stage,
          offices.map(({ name }) => name).join('; '),
          about.map((topic) => topic.slug).join('; '),
        ]),
      },
    };
  },
});
