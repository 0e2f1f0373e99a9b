/** `/metrics`: the metrics by words; `/metrics/{code}`: what one means, its map, ranking, distribution and publications. */

import type {
  MetricPageQuery,
  MetricPageQueryVariables,
  MetricsPageQuery,
  MetricsPageQueryVariables,
} from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths, withQuery } from '../addresses.ts';
import { Chart } from '../components/chart.tsx';
import { DataTable, Facts, Local, Paragraphs, Section } from '../components/content.tsx';
import { FilterForm, Found, Items, Pagination } from '../components/lists.tsx';
import { label } from '../labels.ts';
import { missing, type PageRequest, page } from '../page.ts';

type Metric = NonNullable<MetricPageQuery['metric']>;

export const metricsPage = page<MetricsPageQuery, MetricsPageQueryVariables>({
  pattern: '/metrics',
  operation: 'MetricsPage',
  variables: ({ search }) => ({ filter: { text: search.get('text') || null }, after: search.get('after') }),
  view(data, request) {
    const { texts, language } = request;
    const format = formats[language];
    const metrics = data.metrics?.edges.map(({ node }) => node) ?? [];
    return {
      title: texts.metric.list,
      description: texts.site.description,
      main: (
        <>
          <FilterForm request={request} fields={[{ type: 'text', name: 'text', label: texts.list.words }]} />
          <Found request={request} count={data.metrics?.totalCount ?? 0} forms={texts.home.metrics} />
          <Items
            request={request}
            items={metrics.map(({ code, name, unitOfMeasure, periods, observationCount, definition }) => ({
              href: paths.metric(code),
              title: name,
              note: [unitOfMeasure, span(periods), `${texts.metric.observations}: ${format.number(observationCount)}`]
                .filter(Boolean)
                .join(', '),
              text: definition,
            }))}
          />
          <Pagination request={request} pageInfo={data.metrics?.pageInfo} />
        </>
      ),
      table: {
        name: 'metrics',
        header: ['code', 'name', 'unit_of_measure', 'kind', 'first_period', 'last_period', 'observations'],
        rows: metrics.map(({ code, name, unitOfMeasure, kind, periods, observationCount }) => [
          code,
          name,
          unitOfMeasure,
          kind,
          periods[0] ?? null,
          periods.at(-1) ?? null,
          observationCount,
        ]),
      },
    };
  },
});

function span(periods: readonly string[]): string {
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return '';
  return first === last ? first : `${first}–${last}`;
}

export const metricPage = page<MetricPageQuery, MetricPageQueryVariables>({
  pattern: '/metrics/:code',
  operation: 'MetricPage',
  variables: ({ params }) => ({ code: params['code'] ?? '' }),
  view({ metric }, request) {
    if (metric == null) return missing;
    return {
      title: metric.name,
      description: metric.definition ?? metric.name,
      breadcrumb: [{ href: '/metrics', text: request.texts.metric.list }],
      main: <MetricView request={request} metric={metric} />,
    };
  },
});

/** From small to large; a ranking starts with the smallest that the metric has. */
const levels = ['GMINA', 'POWIAT', 'VOIVODESHIP'] as const;

function MetricView({ request, metric }: { request: PageRequest; metric: Metric }) {
  const { texts, search } = request;
  const period = search.get('period') || metric.periods.at(-1);
  const known = levels.filter((level) => metric.levels.includes(level));
  const level = known.find((candidate) => candidate === search.get('level')) ?? known[0];
  return (
    <>
      <Paragraphs text={metric.definition} />
      <MetricFacts request={request} metric={metric} />
      {period === undefined || level === undefined ? null : (
        <>
          <FilterForm
            request={request}
            fields={[
              {
                type: 'choice',
                name: 'period',
                label: texts.metric.period,
                choices: [...metric.periods].reverse().map((value) => ({ value, label: value })),
                chosen: period,
              },
              {
                type: 'choice',
                name: 'level',
                label: texts.metric.level,
                choices: known.map((value) => ({ value, label: label(request, 'ObservationLevel', value) })),
                chosen: level,
              },
            ]}
          />
          <Charts request={request} metric={metric} period={period} level={level} />
        </>
      )}
      <Publications request={request} metric={metric} />
    </>
  );
}

function Charts({
  request,
  metric,
  period,
  level,
}: {
  request: PageRequest;
  metric: Metric;
  period: string;
  level: (typeof levels)[number];
}) {
  const { texts } = request;
  return (
    <>
      <Section title={texts.metric.map} id="map">
        <Chart
          request={request}
          metric={metric.code}
          query={{ view: 'map', period, level, height: 540 }}
          title={`${texts.metric.map}: ${metric.name}, ${period}, ${label(request, 'ObservationLevel', level)}`}
          note={metric.unitOfMeasure}
        />
        <p>
          <Local request={request} to={withQuery('/map', { metric: metric.code, period, level })}>
            {texts.metric.showMap}
          </Local>
        </p>
      </Section>
      <Section title={texts.metric.ranking} id="ranking">
        <Chart
          request={request}
          metric={metric.code}
          query={{ view: 'rank', period, level, height: 640 }}
          title={`${texts.metric.ranking}: ${metric.name}, ${period}, ${label(request, 'ObservationLevel', level)}`}
          note={metric.unitOfMeasure}
        />
      </Section>
      <Section title={texts.metric.distribution} id="distribution">
        <Chart
          request={request}
          metric={metric.code}
          query={{ view: 'distribution', period, level }}
          title={`${texts.metric.distribution}: ${metric.name}, ${period}, ${label(request, 'ObservationLevel', level)}`}
          note={metric.unitOfMeasure}
        />
      </Section>
    </>
  );
}

function MetricFacts({ request, metric }: { request: PageRequest; metric: Metric }) {
  const { texts, language } = request;
  return (
    <Facts
      facts={[
        [texts.metric.code, <code key="code">{metric.code}</code>],
        [texts.metric.unitOfMeasure, metric.unitOfMeasure],
        [texts.metric.kind, label(request, 'MetricKind', metric.kind)],
        [texts.metric.topic, metric.topic],
        [texts.metric.levels, metric.levels.map((level) => label(request, 'ObservationLevel', level)).join(', ')],
        [texts.metric.periods, span(metric.periods)],
        [texts.metric.observations, formats[language].number(metric.observationCount)],
        [texts.metric.formula, metric.formula === null ? null : <code key="formula">{metric.formula}</code>],
        [texts.metric.dimensions, metric.dimensions.map(({ name }) => name).join(', ')],
      ]}
    />
  );
}

function Publications({ request, metric }: { request: PageRequest; metric: Metric }) {
  const { metric: words, list } = request.texts;
  return (
    <DataTable
      caption={words.publications}
      columns={[{ title: list.name }, { title: words.publisher }, { title: words.licence }, { title: words.caveat }]}
      rows={metric.facets.map(({ name, url, publisher, licence, isDefault, caveat }) => [
        <>
          {/^https?:/.test(url) ? <a href={url}>{name}</a> : name}
          {isDefault ? ` (${words.default})` : ''}
        </>,
        publisher,
        licence,
        caveat ?? '',
      ])}
    />
  );
}
