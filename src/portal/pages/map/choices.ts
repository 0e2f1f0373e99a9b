/** What the address of a map chooses. */
import { mapLevelOf } from '#charts/index.ts';
import type { MapPageQueryVariables } from '#graphql/generated/operations.ts';
import { choiceOf } from '../../choices.ts';
import type { PageRequest } from '../../page.ts';

export const levels = ['VOIVODESHIP', 'POWIAT', 'GMINA'] as const;
type Level = (typeof levels)[number];
const defaultMetric = 'population';

export function levelIn(search: URLSearchParams): Level {
  return mapLevelOf({ level: choiceOf(search.get('level'), levels), within: withinOf(search) });
}

/** The one that was chosen, unless the metric has values at others only. */
export function levelOf(metric: { readonly levels: readonly string[] }, search: URLSearchParams): Level {
  const wanted = levelIn(search);
  const has = (level: Level): boolean => metric.levels.includes(level);
  return has(wanted) ? wanted : (levels.find(has) ?? wanted);
}

export function variablesOf(search: URLSearchParams, level: Level): MapPageQueryVariables {
  const within = withinOf(search);
  return {
    metric: search.get('metric') || defaultMetric,
    period: search.get('period') || null,
    level,
    outlines: level,
    detail: within === null ? 'COUNTRY' : 'REGION',
    peers: within === null ? null : { withinAny: [within] },
  };
}

/** Where there are no values for what was chosen: the last period, or another level if none was chosen. Null: nowhere. */
export function elsewhere(
  metric: { readonly levels: readonly string[]; readonly periods: readonly string[] },
  search: URLSearchParams,
): MapPageQueryVariables | null {
  const [wanted, level] = [levelIn(search), levelOf(metric, search)];
  if (level !== wanted && search.get('level')) return null;
  const period = search.get('period') || null;
  const isKept = level !== wanted && period !== null && metric.periods.includes(period);
  return { ...variablesOf(search, level), period: isKept ? period : null };
}

export function embedQuery({ search, language }: PageRequest, period: string, level: Level): Record<string, string> {
  const within = withinOf(search);
  return { view: 'map', period, level, ...(within === null ? {} : { peers: within }), lang: language };
}

function withinOf(search: URLSearchParams): string | null {
  const within = search.get('within') ?? '';
  return within === '' || within === '00' ? null : within;
}
