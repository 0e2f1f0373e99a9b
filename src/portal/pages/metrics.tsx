/** `/metrics`: the metrics by words, kind, level and topic. */
import type {
  MetricKind,
  MetricsPageQuery,
  MetricsPageQueryVariables,
  ObservationLevel,
} from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { choices, chosen, given } from '../choices.ts';
import { Items } from '../components/lists.tsx';
import { listPage } from '../list-page.tsx';
import { span } from './metric-periods.ts';

const kinds: readonly MetricKind[] = ['COUNT', 'RATE', 'RATIO', 'AMOUNT', 'INDEX', 'SCORE'];
const levels: readonly ObservationLevel[] = ['VOIVODESHIP', 'POWIAT', 'GMINA'];

export const metricsPage = listPage<MetricsPageQuery, MetricsPageQueryVariables, 'metrics'>({
  pattern: '/metrics',
  operation: 'MetricsPage',
  list: 'metrics',
  variables: ({ search }) => ({
    filter: {
      text: search.get('text') || null,
      kinds: chosen(search.get('kind'), kinds),
      levels: chosen(search.get('level'), levels),
      topics: given(search.get('topic')),
    },
    after: search.get('after'),
  }),
  title: ({ metric }) => metric.list,
  found: ({ home }) => home.metrics,
  fields(request) {
    const { list, metric } = request.texts;
    return [
      { type: 'text', name: 'text', label: list.words },
      { type: 'choice', name: 'kind', label: metric.kind, choices: choices(request, 'MetricKind', kinds) },
      { type: 'choice', name: 'level', label: metric.level, choices: choices(request, 'ObservationLevel', levels) },
      { type: 'text', name: 'topic', label: metric.topic },
    ];
  },
  main: (metrics, request) => {
    const { metric: words } = request.texts;
    const format = formats[request.language];
    return (
      <Items
        request={request}
        items={metrics.map(({ code, name, unitOfMeasure, periods, observationCount, definition }) => ({
          href: paths.metric(code),
          title: name,
          note: [unitOfMeasure, span(periods), `${words.observations}: ${format.number(observationCount)}`]
            .filter(Boolean)
            .join(', '),
          text: definition,
        }))}
      />
    );
  },
  table: {
    name: 'metrics',
    header: ['code', 'name', 'unit_of_measure', 'kind', 'first_period', 'last_period', 'observations'],
    rows: (metrics) =>
      metrics.map(({ code, name, unitOfMeasure, kind, periods, observationCount }) => [
        code,
        name,
        unitOfMeasure,
        kind,
        periods[0] ?? null,
        periods.at(-1) ?? null,
        observationCount,
      ]),
  },
});
