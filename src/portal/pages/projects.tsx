/** `/projects`: EU-funded projects by words, period and place, with sums of what was found. */

import type {
  ProgrammingPeriod,
  ProjectOrderField,
  ProjectsPageQuery,
  ProjectsPageQueryVariables,
  ProjectsSumsQuery,
} from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { choiceOf, choices, chosen, given } from '../choices.ts';
import { DataTable } from '../components/content.tsx';
import { Items } from '../components/lists.tsx';
import { label } from '../labels.ts';
import { listPage } from '../list-page.tsx';
import type { PageRequest } from '../page.ts';

const periods: readonly ProgrammingPeriod[] = ['P2021_2027', 'P2014_2020', 'P2007_2013'];
const orders: readonly ProjectOrderField[] = ['VALUE', 'EU_CONTRIBUTION', 'STARTED_ON', 'TITLE'];

type Also = { sums: ProjectsSumsQuery };

export const projectsPage = listPage<ProjectsPageQuery, ProjectsPageQueryVariables, 'projects', Also>({
  pattern: '/projects',
  operation: 'ProjectsPage',
  list: 'projects',
  variables({ search }) {
    const field = choiceOf(search.get('order'), orders) ?? 'VALUE';
    return {
      filter: filterOf(search),
      orderBy: { field, direction: field === 'TITLE' ? 'ASC' : 'DESC' },
      after: search.get('after'),
    };
  },
  // All projects are added up for it: a large operation, without which the list is still one.
  also: (_data, { search }) => ({ sums: { name: 'ProjectsSums', variables: { filter: filterOf(search) } } }),
  title: ({ project }) => project.list,
  found: ({ unit }) => unit.projectsHere,
  fields(request) {
    const { list, project } = request.texts;
    const period = choices(request, 'ProgrammingPeriod', periods);
    const order = orders.map((value) => ({ value, label: project.orders[value] ?? value }));
    return [
      { type: 'text', name: 'text', label: list.words },
      { type: 'text', name: 'within', label: list.within },
      { type: 'text', name: 'programme', label: project.programme },
      { type: 'choice', name: 'period', label: project.period, choices: period },
      { type: 'choice', name: 'order', label: list.order, choices: order, chosen: 'VALUE' },
    ];
  },
  main: (projects, request, { also }) => {
    const format = formats[request.language];
    return (
      <>
        <Sums request={request} sums={also.sums} />
        <Items
          request={request}
          items={projects.map((project) => ({
            href: paths.project(project.id),
            title: project.title,
            note: [
              format.money(project.value),
              label(request, 'ProgrammingPeriod', project.period),
              project.fund,
              format.days(project.startsOn, project.endsOn),
            ]
              .filter(Boolean)
              .join(', '),
          }))}
        />
      </>
    );
  },
  table: {
    name: 'projects',
    header: [
      'id',
      'contract_number',
      'title',
      'period',
      'fund',
      'starts_on',
      'ends_on',
      'value',
      'eu_contribution',
      'currency',
    ],
    rows: (projects) =>
      projects.map((project) => [
        String(project.id),
        project.contractNumber,
        project.title,
        project.period,
        project.fund,
        project.startsOn,
        project.endsOn,
        project.value?.amount ?? null,
        project.euContribution?.amount ?? null,
        project.value?.currency ?? project.euContribution?.currency ?? null,
      ]),
  },
});

function filterOf(search: URLSearchParams) {
  return {
    text: search.get('text') || null,
    withinAny: given(search.get('within')),
    programmes: given(search.get('programme')),
    periods: chosen(search.get('period'), periods),
  };
}

function Sums({ request, sums }: { request: PageRequest; sums: ProjectsSumsQuery | undefined }) {
  const { texts, language } = request;
  const format = formats[language];
  const sum = (amount: { sum: { amount: string } | null }, currency: string): string =>
    format.money(amount.sum === null ? null : { amount: amount.sum.amount, currency }) ?? '';
  if (sums === undefined) return <p>{texts.errors.later}</p>;
  return (
    <DataTable
      caption={texts.project.sums}
      columns={[
        { title: texts.project.count, isNumber: true },
        { title: texts.project.value, isNumber: true },
        { title: texts.project.eu, isNumber: true },
      ]}
      rows={(sums.projectStatistics?.amounts ?? []).map(({ currency, count, value, euContribution }) => [
        format.number(count),
        sum(value, currency),
        sum(euContribution, currency),
      ])}
    />
  );
}
