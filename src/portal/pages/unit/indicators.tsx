/** The metrics of a unit: where it stands among units of its kind, and a chart of each. */
import type { UnitIndicatorQuery } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths, withQuery } from '../../addresses.ts';
import { Chart } from '../../components/chart.tsx';
import { DataTable, Local, Section } from '../../components/content.tsx';
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
  benchmarks,
}: {
  request: PageRequest;
  unit: UnitFacts;
  benchmarks: readonly UnitIndicatorQuery['benchmark'][];
}) {
  const known = benchmarks.filter((benchmark) => benchmark != null && benchmark.value !== null) as Benchmark[];
  if (known.length === 0) return null;
  const { texts, language } = request;
  // A line through one period would be a dot; the table says as much.
  const overTime = known.filter(({ metric }) => metric.periods.length > 1);
  return (
    <Section title={texts.unit.indicators}>
      <Standing request={request} unit={unit} benchmarks={known} />
      {overTime.map(({ metric, period, value, facet }) => (
        <Chart
          key={metric.code}
          request={request}
          metric={metric.code}
          query={{ unit: unit.terc, view: 'line' }}
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
    <DataTable
      caption={texts.unit.standing(label(request, 'TerritorialKind', unit.kind))}
      columns={[
        { title: texts.metric.metric },
        { title: texts.unit.period },
        { title: texts.unit.value, isNumber: true },
        { title: texts.unit.median, isNumber: true },
        { title: texts.metric.rank, isNumber: true },
        { title: texts.unit.travel },
        { title: texts.unit.direction },
      ]}
      rows={benchmarks.map((benchmark) => standingRow(request, benchmark))}
    />
  );
}

function standingRow(request: PageRequest, benchmark: Benchmark) {
  const { texts, language } = request;
  const { metric, period, value, rank, of, isTooFewPeers, summary, travel } = benchmark;
  const format = formats[language];
  const known = (number: number | null): string => (number === null ? '' : format.number(number, metric.decimals));
  return [
    <Local key="metric" request={request} to={paths.metric(metric.code)}>
      {`${metric.name} (${metric.unitOfMeasure})`}
    </Local>,
    period,
    known(value),
    known(summary.median),
    rank === null || isTooFewPeers ? '' : texts.unit.rankOf(format.number(rank), format.number(of)),
    travel === null
      ? ''
      : texts.unit.travelled(
          label(request, 'TravelDirection', travel.direction),
          `${travel.change > 0 ? '+' : ''}${known(travel.change)}`,
          travel.since,
        ),
    label(request, 'MetricPolarity', metric.polarity),
  ];
}
