import { RefusedFileError } from '#platform/errors.ts';
import type { RegisterTable } from './table.ts';

/** The division into 16 voivodeships, powiats and gminas (ustawa z 24 lipca 1998, Dz.U. 1998 nr 96 poz. 603). */
const FIRST_DAY = '1999-01-01';

export interface AsOf {
  readonly day: string;
  /** The rows state it themselves, so each of them must state the same. */
  readonly fromRows: boolean;
}

export interface AsOfOptions {
  readonly asOf?: string;
  readonly fileName?: string;
  readonly today: string;
}

/** The day whose state the register shows: STAN_NA of most rows, else a date stated for the file, else the caller's. */
export function determineAsOf(table: RegisterTable, options: AsOfOptions): AsOf {
  const given = options.asOf === undefined ? null : parseGiven(options.asOf);
  const rows = majority(table);
  const stated = rows ?? (table.statedDate === null ? null : parseDay(table.statedDate));
  if (given !== null && stated !== null && given !== stated) {
    throw wrong(
      `The file shows the state of ${stated}, not of ${given}.`,
      'Leave --as-of out, or load the file of that day.',
    );
  }
  const day = stated ?? given;
  if (day === null) throw noDate(options.fileName);
  if (day < FIRST_DAY) {
    throw wrong(
      `The state of ${day} lies before ${FIRST_DAY}, when today's voivodeships, powiats and gminas began.`,
      'Load a later register.',
    );
  }
  if (day > yearAfter(options.today)) {
    throw wrong(`The state of ${day} lies more than a year ahead of ${options.today}.`, 'Check STAN_NA and --as-of.');
  }
  return { day, fromRows: rows !== null };
}

function majority(table: RegisterTable): string | null {
  const counts = new Map<string, number>();
  let written = '';
  for (const { cells } of table.records) {
    const text = cells.STAN_NA?.trim() ?? '';
    if (text === '') continue;
    written = text;
    const day = parseDay(text);
    if (day !== null) counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  const [first] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!first && written !== '')
    throw wrong(`STAN_NA holds no date, but “${written.slice(0, 40)}”.`, 'Write it as YYYY-MM-DD.');
  return first?.[0] ?? null;
}

const parsed = new Map<string, string | null>();

/** ISO, Polish (day first), compact, with or without a time, Excel serial number, or milliseconds since 1970. */
export function parseDay(text: string): string | null {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const day = parseNewDay(text.trim());
  // A register repeats one date thousands of times; a hostile one must not fill the memory.
  if (parsed.size > 1000) parsed.clear();
  parsed.set(text, day);
  return day;
}

function parseNewDay(text: string): string | null {
  const instant = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z|\d{12,13})$/.exec(text);
  // Midnight in Warsaw, written in UTC, is the evening before.
  if (instant) return warsawDay(/^\d+$/.test(text) ? new Date(Number(text)) : new Date(text));
  const time = '(?:[T ]\\d\\d?:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[+-]\\d\\d:?\\d\\d)?)?';
  const iso = new RegExp(`^(\\d{4})([-/.]?)(\\d\\d)\\2(\\d\\d)${time}$`).exec(text);
  if (iso) return existing(iso[1], iso[3], iso[4]);
  const polish = new RegExp(`^(\\d\\d?)([-/.])(\\d\\d?)\\2(\\d{4})${time}$`).exec(text);
  if (polish) return existing(polish[4], polish[3], polish[1]);
  // Days since 1899-12-30, as Excel stores a date whose cell was saved as a number.
  if (/^[3-5]\d{4}(\.0+)?$/.test(text))
    return new Date((Number(text) - 25_569) * 86_400_000).toISOString().slice(0, 10);
  return null;
}

function existing(year = '', month = '', day = ''): string | null {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null;
}

function warsawDay(date: Date): string | null {
  return Number.isNaN(date.getTime()) ? null : date.toLocaleDateString('sv-SE', { timeZone: 'Europe/Warsaw' });
}

function parseGiven(text: string): string {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? parseDay(text) : null;
  if (day === null) throw wrong(`“${text.slice(0, 40)}” is not a day.`, 'Write --as-of as YYYY-MM-DD.');
  return day;
}

function yearAfter(day: string): string {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
}

const wrong = (message: string, mend: string) => new RefusedFileError('WRONG_AS_OF_DATE', message, mend);

/** The name of a download says when it was made: TERC_Urzedowy_2020-09-26 shows the state of 2020-01-01. */
function noDate(fileName = ''): RefusedFileError {
  const inName = /\d{4}-\d\d-\d\d/.exec(fileName)?.[0];
  const hint = inName ? ` The ${inName} in its name is the day it was made, which need not be the day it shows.` : '';
  const mend = 'Name the day whose state it shows: --as-of YYYY-MM-DD.';
  return new RefusedFileError('NO_AS_OF_DATE', `The file says nowhere (STAN_NA) which day it shows.${hint}`, mend);
}
