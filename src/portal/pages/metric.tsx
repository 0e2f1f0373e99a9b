/** `/metrics/{code}`: what a metric means, its map, ranking, distribution and publications. */
import type {
  ChartDistributionQuery,
  ChartRankingQuery,
  MetricPageQuery,
  MetricPageQueryVariables,
} from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { withQuery } from '../addresses.ts';
import { type ChartAddress, chartOperation, chartSpec } from '../chart-specs.ts';
import { choiceOf } from '../choices.ts';
import { Chart } from '../components/chart.tsx';
import { DataTable, Facts, Local, Paragraphs, Section } from '../components/content.tsx';
import { FilterForm } from '../components/lists.tsx';
import { label } from '../labels.ts';
import { inOwnLanguage } from '../own-names.ts';
import { missing, type PageRequest, page } from '../page.ts';
import { span } from './metric-periods.ts';

type Metric = NonNullable<MetricPageQuery['metric']>;

interface Also {
  readonly ranking: ChartRankingQuery;
  readonly distribution: ChartDistributionQuery;
}

export const metricPage = page<MetricPageQuery, MetricPageQueryVariables, Also>({
  pattern: '/metrics/:code',
  operation: 'MetricPage',
  variables: ({ params }) => ({ code: params['code'] ?? '' }),
  // For the tables below the charts.
  also({ metric }, request) {
    const shown = metric == null ? null : shownOf(metric, request);
    if (metric == null || shown === null) return {};
    return {
      ranking: chartOperation(request, { metric: metric.code, query: { view: 'rank', ...shown } }),
      distribution: chartOperation(request, { metric: metric.code, query: { view: 'distribution', ...shown } }),
    };
  },
  view({ metric }, request, { release }, also) {
    if (metric == null) return missing;
    return {
      title: metric.name,
      description: metric.definition ?? metric.name,
      breadcrumb: [{ href: '/metrics', text: request.texts.metric.list }],
      main: <MetricView request={request} metric={metric} also={also} release={release} />,
    };
  },
});

/** From small to large; a ranking starts with the smallest that the metric has. */
const levels = ['GMINA', 'POWIAT', 'VOIVODESHIP'] as const;

interface Shown {
  readonly period: string;
  readonly level: (typeof levels)[number];
}

function levelsOf(metric: Metric) {
  return levels.filter((level) => metric.levels.includes(level));
}

/** The period and level that the address chooses; null where there is nothing to show. */
function shownOf(metric: Metric, { search }: PageRequest): Shown | null {
  const period = choiceOf(search.get('period'), metric.periods) ?? metric.periods.at(-1);
  const known = levelsOf(metric);
  const level = choiceOf(search.get('level'), known) ?? known[0];
  return period === undefined || level === undefined ? null : { period, level };
}

/** Unless the address chooses: the largest units, whose outlines every hub has. */
function mappedOf(metric: Metric, { search }: PageRequest, shown: Shown): Shown {
  const largest = levelsOf(metric).at(-1);
  return search.get('level') || largest === undefined ? shown : { ...shown, level: largest };
}

interface MetricParts {
  readonly request: PageRequest;
  readonly metric: Metric;
  readonly also: Partial<Also>;
  readonly release: number;
}

function MetricView({ request, metric, also, release }: MetricParts) {
  const { texts } = request;
  const shown = shownOf(metric, request);
  return (
    <>
      <Paragraphs text={metric.definition} />
      <MetricFacts request={request} metric={metric} />
      {shown === null ? null : (
        <>
          <FilterForm
            request={request}
            fields={[
              {
                type: 'choice',
                name: 'period',
                label: texts.metric.period,
                choices: [...metric.periods].reverse().map((value) => ({ value, label: value })),
                chosen: shown.period,
              },
              {
                type: 'choice',
                name: 'level',
                label: texts.metric.level,
                choices: levelsOf(metric).map((value) => ({ value, label: label(request, 'ObservationLevel', value) })),
                chosen: shown.level,
              },
            ]}
          />
          <Charts request={request} metric={metric} also={also} release={release} shown={shown} />
        </>
      )}
      <Publications request={request} metric={metric} />
    </>
  );
}

function Charts({ request, metric, also, release, shown }: MetricParts & { shown: Shown }) {
  const { texts } = request;
  const titleOf = (kind: string, { period, level } = shown): string =>
    `${kind}: ${metric.name}, ${period}, ${label(request, 'ObservationLevel', level)}`;
  const chart = (query: ChartAddress['query'], data?: unknown, which = shown) => {
    const address = { metric: metric.code, query: { ...query, ...which } };
    const spec = data === undefined ? undefined : chartSpec(request, address, { data, release });
    return { request, ...address, spec, note: metric.unitOfMeasure };
  };
  const mapped = mappedOf(metric, request, shown);
  const map = withQuery('/map', { metric: metric.code, ...mapped });
  return (
    <>
      <Section title={texts.metric.map} id="map">
        <Chart
          {...chart({ view: 'map', height: 540 }, undefined, mapped)}
          title={titleOf(texts.metric.map, mapped)}
          tableAt={`${map}#table`}
        />
        <p>
          <Local request={request} to={map}>
            {texts.metric.showMap}
          </Local>
        </p>
      </Section>
      <Section title={texts.metric.ranking} id="ranking">
        <Chart {...chart({ view: 'rank', height: 640 }, also.ranking)} title={titleOf(texts.metric.ranking)} />
      </Section>
      <Section title={texts.metric.distribution} id="distribution">
        <Chart {...chart({ view: 'distribution' }, also.distribution)} title={titleOf(texts.metric.distribution)} />
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
        [texts.metric.topic, metric.topic === null ? null : inOwnLanguage(request, metric.topic)],
        [texts.metric.levels, metric.levels.map((level) => label(request, 'ObservationLevel', level)).join(', ')],
        [texts.metric.periods, span(metric.periods)],
        [texts.metric.observations, formats[language].number(metric.observationCount)],
        [texts.metric.formula, metric.formula === null ? null : <code key="formula">{metric.formula}</code>],
        [texts.metric.dimensions, metric.dimensions.map(({ name }) => name).join(', ')],
        [texts.data.cite, metric.citation],
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
      rows={metric.facets.map(({ name, publicationUrl: url, publisher, licence, isDefault, caveat }) => [
        <>
          {/^https?:/.test(url) ? <a href={url}>{inOwnLanguage(request, name)}</a> : inOwnLanguage(request, name)}
          {isDefault ? ` (${words.default})` : ''}
        </>,
        publisher,
        inOwnLanguage(request, licence),
        inOwnLanguage(request, caveat ?? ''),
      ])}
    />
  );
}
