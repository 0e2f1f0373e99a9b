import { LRUCache } from 'lru-cache';
import { dayOf } from '#formats/days.ts';
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
  const stated = rows ?? table.statedDate;
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

/** A register repeats one date thousands of times; a hostile one must not fill the memory. */
const parsed = new LRUCache<string, { readonly day: string | null }>({ max: 1_000 });

/** As `dayOf` reads it. */
export function parseDay(text: string): string | null {
  const known = parsed.get(text);
  if (known !== undefined) return known.day;
  const day = dayOf(text);
  parsed.set(text, { day });
  return day;
}

function parseGiven(text: string): string {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? parseDay(text) : null;
  if (day === null) throw wrong(`“${text.slice(0, 40)}” is not a day.`, 'Write --as-of as YYYY-MM-DD.');
  return day;
}

function yearAfter(day: string): string {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
}

const wrong = (message: string, hint: string) => new RefusedFileError('WRONG_AS_OF_DATE', message, hint);

/** The name of a download says when it was made: TERC_Urzedowy_2020-09-26 shows the state of 2020-01-01. */
function noDate(fileName = ''): RefusedFileError {
  const inName = /\d{4}-\d\d-\d\d/.exec(fileName)?.[0];
  const remark = inName ? ` The ${inName} in its name is the day it was made, which need not be the day it shows.` : '';
  const hint = 'Name the day whose state it shows: --as-of YYYY-MM-DD.';
  return new RefusedFileError('NO_AS_OF_DATE', `The file says nowhere (STAN_NA) which day it shows.${remark}`, hint);
}
