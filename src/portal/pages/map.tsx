/** `/map?metric=&period=&level=`: a metric by unit, as a map where outlines are loaded, and always as a table. */

import type { MapPageQuery, MapPageQueryVariables } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { choiceOf } from '../choices.ts';
import { DataTable, Local } from '../components/content.tsx';
import { FilterForm, Found, Pagination } from '../components/lists.tsx';
import { label } from '../labels.ts';
import { type PageRequest, page } from '../page.ts';

const levels = ['VOIVODESHIP', 'POWIAT', 'GMINA'] as const;
const start = { metric: 'population', period: '2023' };

export const mapPage = page<MapPageQuery, MapPageQueryVariables>({
  pattern: '/map',
  operation: 'MapPage',
  variables: ({ search }) => ({
    metric: search.get('metric') || start.metric,
    period: search.get('period') || start.period,
    level: choiceOf(search.get('level'), levels) ?? 'VOIVODESHIP',
    after: search.get('after'),
  }),
  view(data, request) {
    const { texts, language } = request;
    const format = formats[language];
    const { metric, ranking } = data;
    const entries = ranking?.edges.map(({ node }) => node) ?? [];
    const period = request.search.get('period') || start.period;
    return {
      title: metric == null ? texts.metric.map : `${texts.metric.map}: ${metric.name}, ${period}`,
      description: metric?.definition ?? texts.site.description,
      main: (
        <>
          <Filters request={request} data={data} />
          <Found request={request} count={ranking?.totalCount ?? 0} forms={texts.metric.units} />
          {ranking == null || ranking.missing === 0 ? null : (
            <p>{texts.metric.missing(format.number(ranking.missing))}</p>
          )}
          <DataTable
            caption={metric == null ? texts.metric.map : `${metric.name} (${metric.unitOfMeasure}), ${period}`}
            columns={[
              { title: texts.metric.rank, isNumber: true },
              { title: texts.metric.unit },
              { title: texts.unit.value, isNumber: true },
            ]}
            rows={entries.map(({ rank, unit, value }) => [
              rank,
              <Local key="unit" request={request} to={paths.unit(unit.terc)}>
                {unit.name}
              </Local>,
              format.number(value, metric?.decimals ?? 0),
            ])}
          />
          <Pagination request={request} pageInfo={ranking?.pageInfo} />
        </>
      ),
      table: {
        name: 'map',
        header: ['rank', 'terc', 'name', 'value'],
        rows: entries.map(({ rank, unit, value }) => [rank, unit.terc, unit.name, value]),
      },
    };
  },
});

function Filters({ request, data }: { request: PageRequest; data: MapPageQuery }) {
  const { texts } = request;
  const metrics = (data.metrics?.edges ?? []).map(({ node }) => ({ value: node.code, label: node.name }));
  const periods = [...(data.metric?.periods ?? [])].reverse().map((value) => ({ value, label: value }));
  return (
    <FilterForm
      request={request}
      fields={[
        { type: 'choice', name: 'metric', label: texts.metric.metric, choices: metrics },
        { type: 'choice', name: 'period', label: texts.metric.period, choices: periods },
        {
          type: 'choice',
          name: 'level',
          label: texts.metric.level,
          choices: levels.map((value) => ({ value, label: label(request, 'ObservationLevel', value) })),
        },
      ]}
    />
  );
}
