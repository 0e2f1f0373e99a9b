/** `/practices`: good practices by words, topic, place and stage. */
import type { PracticeStage, PracticesPageQuery, PracticesPageQueryVariables } from '#graphql/generated/operations.ts';
import { paths } from '../addresses.ts';
import { choices, chosen, given } from '../choices.ts';
import { Items } from '../components/lists.tsx';
import { listPage } from '../list-page.tsx';

const stages: readonly PracticeStage[] = ['IDEA', 'IN_PREPARATION', 'IMPLEMENTED', 'ABANDONED'];

export const practicesPage = listPage<PracticesPageQuery, PracticesPageQueryVariables, 'practices'>({
  pattern: '/practices',
  operation: 'PracticesPage',
  list: 'practices',
  variables: ({ search }) => ({
    filter: {
      text: search.get('text') || null,
      withinAny: given(search.get('within')),
      topics: given(search.get('topic')),
      stages: chosen(search.get('stage'), stages),
    },
    after: search.get('after'),
  }),
  title: ({ practice }) => practice.list,
  found: ({ home }) => home.practicesCount,
  fields(request, data) {
    const { list, practice } = request.texts;
    const topics = (data.topics ?? []).map(({ slug, name }) => ({ value: slug, label: name }));
    return [
      { type: 'text', name: 'text', label: list.words },
      { type: 'text', name: 'within', label: list.within },
      { type: 'choice', name: 'topic', label: practice.topic, choices: topics },
      { type: 'choice', name: 'stage', label: practice.stage, choices: choices(request, 'PracticeStage', stages) },
    ];
  },
  main: (practices, request) => (
    <Items
      request={request}
      items={practices.map(({ slug, title, summary, offices }) => ({
        href: paths.practice(slug),
        title,
        note: offices.map(({ name }) => name).join(', '),
        text: summary,
      }))}
    />
  ),
  table: {
    name: 'practices',
    header: ['slug', 'title', 'stage', 'offices', 'topics'],
    rows: (practices) =>
      practices.map(({ slug, title, stage, offices, topics }) => [
        slug,
        title,
        stage,
        offices.map(({ name }) => name).join('; '),
        topics.map((topic) => topic.slug).join('; '),
      ]),
  },
});
