/** The series of metrics and subjects that arguments name. */
import type { Context } from '#graphql/context.ts';
import { BadInputError } from '#platform/errors.ts';
import { formatPeriod } from '../period.ts';
import { type Dimensions, facetNamed } from '../read/choose.ts';
import { metricContextOf } from '../read/metric-context.ts';
import { periodHints } from '../read/periods.ts';
import { type Series, seriesOf } from '../read/series.ts';
import type { Metric, MetricReferenceData } from '../reference-data.ts';
import { metricArgument, metricId } from './ids.ts';
import type { RequestedSubject } from './inputs.ts';

export const maxSeries = { metrics: 30, subjects: 100, series: 300 };

interface Span {
  readonly from: number | null;
  readonly to: number | null;
  readonly dimensions: Dimensions | null;
  readonly facet: string | null;
}

/** What stands at a place of a list of series: an error where the metric is unknown or has no values in the span. */
export type SeriesOrError = Series | BadInputError;

export async function seriesFor(
  ids: readonly string[],
  subjects: readonly RequestedSubject[],
  span: Span,
  context: Context,
): Promise<SeriesOrError[]> {
  const metrics = ids.map((id) => attempt(() => metricArgument(id, context, 'metrics')));
  if (subjects.length === 0) return metrics.filter((metric) => metric instanceof BadInputError);
  const found = await Promise.all(
    subjects.flatMap((subject, index) =>
      metrics.map((metric) => {
        if (!(metric instanceof BadInputError)) return seriesOfSubject(metric, subject, span, context);
        return index === 0 ? [metric] : [];
      }),
    ),
  );
  return found.flat();
}

async function seriesOfSubject(
  metric: Metric,
  { key, levels }: RequestedSubject,
  span: Span,
  { release, loaders }: Context,
): Promise<SeriesOrError[]> {
  const series = (within: Partial<Span>) =>
    seriesOf(metricContextOf(release), loaders.metrics.observations, {
      metric,
      subject: key,
      levels,
      ...span,
      ...within,
    });
  try {
    refuseUnknownFacet(metric, span.facet, metricContextOf(release).referenceData);
    const found = await series({});
    const isStated = found.some(({ points }) => points.length > 0);
    if (isStated || (span.from === null && span.to === null)) return found;
    const periods = (await series({ from: null, to: null })).flatMap(({ points }) =>
      points.map(({ period }) => period),
    );
    return periods.length === 0 ? found : [noValues(metric, span, periods)];
  } catch (error) {
    if (error instanceof BadInputError) return [error];
    throw error;
  }
}

/** A metric that is computed has no facets of its own: those of its components are used. */
function refuseUnknownFacet(metric: Metric, facet: string | null, referenceData: MetricReferenceData): void {
  if (facet !== null && metric.formula === null) facetNamed(referenceData, metric, facet);
}

function noValues({ code }: Metric, { from, to }: Span, periods: readonly number[]): BadInputError {
  const [hint, rada] = periodHints([...new Set(periods)].toSorted((a, b) => a - b));
  const shown = [from, to].map((period) => (period === null ? '' : formatPeriod(period))).join('–');
  return new BadInputError(`The metric "${code}" has no values of the subject for ${shown}.`, hint, {
    polish: `Wskaźnik "${code}" nie ma wartości tego podmiotu za ${shown}. ${rada}`,
  });
}

function attempt<T>(find: () => T): T | BadInputError {
  try {
    return find();
  } catch (error) {
    if (error instanceof BadInputError) return error;
    throw error;
  }
}

export function checkedMetrics(ids: readonly string[]): readonly string[] {
  if (ids.length > 0 && ids.length <= maxSeries.metrics) return ids;
  throw new BadInputError(`${ids.length} metrics were named.`, `Name 1 to ${maxSeries.metrics}.`, {
    polish: `Liczba wskazanych wskaźników to ${ids.length}. Wskaż od 1 do ${maxSeries.metrics}.`,
  });
}

export const seriesDescriptions = {
  metrics: metricId.description(`The metrics, 1 to ${maxSeries.metrics}`),
  from: 'The first period: `2019`, `2019-Q1` and the like; by default the earliest.',
  to: 'The last period; by default the latest.',
  dimensions: 'The values of dimensions; without it the total, or of a metric without one all combinations.',
  facet: 'The code of the publication to use; without it the default of the metric for each period.',
} as const;
