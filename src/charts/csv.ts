/** Tables of pages and charts as csv (RFC 4180), safe to open in a spreadsheet. */
import type { ChartTable } from './spec.ts';

export function csvOf({ header, rows }: ChartTable): string {
  return [header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A spreadsheet takes these for a formula; an apostrophe before them makes them text again. */
const formula = /^[=+\-@\t\r]/;

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
