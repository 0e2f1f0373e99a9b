/** `/compare?units=&metrics=`: several units side by side. */

import type { ComparePageQuery, ComparePageQueryVariables } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { Chart } from '../components/chart.tsx';
import { Local } from '../components/content.tsx';
import { FilterForm } from '../components/lists.tsx';
import { SortedTable } from '../components/sorted-table.tsx';
import { type PageRequest, page } from '../page.ts';

/** As many lines as one chart can show. */
const maxUnits = 10;
const maxMetrics = 5;

const list = (text: string | null): string[] =>
  (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

export const comparePage = page<ComparePageQuery, ComparePageQueryVariables>({
  pattern: '/compare',
  operation: 'ComparePage',
  variables({ search }) {
    const units = list(search.get('units')).slice(0, maxUnits);
    const metrics = list(search.get('metrics')).slice(0, maxMetrics);
    if (units.length === 0) return null;
    return {
      metrics: metrics.length === 0 ? ['population'] : metrics,
      subjects: units.map((terc) => ({ terc })),
    };
  },
  empty: (request) => ({
    title: request.texts.compare.title,
    description: request.texts.compare.note,
    main: <Form request={request} />,
  }),
  view(data, request) {
    const { texts, language, search } = request;
    const format = formats[language];
    const series = (data.timeSeries?.series ?? []).filter((known) => known !== null);
    const metrics = [...new Map(series.map(({ metric }) => [metric.code, metric])).values()];
    return {
      title: texts.compare.title,
      description: texts.compare.note,
      main: (
        <>
          <Form request={request} />
          {metrics.map((metric) => (
            <>
              <Chart
                request={request}
                metric={metric.code}
                query={{ unit: search.get('units'), view: 'line' }}
                title={metric.name}
                note={metric.unitOfMeasure}
              />
              <SortedTable
                request={request}
                caption={`${metric.name} (${metric.unitOfMeasure})`}
                columns={[
                  { key: 'unit', title: texts.metric.unit },
                  { key: `period.${metric.code}`, title: texts.metric.period },
                  { key: metric.code, title: texts.unit.value, isNumber: true },
                ]}
                rows={series
                  .filter((candidate) => candidate.metric.code === metric.code)
                  .map(({ subject, latest }) => ({
                    cells: [
                      subject.unit === null ? (
                        subject.name
                      ) : (
                        <Local key="unit" request={request} to={paths.unit(subject.unit.terc)}>
                          {subject.name}
                        </Local>
                      ),
                      latest?.period ?? '',
                      latest?.value == null ? texts.metric.noData : format.number(latest.value, metric.decimals),
                    ],
                    values: [subject.name, latest?.period ?? null, latest?.value ?? null],
                  }))}
              />
            </>
          ))}
        </>
      ),
      table: {
        name: 'compare',
        header: ['metric', 'terc', 'name', 'period', 'value'],
        rows: series.flatMap(({ metric, subject, points }) =>
          points.map(({ period, value }) => [metric.code, subject.unit?.terc ?? null, subject.name, period, value]),
        ),
      },
    };
  },
});

function Form({ request }: { request: PageRequest }) {
  const { compare } = request.texts;
  return (
    <>
      <p>{compare.note}</p>
      <FilterForm
        request={request}
        fields={[
          { type: 'text', name: 'units', label: compare.units },
          { type: 'text', name: 'metrics', label: compare.metrics },
        ]}
      />
    </>
  );
}
