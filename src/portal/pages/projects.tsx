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
import { FilterForm, Found, Items, Pagination } from '../components/lists.tsx';
import { label } from '../labels.ts';
import { type PageRequest, page } from '../page.ts';

const periods: readonly ProgrammingPeriod[] = ['P2021_2027', 'P2014_2020', 'P2007_2013'];
const orders: readonly ProjectOrderField[] = ['VALUE', 'EU_CONTRIBUTION', 'STARTED_ON', 'TITLE'];

export const projectsPage = page<ProjectsPageQuery, ProjectsPageQueryVariables, { sums: ProjectsSumsQuery }>({
  pattern: '/projects',
  operation: 'ProjectsPage',
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
  view(data, request, _result, { sums }) {
    const { texts, language } = request;
    const format = formats[language];
    const projects = data.projects?.edges.map(({ node }) => node) ?? [];
    return {
      title: texts.project.list,
      description: texts.site.description,
      main: (
        <>
          <Filters request={request} />
          <Found request={request} count={data.projects?.totalCount ?? 0} forms={texts.unit.projectsHere} />
          <Sums request={request} sums={sums} />
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
          <Pagination request={request} pageInfo={data.projects?.pageInfo} />
        </>
      ),
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
        rows: projects.map((project) => [
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
    };
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

function Filters({ request }: { request: PageRequest }) {
  const { texts } = request;
  return (
    <FilterForm
      request={request}
      fields={[
        { type: 'text', name: 'text', label: texts.list.words },
        { type: 'text', name: 'within', label: texts.list.within },
        {
          type: 'choice',
          name: 'period',
          label: texts.project.period,
          choices: choices(request, 'ProgrammingPeriod', periods),
        },
        {
          type: 'choice',
          name: 'order',
          label: texts.list.order,
          choices: orders.map((value) => ({ value, label: texts.project.orders[value] ?? value })),
          chosen: 'VALUE',
        },
      ]}
    />
  );
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
