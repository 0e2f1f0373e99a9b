/** `/programmes`: the programmes of each period, with their projects and sums. */
import type {
  ProgrammesPageQuery,
  ProgrammesPageQueryVariables,
  ProgrammingPeriod,
} from '#graphql/generated/operations.ts';
import { type Format, formats } from '#platform/locale.ts';
import { withQuery } from '../addresses.ts';
import { choices, chosen } from '../choices.ts';
import { Local } from '../components/content.tsx';
import { numberOf, SortedTable } from '../components/sorted-table.tsx';
import { label } from '../labels.ts';
import { listPage } from '../list-page.tsx';
import { missing, type Page, Redirect } from '../page.ts';

const periods: readonly ProgrammingPeriod[] = ['P2021_2027', 'P2014_2020', 'P2007_2013'];

/** A programme has no page of its own: it leads to its projects. */
export const programmePage: Page = {
  pattern: '/programmes/:path',
  operation: ({ params }) => new Redirect(withQuery('/projects', { programme: params['path'] })),
  view: () => missing,
};

type Programme = NonNullable<ProgrammesPageQuery['programmes']>['edges'][number]['node'];

export const programmesPage = listPage<ProgrammesPageQuery, ProgrammesPageQueryVariables, 'programmes'>({
  pattern: '/programmes',
  operation: 'ProgrammesPage',
  list: 'programmes',
  hasLanguage: false,
  variables: ({ search }) => ({
    filter: { levels: ['PROGRAMME'], periods: chosen(search.get('period'), periods), text: search.get('text') || null },
    after: search.get('after'),
  }),
  title: ({ project }) => project.programmes,
  fields: (request) => [
    { type: 'text', name: 'text', label: request.texts.list.words },
    {
      type: 'choice',
      name: 'period',
      label: request.texts.project.period,
      choices: choices(request, 'ProgrammingPeriod', periods),
    },
  ],
  main: (programmes, request) => {
    const { texts, language } = request;
    const format = formats[language];
    return (
      <SortedTable
        request={request}
        caption={texts.project.programmes}
        columns={[
          { key: 'period', title: texts.project.period },
          { key: 'code', title: texts.metric.code },
          { key: 'programme', title: texts.project.programme },
          { key: 'projects', title: texts.project.count, isNumber: true },
          { key: 'value', title: texts.project.value, isNumber: true },
          { key: 'eu', title: texts.project.eu, isNumber: true },
        ]}
        rows={totalsOf(programmes).map(({ programme, sum }) => ({
          cells: [
            label(request, 'ProgrammingPeriod', programme.period),
            programme.code ?? '',
            <Local key="name" request={request} to={withQuery('/projects', { programme: String(programme.id) })}>
              {programme.name ?? programme.code ?? ''}
            </Local>,
            sum === null ? '' : format.number(sum.projects),
            knownSum(sum?.value, format) ?? '',
            knownSum(sum?.euContribution, format) ?? '',
          ],
          values: {
            programme: programme.name,
            projects: sum?.projects ?? null,
            value: numberOf(sum?.value),
            eu: numberOf(sum?.euContribution),
          },
        }))}
      />
    );
  },
  table: {
    name: 'programmes',
    header: ['period', 'code', 'name', 'projects', 'currency', 'value', 'eu_contribution'],
    rows: (programmes) =>
      totalsOf(programmes).map(({ programme, sum }) => [
        programme.period,
        programme.code,
        programme.name,
        sum?.projects ?? null,
        sum?.currency ?? null,
        sum?.value.amount ?? null,
        sum?.euContribution.amount ?? null,
      ]),
  },
});

/** A sum of 0 is of projects whose amounts nobody stated. */
function knownSum(sum: Parameters<Format['money']>[0], format: Format): string | null {
  return Number(sum?.amount ?? 0) === 0 ? null : format.money(sum);
}

/** One row for each currency; one without sums for a programme that has no projects. */
function totalsOf(programmes: readonly Programme[]) {
  return programmes.flatMap((programme) => {
    const sums = programme.totals.length === 0 ? [null] : programme.totals;
    return sums.map((sum) => ({ programme, sum }));
  });
}
