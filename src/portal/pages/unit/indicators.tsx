/** The metrics of a unit: where it stands among units of its kind, and a chart of each. */
import type { UnitIndicatorQuery } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths, withQuery } from '../../addresses.ts';
import { chartSpec } from '../../chart-specs.ts';
import { Chart } from '../../components/chart.tsx';
import { Local, Section } from '../../components/content.tsx';
import { type SortedRow, SortedTable } from '../../components/sorted-table.tsx';
import { label } from '../../labels.ts';
import type { PageRequest } from '../../page.ts';

type Benchmark = NonNullable<UnitIndicatorQuery['benchmark']>;

interface UnitFacts {
  readonly terc: string;
  readonly name: string;
  readonly kind: string;
}

export function Indicators({
  request,
  unit,
  indicators,
  release,
}: {
  request: PageRequest;
  unit: UnitFacts;
  indicators: readonly UnitIndicatorQuery[];
  release: number;
}) {
  const { texts, language } = request;
  const known = indicators.flatMap(({ benchmark, timeSeries }) =>
    benchmark == null || benchmark.value === null ? [] : [{ ...benchmark, timeSeries }],
  );
  if (known.length === 0) return null;
  // A line through one period would be a dot; the table says as much.
  const overTime = known.filter(({ metric }) => metric.periods.length > 1);
  const query = { unit: unit.terc, view: 'line' };
  return (
    <Section title={texts.unit.indicators}>
      <Standing request={request} unit={unit} benchmarks={known} />
      {overTime.map(({ metric, period, value, facet, timeSeries }) => (
        <Chart
          key={metric.code}
          request={request}
          metric={metric.code}
          query={query}
          spec={chartSpec(request, { metric: metric.code, query }, { data: { metric, timeSeries }, release })}
          title={`${metric.name}: ${unit.name}`}
          note={`${period}: ${formats[language].number(value ?? 0, metric.decimals)} ${metric.unitOfMeasure}. ${facet?.publisher ?? ''}`}
        />
      ))}
      <Local
        request={request}
        to={withQuery('/compare', { units: unit.terc, metrics: known.map(({ metric }) => metric.code).join(',') })}
      >
        {texts.unit.compare}
      </Local>
    </Section>
  );
}

/** Where the unit stands among those of its kind, which values are good, and where its own go. */
function Standing({
  request,
  unit,
  benchmarks,
}: {
  request: PageRequest;
  unit: UnitFacts;
  benchmarks: readonly Benchmark[];
}) {
  const { texts } = request;
  return (
    <SortedTable
      request={request}
      caption={texts.unit.standing(label(request, 'TerritorialKind', unit.kind))}
      columns={[
        { key: 'metric', title: texts.metric.metric },
        { key: 'period', title: texts.unit.period },
        { key: 'value', title: texts.unit.value, isNumber: true },
        { key: 'median', title: texts.unit.median, isNumber: true },
        { key: 'rank', title: texts.metric.rank, isNumber: true },
        { key: 'change', title: texts.unit.travel },
        { key: 'direction', title: texts.unit.direction },
      ]}
      rows={benchmarks.map((benchmark) => standingRow(request, benchmark))}
    />
  );
}

function standingRow(request: PageRequest, benchmark: Benchmark): SortedRow {
  const { texts, language } = request;
  const { metric, period, value, rank, groupSize, isTooFewPeers, summary, travel } = benchmark;
  const format = formats[language];
  const known = (number: number | null): string => (number === null ? '' : format.number(number, metric.decimals));
  const isRanked = rank !== null && !isTooFewPeers;
  const cells = [
    <Local key="metric" request={request} to={paths.metric(metric.code)}>
      {`${metric.name} (${metric.unitOfMeasure})`}
    </Local>,
    period,
    known(value),
    known(summary.median),
    isRanked ? texts.unit.rankOf(format.number(rank), format.number(groupSize)) : '',
    travel === null
      ? ''
      : texts.unit.travelled(
          label(request, 'TravelDirection', travel.direction),
          `${travel.change > 0 ? '+' : ''}${known(travel.change)}`,
          travel.since,
        ),
    label(request, 'MetricPolarity', metric.polarity),
  ];
  const values = {
    metric: metric.name,
    value,
    median: summary.median,
    rank: isRanked ? rank : null,
    change: travel?.change ?? null,
  };
  return { cells, values };
}
