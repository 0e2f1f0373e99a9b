/** What an address of a chart asks for: `/charts/{metric}.svg?unit=…&view=…`. */
import type { MessageLanguage } from '#platform/errors.ts';
import type { Size } from './options.ts';
import { type ChartLevel, chartLevels } from './spec.ts';
import type { Theme } from './theme.ts';

export const chartViews = ['line', 'bar', 'rank', 'map', 'distribution', 'number'] as const;
export type ChartView = (typeof chartViews)[number];
export const chartForms = ['svg', 'png', 'json', 'csv'] as const;
export type ChartForm = (typeof chartForms)[number];

export interface ChartRequest {
  readonly metric: string;
  readonly form: ChartForm;
  readonly view: ChartView;
  /** TERC codes. */
  readonly units: readonly string[];
  /** Only units of this one are compared; null: all. */
  readonly within: string | null;
  /** Only units of this kind are compared; null: of any. */
  readonly kind: PeerKind | null;
  readonly level: ChartLevel | null;
  /** Null: the last one with values. */
  readonly period: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly facet: string | null;
  /** A release that the chart is to show; null: the one that is served. */
  readonly release: number | null;
  readonly language: MessageLanguage;
  readonly theme: Theme;
  readonly size: Size;
}

/** A parameter that cannot be used: which, what it said, and what would do. */
export class ChartParameterError extends Error {
  readonly parameter: string;
  readonly hint: string;
  readonly polish: string;

  constructor(parameter: string, value: string, hint: string, polish: string) {
    const shown = value.slice(0, 80);
    super(
      value === '' ? `The parameter "${parameter}" is missing.` : `The parameter "${parameter}" cannot be "${shown}".`,
    );
    this.parameter = parameter;
    this.hint = hint;
    const co =
      value === '' ? `Brakuje parametru "${parameter}".` : `Parametr "${parameter}" nie może mieć wartości "${shown}".`;
    this.polish = `${co} ${polish}`;
  }
}

const maxUnits = 20;
const sizes = { width: { default: 720, min: 200, max: 2_000 }, height: { default: 405, min: 150, max: 2_000 } };

export function readChartRequest(metric: string, form: ChartForm, query: string): ChartRequest {
  const search = new URLSearchParams(query);
  const units = unitsOf(search);
  const view = oneOf(search, 'view', chartViews) ?? (units.length > 0 ? 'line' : 'rank');
  return {
    metric,
    form,
    units,
    view,
    ...peersOf(search, units),
    level: oneOf(search, 'level', chartLevels),
    // One chart of one period may say it as the end of its time, too.
    period: search.get('period') || (overTime.includes(view) ? null : search.get('to')) || null,
    release: releaseOf(search),
    from: search.get('from') || null,
    to: search.get('to') || null,
    facet: search.get('facet') || null,
    language: oneOf(search, 'lang', ['pl', 'en']) ?? 'pl',
    theme: oneOf(search, 'theme', ['light', 'dark']) ?? 'light',
    size: { width: length(search, 'width'), height: length(search, 'height') },
  };
}

const overTime: readonly ChartView[] = ['line', 'bar', 'number'];

const peerKinds = { 1: 'URBAN_GMINA', 2: 'RURAL_GMINA', 3: 'URBAN_RURAL_GMINA' } as const;
type PeerKind = (typeof peerKinds)[keyof typeof peerKinds];

/** `peers=02` or `within=02`: units of that one; `peers=kind` and `peers=voivodeship`: those like the first unit. */
function peersOf(search: URLSearchParams, [unit]: readonly string[]): Pick<ChartRequest, 'within' | 'kind'> {
  const peers = search.get('peers') || search.get('within') || null;
  if (peers === null || peers === wholeCountry) return { within: null, kind: null };
  if (/^\d{2,7}$/.test(peers)) return { within: peers, kind: null };
  if (unit !== undefined && peers === 'voivodeship') return { within: unit.slice(0, 2), kind: null };
  const kind = unit?.length === 7 ? peerKinds[unit[6] as unknown as keyof typeof peerKinds] : undefined;
  if (peers === 'kind' && kind !== undefined) return { within: null, kind };
  throw new ChartParameterError(
    search.has('peers') ? 'peers' : 'within',
    peers,
    'Give the TERC code of the unit whose parts are compared, or with a unit "voivodeship" or (for a gmina) "kind".',
    'Podaj kod TERC jednostki, której części się porównuje, albo przy podanej jednostce "voivodeship" lub (dla gminy) "kind".',
  );
}

const wholeCountry = '00';

function releaseOf(search: URLSearchParams): number | null {
  const text = search.get('release');
  if (text === null || text === '' || text === 'latest') return null;
  const number = Number(text);
  if (/^\d{1,9}$/.test(text) && number > 0) return number;
  throw new ChartParameterError(
    'release',
    text,
    'Give the number of a release, or leave it out for the latest.',
    'Podaj numer wydania albo pomiń go, by dostać ostatnie.',
  );
}

function unitsOf(search: URLSearchParams): string[] {
  const units = search.getAll('unit').flatMap((text) =>
    text
      .split(',')
      .map((code) => code.trim())
      .filter(Boolean),
  );
  const wrong = units.find((code) => !/^\d{2,7}$/.test(code));
  if (wrong !== undefined) {
    throw new ChartParameterError('unit', wrong, 'Give TERC codes of 2 to 7 digits.', 'Podaj kody TERC, 2 do 7 cyfr.');
  }
  if (units.length > maxUnits) {
    throw new ChartParameterError('unit', units.join(','), `Give at most ${maxUnits}.`, `Podaj najwyżej ${maxUnits}.`);
  }
  return [...new Set(units)];
}

function oneOf<Value extends string>(search: URLSearchParams, name: string, values: readonly Value[]): Value | null {
  const text = search.get(name);
  if (text === null || text === '') return null;
  const found = values.find((value) => value.toLowerCase() === text.toLowerCase());
  if (found !== undefined) return found;
  throw new ChartParameterError(
    name,
    text,
    `Use one of: ${values.join(', ')}.`,
    `Użyj jednej z: ${values.join(', ')}.`,
  );
}

function length(search: URLSearchParams, name: keyof typeof sizes): number {
  const { default: fallback, min, max } = sizes[name];
  const text = search.get(name);
  if (text === null || text === '') return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new ChartParameterError(name, text, `Give ${min} to ${max} pixels.`, `Podaj od ${min} do ${max} pikseli.`);
}
