/** Days, from the serial numbers of spreadsheets and from text, as the day that it was in Poland. One function for all sources. */
import { dayInPoland } from '#platform/clock.ts';
import { monthOf } from './months.ts';
import type { Cell } from './table.ts';

export interface DayRange {
  readonly first: string;
  readonly last: string;
}

export interface DayOptions {
  /** Serial numbers count from 1904-01-01. */
  readonly date1904?: boolean;
  /** A day outside is none: of projects, the years in which there are any. */
  readonly range?: DayRange;
}

const dayMs = 86_400_000;
const daySeconds = 86_400;

/** Null when the cell holds no day. */
export function dayOf(cell: Cell, { date1904 = false, range }: DayOptions = {}): string | null {
  const day =
    typeof cell === 'number'
      ? dayOfNumber(cell, date1904)
      : typeof cell === 'string'
        ? dayOfText(cell, date1904)
        : null;
  if (day === null || range === undefined) return day;
  return day >= range.first && day <= range.last ? day : null;
}

/** A serial number; milliseconds since 1970; or 20240131 that a spreadsheet took for a number. */
function dayOfNumber(number: number, date1904: boolean): string | null {
  if (!Number.isFinite(number)) return null;
  if (Number.isInteger(number) && number >= 1e11 && number < 1e13) return dayInPoland(new Date(number));
  const [, year, month, day] = /^((?:19|20)\d\d)(\d\d)(\d\d)$/.exec(String(number)) ?? [];
  return year === undefined ? dayOfSerial(number, date1904) : calendarDay(year, month, day);
}

/**
 * Whole days since 1899-12-30 (which makes up for the 29 February 1900 that Excel counts) or 1904-01-01; the fraction is
 * the time of that day.
 */
function dayOfSerial(serial: number, date1904: boolean): string | null {
  if (serial < 1 || serial > 80_000) return null;
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const whole = Math.floor(serial);
  const days = isSlippedMidnight((serial - whole) * daySeconds) ? whole + 1 : whole;
  return new Date(epoch + days * dayMs).toISOString().slice(0, 10);
}

/** Serial numbers are doubles: an error of some milliseconds must not move midnight to the day before. */
const roundingError = 0.01;
/** The local times before 1900 had offsets of odd seconds, by which programs that convert a day get its midnight wrong. */
const slip = 120;
/** As people write the end of a day, to the second. */
const endsOfDay = [daySeconds - 1, daySeconds - 60];

/** 43324.99949074074 is 23:59:16: the midnight of the next day, which a program got wrong. */
function isSlippedMidnight(seconds: number): boolean {
  if (seconds >= daySeconds - roundingError) return true;
  const isEndOfDay = endsOfDay.some((end) => Math.abs(seconds - end) < roundingError);
  return seconds >= daySeconds - slip && !isEndOfDay;
}

const time = String.raw`(?:(?:,?\s+(?:godz\.\s*)?|T\s*)(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?`;
const offset = String.raw`(?:UTC|GMT)?\s*[+-]\d\d?(?::?\d\d)?(?:\s*UTC)?`;
const zone = String.raw`\s*(${offset}|Z|UTC|GMT|CET|CEST|Europe/Warsaw)?(?:\[(?:UTC|Z|Europe/Warsaw)\])?`;
const year = String.raw`(?:\s*r\.?|\s+roku)?`;
const isoDay = new RegExp(`^(\\d{4})([-./])(\\d{1,2})\\2(\\d{1,2})\\.?${year}${time}${zone}$`, 'i');
const compactDay = new RegExp(`^(\\d{4})()(\\d\\d)(\\d\\d)${time}${zone}$`, 'i');
const polishDay = new RegExp(`^(\\d{1,2})([-./])(\\d{1,2})\\2(\\d{4})${year}${time}${zone}$`, 'i');

function dayOfText(text: string, date1904: boolean): string | null {
  const bare = text
    .normalize('NFKC')
    .trim()
    .replace(/^["']|["']$/g, '')
    .replace(/^dnia\s+/i, '')
    .replaceAll('\u2212', '-')
    .replace(/T(\d\d)(\d\d)?(\d\d)?(?=Z|[+-]|$)/i, (_, h, m = '00', s = '00') => `T${h}:${m}:${s}`);
  if (/^\d{5}([.,]\d+)?$/.test(bare)) return dayOfSerial(Number(bare.replace(',', '.')), date1904);
  const [milliseconds] = /^\d{12,13}$|(?<=^\/Date\()\d{10,13}(?=\)\/$)/.exec(bare) ?? [];
  if (milliseconds !== undefined) return dayOfNumber(Number(milliseconds), date1904);
  const iso = isoDay.exec(bare) ?? compactDay.exec(bare);
  if (iso !== null) return momentDay(calendarDay(iso[1], iso[3], iso[4]), iso.slice(5));
  const polish = polishDay.exec(bare);
  if (polish !== null) return momentDay(calendarDay(polish[4], polish[3], polish[1]), polish.slice(5));
  return dayInWords(bare);
}

/** The day in Poland at a time of a day in another zone; without a time or a zone the day as it stands. */
function momentDay(
  day: string | null,
  [hours, minutes = '0', seconds = '0', zone]: (string | undefined)[],
): string | null {
  if (day === null || Number(hours ?? 0) > 24 || Number(minutes) > 59 || Number(seconds) > 60) return null;
  const offset = offsetMinutes(zone ?? 'CET');
  if (offset === null || hours === undefined) return day;
  const start = Date.parse(`${day}T00:00:00Z`);
  const inDay = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return dayInPoland(new Date(start + (inDay - offset * 60) * 1_000));
}

/** Null for the time of Poland, whose day is as it stands. */
function offsetMinutes(zone: string): number | null {
  if (/^(CES?T|Europe)/i.test(zone)) return null;
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d?):?(\d\d)?/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** `1 stycznia 2024 r.`, `31 XII 2023`, `13-sie-2018`, `31 December 2023`. */
export function dayInWords(text: string): string | null {
  const [, day, name = '', year] =
    /^(\d{1,2})\.?[\s-]+(\p{L}+)\.?[\s-]+(\d{4})(?:\s*r\.?|\s+roku)?$/u.exec(text.toLowerCase()) ?? [];
  const month = monthOf(name);
  return month === null ? null : calendarDay(year, String(month), day);
}

export function calendarDay(year = '', month = '', day = ''): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text) ? text : null;
}
