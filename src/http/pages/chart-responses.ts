/** Headers of charts, and what is said of those that cannot be drawn. */
import { type ChartForm, ChartParameterError, type ChartRequest, chartForms } from '#charts/index.ts';
import { HttpProblem } from '../problem.ts';

/** A chart is a picture; echarts writes its styles into it. */
const chartPolicy = "default-src 'none'; style-src 'unsafe-inline'";

const chartTypes: Readonly<Record<ChartForm, string>> = {
  svg: 'image/svg+xml; charset=utf-8',
  png: 'image/png',
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

export function chartHeaders({ form, release }: ChartRequest): Record<string, string> {
  return {
    // A chart of a release is what it is.
    ...(release === null ? {} : { 'cache-control': 'public, max-age=31536000, immutable' }),
    'content-type': chartTypes[form],
    'content-security-policy': chartPolicy,
    // Anybody's page may show it.
    'cross-origin-resource-policy': 'cross-origin',
  };
}

export function problemOfParameters<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ChartParameterError)) throw error;
    throw new HttpProblem(400, 'BAD_USER_INPUT', error.message, error.hint, { polish: error.polish });
  }
}

export function unknownForm(extension: string): HttpProblem {
  const known = chartForms.join(', ');
  return new HttpProblem(404, 'NOT_FOUND', `There is no chart as ${extension.slice(0, 20)}.`, `There are: ${known}.`, {
    polish: `Nie ma wykresu w postaci ${extension.slice(0, 20)}. Są: ${known}.`,
  });
}

/** For whoever writes an address, and no query. */
function forAddresses(message: string): string {
  return message
    .replace(/Take its code from the query "metrics"\.?/, 'The metrics are listed at /metrics.')
    .replace(/Weź jego kod z zapytania "metrics"\.?/, 'Lista wskaźników jest pod /metrics.');
}

export function operationProblem({ message: said, code }: { message: string; code: string }): HttpProblem {
  const message = forAddresses(said);
  const status = code === 'BAD_USER_INPUT' ? 400 : code === 'INTERNAL_ERROR' ? 500 : 503;
  return new HttpProblem(status, code, message, '', { polish: message });
}

export function noSuchRelease(wanted: number, served: number): HttpProblem {
  return new HttpProblem(
    404,
    'NOT_FOUND',
    `There is no release ${wanted} yet; the hub serves release ${served}.`,
    'Leave "release" out for the latest.',
    { polish: `Wydania ${wanted} jeszcze nie ma; węzeł ma wydanie ${served}. Pomiń "release", by dostać ostatnie.` },
  );
}

export function nothingInRelease(metric: string, release: number): HttpProblem {
  const name = metric.slice(0, 80);
  return new HttpProblem(
    404,
    'NOT_FOUND',
    `Release ${release} had no values of "${name}" for this chart.`,
    `Choose another period or release; what a release had is at /releases/${release}.`,
    {
      polish: `W wydaniu ${release} nie było wartości wskaźnika "${name}" do tego wykresu. Wybierz inny okres albo wydanie; co wydanie miało, mówi /releases/${release}.`,
    },
  );
}

export function noValues({ metric, units, facet }: ChartRequest): HttpProblem {
  const [name, codes] = [metric.slice(0, 80), units.join(', ')];
  const [of, z] =
    facet === null
      ? ['', '']
      : [` in the publication "${facet.slice(0, 80)}"`, ` w publikacji "${facet.slice(0, 80)}"`];
  return new HttpProblem(
    404,
    'NOT_FOUND',
    `No values of "${name}" are known for ${codes} in this time${of}.`,
    'The codes of units are listed at /units, the periods and publications of a metric at /metrics.',
    {
      polish: `Nie ma wartości wskaźnika "${name}" dla ${codes} w tym czasie${z}. Kody jednostek są pod /units, okresy i publikacje wskaźników pod /metrics.`,
    },
  );
}

export function noSuchMetric(metric: string): HttpProblem {
  const name = metric.slice(0, 80);
  return new HttpProblem(404, 'NOT_FOUND', `There is no metric "${name}".`, 'The metrics are listed at /metrics.', {
    polish: `Nie ma wskaźnika "${name}". Lista wskaźników jest pod /metrics.`,
  });
}
