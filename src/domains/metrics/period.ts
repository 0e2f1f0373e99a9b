/**
 * A period as one number that sorts: year × 100, plus 0 for the year, 11–14 for a quarter, 21–32 for a month, 41–42 for
 * a half-year, 50 for the school year that begins in it.
 */
export const periodTypes = ['YEAR', 'HALF_YEAR', 'QUARTER', 'MONTH', 'SCHOOL_YEAR'] as const;
export type PeriodType = (typeof periodTypes)[number];

export interface PeriodParts {
  readonly type: PeriodType;
  readonly year: number;
  /** The number of the quarter, month or half-year in its year; 0 for years and school years. */
  readonly part: number;
}

const firstOf: Readonly<Record<PeriodType, number>> = {
  YEAR: 0,
  QUARTER: 10,
  MONTH: 20,
  HALF_YEAR: 40,
  SCHOOL_YEAR: 50,
};

function periodOf({ type, year, part }: PeriodParts): number {
  return year * 100 + firstOf[type] + part;
}

export function partsOf(period: number): PeriodParts {
  const year = Math.floor(period / 100);
  const rest = period % 100;
  if (rest === 0) return { type: 'YEAR', year, part: 0 };
  if (rest < 20) return { type: 'QUARTER', year, part: rest - 10 };
  if (rest < 40) return { type: 'MONTH', year, part: rest - 20 };
  return rest < 50 ? { type: 'HALF_YEAR', year, part: rest - 40 } : { type: 'SCHOOL_YEAR', year, part: 0 };
}

/** `2019`, `2019-Q1`, `2019-03`, `2019-H1`, `2019/2020` */
export function formatPeriod(period: number): string {
  const { type, year, part } = partsOf(period);
  switch (type) {
    case 'YEAR':
      return String(year);
    case 'QUARTER':
      return `${year}-Q${part}`;
    case 'MONTH':
      return `${year}-${twoDigits(part)}`;
    case 'HALF_YEAR':
      return `${year}-H${part}`;
    case 'SCHOOL_YEAR':
      return `${year}/${year + 1}`;
  }
}

/** There are some hundreds of periods, and long series ask for them again and again. */
const lastDays = new Map<number, string>();
const maxLastDays = 10_000;

/** The last day of the period, ISO; of a school year 31 August. */
export function lastDayOf(period: number): string {
  const known = lastDays.get(period);
  if (known !== undefined) return known;
  if (lastDays.size >= maxLastDays) lastDays.clear();
  const day = computeLastDay(period);
  lastDays.set(period, day);
  return day;
}

function computeLastDay(period: number): string {
  const { type, year, part } = partsOf(period);
  const lastMonth = { YEAR: 12, HALF_YEAR: part * 6, QUARTER: part * 3, MONTH: part, SCHOOL_YEAR: 8 }[type];
  const ends = type === 'SCHOOL_YEAR' ? year + 1 : year;
  return new Date(Date.UTC(ends, lastMonth, 0)).toISOString().slice(0, 10);
}

export function firstDayOf(period: number): string {
  const { type, year, part } = partsOf(period);
  const month = { YEAR: 1, HALF_YEAR: part * 6 - 5, QUARTER: part * 3 - 2, MONTH: part, SCHOOL_YEAR: 9 }[type];
  return `${year}-${twoDigits(month)}-01`;
}

export interface PeriodSpan {
  /** Null for no bound. */
  readonly from: number | null;
  readonly to: number | null;
}

/** By days, so that `2019` includes the months of 2019. */
export function isInSpan(period: number, { from, to }: PeriodSpan): boolean {
  if (from !== null && lastDayOf(period) < firstDayOf(from)) return false;
  return to === null || firstDayOf(period) <= lastDayOf(to);
}

/** The same period so many years before. */
export function yearsBefore(period: number, years: number): number {
  return period - years * 100;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

const roman: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4 };
const months = [
  /^stycz(eń|nia)$/,
  /^lut(y|ego)$/,
  /^mar(zec|ca)$/,
  /^kwie(cień|tnia)$/,
  /^maja?$/,
  /^czerw(iec|ca)$/,
  /^lip(iec|ca)$/,
  /^sierp(ień|nia)$/,
  /^wrze(sień|śnia)$/,
  /^październik(a)?$/,
  /^listopad(a)?$/,
  /^grud(zień|nia)$/,
];

type Reader = (match: RegExpExecArray) => PeriodParts | null;

const quarterWord = '(?:q|k|kw|kwartał|kwartału|quarter)';
const halfWord = '(?:h|p|pół|pol|półr|półrocze|półrocza)';

/** A number of the year's parts beside a year, whichever comes first: `2019-Q1`, `Q1/2019`, `kwartał I 2019`, `IV kw. 2019`. */
function partReaders(word: string, number: string, type: PeriodType): (readonly [RegExp, Reader])[] {
  const either = [`${word}\\.?[\\s-]?(${number})`, `(${number})[\\s.-]*${word}\\.?`];
  return either.flatMap((part): (readonly [RegExp, Reader])[] => [
    [new RegExp(`^(\\d{4})[-\\s/.]?${part}$`), ([, year, text]) => partOf(year, type, arabic(text))],
    [new RegExp(`^${part}[-\\s/.]?(\\d{4})$`), ([, text, year]) => partOf(year, type, arabic(text))],
  ]);
}

function arabic(text: string | undefined): number | undefined {
  return roman[text ?? ''] ?? (text === undefined ? undefined : Number(text));
}

const readers: readonly (readonly [RegExp, Reader])[] = [
  [/^(\d{4})(?:[.,]0+)?$/, ([, year]) => whole(year, 'YEAR')],
  ...partReaders(quarterWord, '[1-4]|i{1,3}|iv', 'QUARTER'),
  ...partReaders(halfWord, '[12]|i{1,2}', 'HALF_YEAR'),
  [/^(\d{4})[-.\s]?m?(0[1-9]|1[0-2])$/, ([, year, part]) => partOf(year, 'MONTH', part)],
  [/^(0?[1-9]|1[0-2])[./](\d{4})$/, ([, part, year]) => partOf(year, 'MONTH', part)],
  [/^(\d{4})\/(\d{2}|\d{4})$/, ([, year, next]) => schoolYear(year, next)],
  [/^(\d{4})-12-31$/, ([, year]) => whole(year, 'YEAR')],
  [/^(\p{L}{3,})\s(\d{4})$/u, ([, name, year]) => partOf(year, 'MONTH', monthNamed(name ?? ''))],
];

/** Reads a period as people and sources write it; null when it is none. */
export function parsePeriod(text: string): number | null {
  const plain = plainOf(text).replace(/(?<=\d)\s*(?:r|rok|roku)\.?$/, '');
  for (const [pattern, read] of readers) {
    const match = pattern.exec(plain);
    const parts = match === null ? null : read(match);
    if (parts !== null) return parts.year >= 1900 && parts.year <= 2199 ? periodOf(parts) : null;
  }
  return null;
}

function plainOf(text: string): string {
  return text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
}

/** A quarter, half-year or month without its year: `I kwartał`, `Q3`, `marzec`. */
export function isPartOfYear(text: string): boolean {
  return !/^\d*$/.test(text.trim()) && !/\d{4}/.test(text) && parsePeriod(`${text.trim()} 2000`) !== null;
}

/** Why a text is no period, and how to write it. */
export function periodFault(text: string): string {
  const shown = text.trim().replaceAll(/\s+/g, ' ').slice(0, 40);
  const plain = plainOf(text);
  if (new RegExp(`(^|[^\\p{L}])${quarterWord}($|[^\\p{L}])`, 'u').test(plain))
    return `"${shown}" ${quarterFault(plain)}`;
  if (isPartOfYear(text))
    return `"${shown}" has no year: a month or half-year needs one. Write it as 2019-03 or 2019-H1.`;
  return `"${shown}" is no period. Write it as 2019, 2019-Q1, 2019-H1, 2019-03 or 2019/2020.`;
}

function quarterFault(plain: string): string {
  const how = 'Write it as 2019-Q1 or I kw. 2019.';
  if (!/(?:19|20|21)\d\d/.test(plain))
    return `is a quarter without its year: a quarter needs a year and a number from 1 to 4. ${how}`;
  if (/(?:i{1,3}|iv|[1-4])\s?[-–—]\s?(?:i{1,3}|iv|[1-4])(?![\p{L}\d])/u.test(plain.replaceAll(/\d{4}/g, '')))
    return `is of several quarters together, which is no period here: a quarter needs a year and one number from 1 to 4. ${how}`;
  return `is no quarter: a quarter needs a year and a number from 1 to 4. ${how}`;
}

function whole(year: string | undefined, type: PeriodType): PeriodParts {
  return { type, year: Number(year), part: 0 };
}

function partOf(year: string | undefined, type: PeriodType, part: string | number | undefined): PeriodParts | null {
  return part === undefined ? null : { type, year: Number(year), part: Number(part) };
}

function monthNamed(name: string): number | undefined {
  const index = months.findIndex((pattern) => pattern.test(name));
  return index === -1 ? undefined : index + 1;
}

function schoolYear(year: string | undefined, next: string | undefined): PeriodParts | null {
  const following = String(Number(year) + 1);
  return following.endsWith(next ?? '-') ? whole(year, 'SCHOOL_YEAR') : null;
}
