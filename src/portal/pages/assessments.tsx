/** `/assessments`: self-assessments of offices by model and edition. */

import type {
  AssessmentModel,
  AssessmentsPageQuery,
  AssessmentsPageQueryVariables,
} from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { choices, chosen } from '../choices.ts';
import { DataTable, Local } from '../components/content.tsx';
import { FilterForm, Found, Pagination } from '../components/lists.tsx';
import { page } from '../page.ts';

const models: readonly AssessmentModel[] = ['CAF', 'EFQM', 'OTHER'];

export const assessmentsPage = page<AssessmentsPageQuery, AssessmentsPageQueryVariables>({
  pattern: '/assessments',
  operation: 'AssessmentsPage',
  variables: ({ search }) => ({ filter: { models: chosen(search.get('model'), models) }, after: search.get('after') }),
  view(data, request) {
    const { texts, language } = request;
    const format = formats[language];
    const assessments = data.assessments?.edges.map(({ node }) => node) ?? [];
    return {
      title: texts.assessments.list,
      description: texts.site.description,
      main: (
        <>
          <FilterForm
            request={request}
            fields={[
              {
                type: 'choice',
                name: 'model',
                label: texts.assessments.model,
                choices: choices(request, 'AssessmentModel', models),
              },
            ]}
          />
          <Found request={request} count={data.assessments?.totalCount ?? 0} />
          {assessments.length === 0 ? <p>{texts.assessments.empty}</p> : null}
          <DataTable
            caption={texts.assessments.list}
            columns={[
              { title: texts.assessments.office },
              { title: texts.assessments.model },
              { title: texts.assessments.edition },
              { title: texts.assessments.date },
            ]}
            rows={assessments.map(({ office, model, edition, assessedOn }) => [
              <Local key="office" request={request} to={paths.office(office.code)}>
                {office.name}
              </Local>,
              model,
              edition,
              format.day(assessedOn),
            ])}
          />
          <Pagination request={request} pageInfo={data.assessments?.pageInfo} />
        </>
      ),
      table: {
        name: 'assessments',
        header: ['office', 'model', 'edition', 'assessed_on', 'externally_validated'],
        rows: assessments.map(({ office, model, edition, assessedOn, externallyValidated }) => [
          office.code,
          model,
          edition,
          assessedOn,
          externallyValidated === null ? null : String(externallyValidated),
        ]),
      },
    };
  },
});
