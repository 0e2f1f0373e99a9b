/** `/assessments`: self-assessments of offices by model, office and validation. */
import type {
  AssessmentModel,
  AssessmentsPageQuery,
  AssessmentsPageQueryVariables,
} from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { choices, chosen, given } from '../choices.ts';
import { Local } from '../components/content.tsx';
import { dayNumber, SortedTable } from '../components/sorted-table.tsx';
import { listPage } from '../list-page.tsx';

const models: readonly AssessmentModel[] = ['CAF', 'EFQM', 'OTHER'];

export const assessmentsPage = listPage<AssessmentsPageQuery, AssessmentsPageQueryVariables, 'assessments'>({
  pattern: '/assessments',
  operation: 'AssessmentsPage',
  list: 'assessments',
  hasLanguage: false,
  variables: ({ search }) => ({
    filter: {
      models: chosen(search.get('model'), models),
      offices: given(search.get('office')),
      externallyValidated: search.get('validated') === 'yes' ? true : null,
    },
    after: search.get('after'),
  }),
  title: ({ assessments }) => assessments.list,
  fields(request) {
    const { assessments: words, list } = request.texts;
    return [
      { type: 'choice', name: 'model', label: words.model, choices: choices(request, 'AssessmentModel', models) },
      { type: 'text', name: 'office', label: words.officeCode },
      { type: 'choice', name: 'validated', label: words.validated, choices: [{ value: 'yes', label: list.yes }] },
    ];
  },
  main: (assessments, request) => {
    const { texts, search } = request;
    const format = formats[request.language];
    if (assessments.length === 0) return <p>{search.size === 0 ? texts.assessments.empty : texts.list.nothing}</p>;
    return (
      <SortedTable
        request={request}
        caption={texts.assessments.list}
        columns={[
          { key: 'office', title: texts.assessments.office },
          { key: 'model', title: texts.assessments.model },
          { key: 'edition', title: texts.assessments.edition },
          { key: 'day', title: texts.assessments.date },
          { key: 'validated', title: texts.assessments.validated },
        ]}
        rows={assessments.map(({ office, model, edition, assessedOn, externallyValidated }) => ({
          cells: [
            <Local key="office" request={request} to={paths.office(office.code)}>
              {office.name}
            </Local>,
            model,
            edition,
            format.day(assessedOn),
            externallyValidated === null ? '' : externallyValidated ? texts.list.yes : texts.list.no,
          ],
          values: { office: office.name, day: dayNumber(assessedOn) },
        }))}
      />
    );
  },
  table: {
    name: 'assessments',
    header: ['office', 'model', 'edition', 'assessed_on', 'externally_validated'],
    rows: (assessments) =>
      assessments.map(({ office, model, edition, assessedOn, externallyValidated }) => [
        office.code,
        model,
        edition,
        assessedOn,
        externallyValidated === null ? null : String(externallyValidated),
      ]),
  },
});
