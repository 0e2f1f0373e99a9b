/** `GET /metrics/{code}.csv` and `.json-stat`: observations of a metric, with `unit`, `within`, `level`, `from`, `to`, `release`. */
import {
  isSubject,
  isUnit,
  type MetricFilter,
  metricFile,
  TooManyCellsError,
  voivodeshipCodes,
} from '#exports/metric-file.ts';
import type { OpenData } from '#exports/open-data.ts';
import { levelNumbers } from '#metrics';
import { percentDecoded } from '#platform/text.ts';
import type { HubRequest, HubResponse } from '../message.ts';
import { HttpProblem } from '../problem.ts';
import type { Route } from '../router.ts';
import { termsLink } from '../terms.ts';
import { noRelease } from './downloads.ts';
import { fileResponse } from './send-file.ts';

const address = /^\/metrics\/(.+)\.(csv|json-stat)$/;
const filters = ['unit', 'within', 'level', 'from', 'to', 'release'];
const periodForm = /^\d{4}(-Q[1-4]|-(0[1-9]|1[0-2])|-H[12]|\/\d{4})?$/;

const mediaTypes = { csv: 'text/csv; charset=utf-8; header=present', 'json-stat': 'application/json; charset=utf-8' };

export function isMetricFile(path: string): boolean {
  return address.test(path);
}

export function metricFilesRoute(data: OpenData): Route {
  return { path: '/metrics/', methods: ['GET'], answer: (request) => answer(data, request) };
}

async function answer(data: OpenData, request: HubRequest): Promise<HubResponse> {
  // What is checked first is read from the server in use, too.
  await data.facts();
  const [, code = '', form = 'csv'] = address.exec(percentDecoded(request.path)) ?? [];
  const filter = await filterOf(data, code, new URLSearchParams(request.query));
  try {
    const file = await metricFile(data, filter, form as 'csv' | 'json-stat');
    return fileResponse(request, file, {
      'content-type': mediaTypes[form as 'csv' | 'json-stat'],
      'cache-control': request.query.includes('release=') ? 'public, max-age=86400' : 'no-cache',
      'x-release': String(filter.release),
      link: termsLink(filter.release),
    });
  } catch (error) {
    if (!(error instanceof TooManyCellsError)) throw error;
    throw badFilter(
      'These are too many observations for one JSON-stat dataset.',
      'Filter by period, level or unit, or take the csv.',
      'Obserwacji jest zbyt wiele na jeden zbiór JSON-stat. Zawęź je okresem, poziomem albo jednostką, albo weź csv.',
    );
  }
}

async function filterOf(data: OpenData, metric: string, query: URLSearchParams): Promise<MetricFilter> {
  const unknown = [...query.keys()].find((name) => !filters.includes(name));
  if (unknown !== undefined) {
    const known = filters.join(', ');
    throw badFilter(
      `There is no filter "${unknown.slice(0, 40)}".`,
      `Filters are ${known}.`,
      `Nie ma filtru "${unknown.slice(0, 40)}". Filtry: ${known}.`,
    );
  }
  await checkMetric(data, metric);
  const text = (name: string): string | null => query.get(name) || null;
  const level = text('level')?.toUpperCase() ?? null;
  const levels = Object.keys(levelNumbers);
  if (level !== null && !levels.includes(level)) {
    throw badFilter(
      `There is no level "${level.slice(0, 40)}".`,
      `Levels are ${levels.join(', ')}.`,
      `Nie ma poziomu "${level.slice(0, 40)}". Poziomy: ${levels.join(', ')}.`,
    );
  }
  for (const name of ['from', 'to']) {
    const period = text(name);
    if (period !== null && !periodForm.test(period)) {
      const forms = '2019, 2019-Q1, 2019-03, 2019-H1, 2019/2020';
      throw badFilter(
        `"${name}" is "${period.slice(0, 40)}".`,
        `Periods are written ${forms}.`,
        `"${name}" to "${period.slice(0, 40)}". Okresy zapisuje się: ${forms}.`,
      );
    }
  }
  const [from, to] = [text('from'), text('to')];
  if (from !== null && to !== null && from.slice(0, 4) > to.slice(0, 4)) {
    throw badFilter(
      `"from" (${from}) is after "to" (${to}).`,
      'Give the earlier period as "from".',
      `"from" (${from}) jest po "to" (${to}). Wcześniejszy okres podaje się w "from".`,
    );
  }
  await checkPlaces(data, text('unit'), text('within'));
  const release = await releaseOf(data, text('release'));
  return { metric, release, unit: text('unit'), within: text('within'), level, from: text('from'), to: text('to') };
}

/** A unit without observations gives an empty file; one that nobody knows is a mistake. */
async function checkPlaces(data: OpenData, unit: string | null, within: string | null): Promise<void> {
  const wrong =
    unit !== null && !(await isSubject(data, unit))
      ? { name: 'unit', value: unit }
      : within !== null && !(await isUnit(data.database, within))
        ? { name: 'within', value: within }
        : null;
  if (wrong === null) return;
  const shown = `"${wrong.name}" is "${wrong.value.slice(0, 40)}"`;
  const codes = await voivodeshipCodes(data.database);
  const polish = `"${wrong.name}" to "${wrong.value.slice(0, 40)}", a takiej jednostki nie ma.`;
  throw badFilter(
    `${shown}, which no unit is.`,
    `Voivodeships are ${codes.join(', ')}; the codes and ids of all units are in /releases/latest/units.csv.`,
    `${polish} Województwa: ${codes.join(', ')}; kody i identyfikatory wszystkich jednostek: /releases/latest/units.csv.`,
    { voivodeships: codes },
  );
}

async function releaseOf(data: OpenData, text: string | null): Promise<number> {
  const facts = await data.facts();
  if (text === null || text === 'latest') return facts.latest;
  const number = /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0;
  if (number < facts.first || number > facts.latest) throw noRelease(text, facts);
  return number;
}

async function checkMetric({ database }: OpenData, code: string): Promise<void> {
  if (!code.includes('\0') && (await database.prisma.metric.count({ where: { code } })) > 0) return;
  const known = await database.prisma.metric.findMany({ select: { code: true }, orderBy: { code: 'asc' }, take: 100 });
  const codes = known.map((metric) => metric.code);
  throw new HttpProblem(
    404,
    'NO_SUCH_METRIC',
    `There is no metric "${code.slice(0, 80)}".`,
    `There are ${codes.join(', ')}; all are at /metrics.`,
    {
      members: { metrics: codes },
      polish: `Nie ma wskaźnika "${code.slice(0, 80)}". Są: ${codes.join(', ')}; wszystkie są pod /metrics.`,
    },
  );
}

function badFilter(message: string, hint: string, polish: string, members: Record<string, unknown> = {}): HttpProblem {
  return new HttpProblem(400, 'BAD_FILTER', message, hint, { polish, members });
}
