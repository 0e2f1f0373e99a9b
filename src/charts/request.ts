/** What an address of a chart asks for: `/charts/{metric}.svg?unit=…&view=…`. */
import type { MessageLanguage } from '#platform/errors.ts';
import type { Size } from './options.ts';
import type { Theme } from './theme.ts';

export const chartViews = ['line', 'rank', 'distribution', 'number'] as const;
export type ChartView = (typeof chartViews)[number];
export const chartForms = ['svg', 'png', 'json', 'csv'] as const;
export type ChartForm = (typeof chartForms)[number];
const levels = ['COUNTRY', 'VOIVODESHIP', 'POWIAT', 'GMINA'] as const;

export interface ChartRequest {
  readonly metric: string;
  readonly form: ChartForm;
  readonly view: ChartView;
  /** TERC codes. */
  readonly units: readonly string[];
  readonly within: string | null;
  readonly level: (typeof levels)[number] | null;
  readonly period: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly facet: string | null;
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
    super(`The parameter "${parameter}" cannot be "${value.slice(0, 80)}".`);
    this.parameter = parameter;
    this.hint = hint;
    this.polish = `Parametr "${parameter}" nie może mieć wartości "${value.slice(0, 80)}". ${polish}`;
  }
}

const maxUnits = 20;
const sizes = { width: { default: 720, min: 200, max: 2_000 }, height: { default: 405, min: 150, max: 2_000 } };

export function readChartRequest(metric: string, form: ChartForm, query: string): ChartRequest {
  const search = new URLSearchParams(query);
  const units = unitsOf(search);
  return {
    metric,
    form,
    units,
    view: oneOf(search, 'view', chartViews) ?? (units.length > 0 ? 'line' : 'rank'),
    within: search.get('within') || null,
    level: oneOf(search, 'level', levels),
    period: search.get('period') || null,
    from: search.get('from') || null,
    to: search.get('to') || null,
    facet: search.get('facet') || null,
    language: oneOf(search, 'lang', ['pl', 'en']) ?? 'pl',
    theme: oneOf(search, 'theme', ['light', 'dark']) ?? 'light',
    size: { width: length(search, 'width'), height: length(search, 'height') },
  };
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
  const { default: usual, min, max } = sizes[name];
  const text = search.get(name);
  if (text === null || text === '') return usual;
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new ChartParameterError(name, text, `Give ${min} to ${max} pixels.`, `Podaj od ${min} do ${max} pikseli.`);
}
