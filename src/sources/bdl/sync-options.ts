/** What `npm run sync -- bdl` is requested. */
import { BadArgumentError } from '#platform/errors.ts';
import type { SyncOptions } from '../sync.ts';

export interface WantedData {
  readonly variables: readonly string[];
  /** Ascending; null for all that there are. */
  readonly years: readonly number[] | null;
  /** Of the Local Data Bank, 0–6; null for all. */
  readonly level: number | null;
}

const max = { variables: 500, years: 120 };

export function readOptions({ variables, years, level }: SyncOptions): WantedData {
  return {
    variables: readVariables(variables ?? ''),
    years: years === undefined ? null : readYears(years),
    level: level === undefined ? null : readLevel(level),
  };
}

function readVariables(text: string): string[] {
  const ids = [...new Set(text.split(',').map((id) => id.trim()))].filter((id) => id !== '');
  if (ids.length > 0 && ids.length <= max.variables && ids.every((id) => /^\d{1,9}$/.test(id))) return ids;
  throw new BadArgumentError(
    `--variables is "${text.slice(0, 80)}".`,
    `Give 1 to ${max.variables} ids of variables, such as 72305,60559; bdl.stat.gov.pl/api/v1/variables lists them.`,
  );
}

/** `2010-2014,2020` */
export function readYears(text: string): number[] {
  const years = new Set<number>();
  for (const part of text.split(',')) {
    const [, from = '', to = from] = /^\s*(\d{4})\s*(?:-\s*(\d{4})\s*)?$/.exec(part) ?? [];
    const [first, last] = [Number(from), Number(to)];
    if (from === '' || first > last || first < 1990 || last > 2100) throw wrongYears(text);
    for (let year = first; year <= last; year += 1) years.add(year);
  }
  if (years.size > max.years) throw wrongYears(text);
  return [...years].toSorted((a, b) => a - b);
}

function wrongYears(text: string): BadArgumentError {
  return new BadArgumentError(
    `--years is "${text.slice(0, 80)}".`,
    'Write them as 2019, as 2015,2019 or as 2010-2019.',
  );
}

const levels: readonly string[] = ['country', 'macroregion', 'voivodeship', 'region', 'subregion', 'powiat', 'gmina'];

function readLevel(text: string): number {
  const name = text.trim().toLowerCase();
  const level = /^\d$/.test(name) ? Number(name) : levels.indexOf(name);
  if (level >= 0 && level < levels.length) return level;
  throw new BadArgumentError(
    `--level is "${text.slice(0, 40)}".`,
    `Give one of ${levels.join(', ')}, or its number 0–6.`,
  );
}
