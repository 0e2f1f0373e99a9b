/**
 * A chart of an earlier release: units, names and outlines of the served one, with the values that the earlier one had,
 * ranked, classed and binned by the rules of the API.
 */
import type { OpenData } from '#exports/open-data.ts';
import type { ChartMapQuery, ChartSeriesQuery } from '#graphql/generated/operations.ts';
import { binsOf, classesOf, isAscendingBest, percentileCont } from '#metrics';
import { type ChartOperation, mapLevelOf, operationOf, specOf } from '../data.ts';
import type { ChartRequest } from '../request.ts';
import type { ChartLevel, ChartSpec } from '../spec.ts';
import { type EarlierValue, earlierValues } from './values.ts';

/** What the served release is asked for the chart; of one period the last one, as an earlier release may have others. */
export function earlierOperation(request: ChartRequest): ChartOperation {
  if (isOverTime(request)) return operationOf(request);
  return operationOf({ ...request, view: 'map', period: null, level: levelOf(request) });
}

function isOverTime({ view }: ChartRequest): boolean {
  return view === 'line' || view === 'bar' || view === 'number';
}

/** As the API has it: a map shows what lies below its unit, all else compares gminas. */
function levelOf(request: ChartRequest): ChartLevel {
  return request.view === 'map' ? mapLevelOf(request) : (request.level ?? 'GMINA');
}

/** Undefined: the release had no values for it. */
export async function earlierSpec(
  data: OpenData,
  request: ChartRequest,
  current: unknown,
  release: number,
): Promise<ChartSpec | undefined> {
  return isOverTime(request)
    ? seriesSpec(data, request, current as ChartSeriesQuery, release)
    : groupSpec(data, request, current as ChartMapQuery, release);
}

const levelsByLength: Readonly<Record<number, ChartLevel>> = { 2: 'VOIVODESHIP', 4: 'POWIAT', 7: 'GMINA' };

async function seriesSpec(data: OpenData, request: ChartRequest, current: ChartSeriesQuery, release: number) {
  const known = (current.timeSeries?.series ?? []).flatMap((one) => (one?.subject.unit == null ? [] : [one.subject]));
  const codes = known.flatMap(({ unit }) => (unit === null ? [] : [unit.terc]));
  const levels = [...new Set(codes.flatMap((code) => levelsByLength[code.length] ?? []))];
  const values = await earlierValues(data, request, { release, levels, units: codes });
  const isWanted = ({ period }: EarlierValue): boolean =>
    period >= (request.from ?? request.period ?? '') && period <= (request.to ?? request.period ?? '~');
  const series = known.map((subject) => {
    const own = values.filter((value) => value.codes.includes(subject.unit?.terc ?? '') && isWanted(value));
    const ordered = own.toSorted((a, b) => a.periodNumber - b.periodNumber);
    return {
      subject,
      points: ordered.map(({ period, value, flag, publisher }, index) => ({
        period,
        value,
        flag,
        isFacetChange: index > 0 && ordered[index - 1]?.publisher !== publisher,
        areaChange: null,
        facet: { publisher },
      })),
    };
  });
  if (series.every(({ points }) => points.length === 0)) return undefined;
  return specOf(request, { ...current, timeSeries: { series } }, release);
}

async function groupSpec(data: OpenData, request: ChartRequest, current: ChartMapQuery, release: number) {
  const regions = current.choropleth?.regions ?? [];
  const values = await earlierValues(data, request, { release, levels: [levelOf(request)], units: null });
  const last = values.reduce((latest, { periodNumber }) => Math.max(latest, periodNumber), 0);
  const chosen = values.filter(({ period, periodNumber }) =>
    request.period === null ? periodNumber === last : period === request.period,
  );
  const [first] = chosen;
  if (first === undefined || current.metric == null) return undefined;
  const byCode = new Map(chosen.flatMap((value) => value.codes.map((code) => [code, value.value])));
  const members = regions.map(({ unit }) => ({ unit, value: byCode.get(unit.terc) ?? null }));
  const facets = [...new Set(chosen.map(({ publisher }) => publisher))].map((publisher) => ({ publisher }));
  const group = { period: first.period, facets };
  return specOf(
    request,
    { metric: current.metric, ...answerOf(request, current.metric.polarity, members, group) },
    release,
  );
}

interface Member {
  readonly unit: NonNullable<NonNullable<ChartMapQuery['choropleth']>['regions']>[number]['unit'];
  readonly value: number | null;
}

type Polarity = NonNullable<ChartMapQuery['metric']>['polarity'];

/** In the shape in which the operation of the view returns it. */
function answerOf({ view }: ChartRequest, polarity: Polarity, members: readonly Member[], group: object): object {
  const ascending = members.flatMap(({ value }) => (value === null ? [] : [value])).toSorted((a, b) => a - b);
  if (view === 'map') {
    const classes = classesOf(ascending, 5);
    const classIndexOf = (value: number | null): number | null =>
      value === null ? null : classes.findLastIndex(({ from }) => value >= from);
    const regions = members.map(({ unit, value }) => ({ unit, value, classIndex: classIndexOf(value) }));
    return { choropleth: { ...group, classes, regions } };
  }
  if (view === 'distribution') {
    const summary = { count: ascending.length, missing: members.length - ascending.length };
    return {
      distribution: {
        ...group,
        bins: binsOf(ascending, 20),
        summary: { ...summary, median: percentileCont(ascending, 0.5) },
      },
    };
  }
  const sign = isAscendingBest(polarity) ? 1 : -1;
  const known = members.filter((member): member is Member & { readonly value: number } => member.value !== null);
  const ordered = known.toSorted((a, b) => sign * (a.value - b.value));
  const edges = ordered.slice(0, 20).map(({ unit, value }) => ({
    node: { unit, value, rank: 1 + ordered.findIndex((other) => other.value === value) },
  }));
  return { ranking: { ...group, edges } };
}
