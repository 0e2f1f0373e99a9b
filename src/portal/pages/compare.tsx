/** `/compare?units=&metrics=`: several units side by side. */

import type { ComparePageQuery, ComparePageQueryVariables, MetricsPageQuery } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { chartSpec } from '../chart-specs.ts';
import { Chart } from '../components/chart.tsx';
import { Local } from '../components/content.tsx';
import { SortedTable } from '../components/sorted-table.tsx';
import { oneOf, page } from '../page.ts';
import { CompareForm, compareFormPage, metricChoices, metricsIn, unitsIn } from './compare-form.tsx';
import { areCodes, compareNamesPage } from './compare-names.tsx';

/** Codes are compared; names are looked up first. */
export const comparePage = oneOf('/compare', (request) => {
  const units = unitsIn(request);
  if (units.length === 0) return compareFormPage;
  return areCodes(units) ? codesPage : compareNamesPage;
});

const codesPage = page<ComparePageQuery, ComparePageQueryVariables, { metrics: MetricsPageQuery }>({
  pattern: '/compare',
  operation: 'ComparePage',
  variables: (request) => ({
    metrics: metricsIn(request),
    subjects: unitsIn(request).map((terc) => ({ terc })),
  }),
  also: () => ({ metrics: metricChoices }),
  view(data, request, { release, errors }, { metrics: known }) {
    const { texts, language } = request;
    const format = formats[language];
    const series = (data.timeSeries?.series ?? []).filter((known) => known !== null);
    const periods = new Set(series.flatMap(({ points }) => points.map(({ period }) => period)));
    // A line through one period would be dots.
    const query = { unit: unitsIn(request).join(','), view: periods.size > 1 ? 'line' : 'bar' };
    const unknown = data.timeSeries == null || errors.length > 0 ? [] : unknownOf(unitsIn(request), series);
    const metrics = [...new Map(series.map(({ metric }) => [metric.code, metric])).values()];
    return {
      title: texts.compare.title,
      description: texts.compare.note,
      fault: unknown.length === 0 ? undefined : unknown.map((code) => texts.compare.unknown(code)).join(' '),
      main: (
        <>
          <CompareForm request={request} known={known} />
          {metrics.map((metric) => (
            <>
              <Chart
                request={request}
                metric={metric.code}
                query={query}
                spec={chartSpec(request, { metric: metric.code, query }, { data: dataOf(metric, series), release })}
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
                    values: { unit: subject.name, [metric.code]: latest?.value ?? null },
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

type Series = NonNullable<NonNullable<ComparePageQuery['timeSeries']>['series']>[number];

/** A code of former days is known by that of today. */
function unknownOf(units: readonly string[], series: readonly NonNullable<Series>[]): readonly string[] {
  const known = new Set(series.map(({ subject }) => subject.unit?.terc));
  return known.size >= units.length ? [] : units.filter((code) => !known.has(code));
}

/** As the operation of the chart of one metric would return it. */
function dataOf(metric: NonNullable<Series>['metric'], series: readonly Series[]) {
  return { metric, timeSeries: { series: series.filter((one) => one?.metric.code === metric.code) } };
}
