/** Days, from the serial numbers of spreadsheets and from text. */
import type { Cell } from '../workbooks/model.ts';

/** No project of a list began before or ends after these. */
const range = { first: '1990-01-01', last: '2099-12-31' };
const dayMs = 86_400_000;
/** Serial numbers are doubles: an error of some milliseconds must not move midnight to the day before. */
const slack = 1e-7;

/** Null when the cell holds no day of this age. */
export function dayOf(cell: Cell, date1904: boolean): string | null {
  const day =
    typeof cell === 'number'
      ? dayOfSerial(cell, date1904)
      : typeof cell === 'string'
        ? dayOfText(cell, date1904)
        : null;
  return day !== null && day >= range.first && day <= range.last ? day : null;
}

/**
 * Whole days since 1899-12-30 (which makes up for the 29 February 1900 that Excel counts) or 1904-01-01; the fraction
 * is the time of that day.
 */
function dayOfSerial(serial: number, date1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 1 || serial > 80_000) return null;
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  return new Date(epoch + Math.floor(serial + slack) * dayMs).toISOString().slice(0, 10);
}

function dayOfText(text: string, date1904: boolean): string | null {
  const bare = text.normalize('NFKC').trim();
  if (/^\d{5}([.,]\d+)?$/.test(bare)) return dayOfSerial(Number(bare.replace(',', '.')), date1904);
  const iso = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)/.exec(bare);
  if (iso !== null) return calendarDay(iso[1], iso[2], iso[3]);
  const polish = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})(?!\d)/.exec(bare);
  return polish === null ? null : calendarDay(polish[3], polish[2], polish[1]);
}

function calendarDay(year = '', month = '', day = ''): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text) ? text : null;
}
