/** From an address to a published operation, and from what it returned to the chart. */
import type {
  ChartDistributionQuery,
  ChartMapQuery,
  ChartRankingQuery,
  ChartSeriesQuery,
} from '#graphql/generated/operations.ts';
import { graphqlLanguage } from '#graphql/language.ts';
import { formats } from '#platform/locale.ts';
import { ChartParameterError, type ChartRequest } from './request.ts';
import type { ChartLevel, ChartSpec, SeriesChart } from './spec.ts';

export interface ChartOperation {
  readonly name: 'ChartSeries' | 'ChartRanking' | 'ChartMap' | 'ChartDistribution';
  readonly variables: Readonly<Record<string, unknown>>;
  readonly parts?: typeof regionParts;
}

export function operationOf(request: ChartRequest): ChartOperation {
  const { metric, facet, view, period, level } = request;
  const lang = graphqlLanguage(request.language);
  if (view === 'line' || view === 'bar' || view === 'number') return seriesOperation(request);
  const peers = peersOf(request);
  const variables = { metric, period, level, peers, facet, lang };
  if (view === 'map') {
    return { name: 'ChartMap', variables: { ...variables, ...mapVariables(request) }, parts: regionParts };
  }
  if (view === 'distribution') return { name: 'ChartDistribution', variables };
  return { name: 'ChartRanking', variables: { ...variables, first: 20 } };
}

function seriesOperation({ metric, units, facet, period, from, to, language }: ChartRequest): ChartOperation {
  if (units.length === 0) {
    throw new ChartParameterError('unit', '', 'Give the TERC code of a unit.', 'Podaj kod TERC jednostki.');
  }
  const subjects = units.map((terc) => ({ terc }));
  const lang = graphqlLanguage(language);
  return {
    name: 'ChartSeries',
    variables: { metric, subjects, from: from ?? period, to: to ?? period, facet, lang },
  };
}

function peersOf({ within, kind }: ChartRequest): Readonly<Record<string, readonly string[]>> | null {
  if (within === null && kind === null) return null;
  return { ...(within === null ? {} : { withinAny: [within] }), ...(kind === null ? {} : { kinds: [kind] }) };
}

/** Of a map of one unit, the outlines are finer. */
function mapVariables(request: ChartRequest) {
  const level = mapLevelOf(request);
  return { level, outlines: level, detail: request.within === null ? 'COUNTRY' : 'REGION' };
}

/** The regions of a map, as many at a time as a small operation may have. */
export const regionParts = { path: ['choropleth', 'regions'], cursor: ['unit', 'terc'], size: 150 } as const;

/** A map of the country shows voivodeships, one of a voivodeship powiats, one of a powiat gminas. */
export function mapLevelOf({ level, within }: Pick<ChartRequest, 'level' | 'within'>): ChartLevel {
  if (level !== null) return level;
  if (within === null) return 'VOIVODESHIP';
  return within.length === 2 ? 'POWIAT' : 'GMINA';
}

/** Undefined: there is no such metric, or nothing is known of it there. */
export function specOf(request: ChartRequest, data: unknown, release: number): ChartSpec | undefined {
  switch (request.view) {
    case 'line':
    case 'bar':
    case 'number':
      return seriesSpec(request, data as ChartSeriesQuery, release);
    case 'rank':
      return rankingSpec(request, data as ChartRankingQuery, release);
    case 'map':
      return mapSpec(request, data as ChartMapQuery, release);
    case 'distribution':
      return distributionSpec(request, data as ChartDistributionQuery, release);
  }
}

type Metric = NonNullable<ChartSeriesQuery['metric']>;

function common(request: ChartRequest, metric: Metric, publishers: readonly string[], release: number) {
  const { language } = request;
  const names = [...new Set(publishers)].join(', ');
  const words = language === 'pl' ? { source: 'Źródło', release: 'wydanie' } : { source: 'Source', release: 'release' };
  return {
    valueTitle: metric.unitOfMeasure,
    decimals: metric.decimals,
    source: `${words.source}: ${names}. Węzeł, ${words.release} ${release}`,
    language,
  };
}

function seriesSpec(request: ChartRequest, data: ChartSeriesQuery, release: number): ChartSpec | undefined {
  const { metric, timeSeries } = data;
  if (metric == null || timeSeries == null) return undefined;
  const known = (timeSeries.series ?? []).filter((series) => series !== null);
  const periods = [...new Set(known.flatMap(({ points }) => points.map(({ period }) => period)))].sort();
  const names = namesIn(
    request,
    known.map(({ subject }) => subject.name),
  );
  const publishers = known.flatMap(({ points }) => points.map(({ facet }) => facet.publisher));
  const parts = common(request, metric, publishers, release);
  if (request.view === 'number') {
    const latest = known[0]?.points.filter(({ value }) => value !== null).at(-1);
    const title = [`${metric.name}: ${names}`, latest?.period].filter(Boolean).join(', ');
    return { ...parts, view: 'number', title, value: latest?.value ?? null, period: latest?.period ?? null };
  }
  return {
    ...parts,
    view: request.view === 'bar' ? 'bar' : 'line',
    title: [`${metric.name}: ${names}`, span(periods)].filter(Boolean).join(', '),
    periods,
    series: [
      ...known.map(({ subject, points }) => ({
        name: subject.name,
        code: subject.unit?.terc ?? null,
        values: periods.map((period) => points.find((point) => point.period === period)?.value ?? null),
        breaks: points.flatMap(({ period, areaChange, flag, isFacetChange }) =>
          areaChange !== null || isFacetChange || flag === 'BREAK'
            ? [{ period, reason: areaChange?.reason ?? flag }]
            : [],
        ),
      })),
      ...lackingSeries(
        request,
        known.map(({ subject }) => subject.unit?.terc),
        periods,
      ),
    ],
  };
}

/** Units without any value stand in the legend and the table, too: nobody need guess why a line is missing. */
function lackingSeries(
  { units, language }: ChartRequest,
  known: readonly (string | undefined)[],
  periods: readonly string[],
): SeriesChart['series'] {
  const unknown = units.filter((code) => !known.includes(code));
  // A code of former days goes by that of today: where it is unclear which is which, none is named.
  if (known.length === 0 || unknown.length !== units.length - known.length) return [];
  const word = language === 'pl' ? 'brak danych' : 'no data';
  return unknown.map((code) => ({
    name: `${code} (${word})`,
    code,
    values: periods.map(() => null),
    breaks: [],
  }));
}

/** More than fit a title are named by the legend alone. */
const maxNamed = 5;

function namesIn({ language }: ChartRequest, names: readonly string[]): string {
  if (names.length <= maxNamed) return names.join(', ');
  return `${names.length} ${language === 'pl' ? 'jednostek' : 'units'}`;
}

function span(periods: readonly string[]): string {
  const [first, last] = [periods[0], periods.at(-1)];
  return first === undefined || last === undefined || first === last ? (first ?? '') : `${first}–${last}`;
}

function rankingSpec(request: ChartRequest, data: ChartRankingQuery, release: number): ChartSpec | undefined {
  const { metric, ranking } = data;
  if (metric == null || ranking == null) return undefined;
  const publishers = ranking.facets.map(({ publisher }) => publisher);
  return {
    ...common(request, metric, publishers, release),
    view: 'rank',
    title: `${metric.name}, ${ranking.period}`,
    bars: ranking.edges.map(({ node: { rank, unit, value } }) => ({
      rank,
      name: unit.name,
      code: unit.terc,
      value,
      isMarked: request.units.includes(unit.terc),
    })),
  };
}

function mapSpec(request: ChartRequest, data: ChartMapQuery, release: number): ChartSpec | undefined {
  const { metric, choropleth } = data;
  if (metric == null || choropleth == null) return undefined;
  const publishers = choropleth.facets.map(({ publisher }) => publisher);
  return {
    ...common(request, metric, publishers, release),
    view: 'map',
    title: `${metric.name}, ${choropleth.period}`,
    level: mapLevelOf(request),
    period: choropleth.period,
    classes: choropleth.classes,
    regions: (choropleth.regions ?? []).map(({ unit, value, classIndex }) => ({
      code: unit.terc,
      name: unit.name,
      value,
      classIndex,
      outline: unit.outline,
      isMarked: request.units.includes(unit.terc),
    })),
  };
}

function distributionSpec(request: ChartRequest, data: ChartDistributionQuery, release: number): ChartSpec | undefined {
  const { metric, distribution } = data;
  if (metric == null || distribution == null) return undefined;
  const publishers = distribution.facets.map(({ publisher }) => publisher);
  const { number } = formats[request.language];
  const { median } = distribution.summary;
  const words = request.language === 'pl' ? 'mediana' : 'median';
  const middle = median === null ? '' : `, ${words} ${number(median, metric.decimals)}`;
  return {
    ...common(request, metric, publishers, release),
    view: 'distribution',
    title: `${metric.name}, ${distribution.period}${middle}`,
    bins: distribution.bins,
  };
}
