/** Tables of pages and charts as csv, by the rules of all csv of the hub. */
import { csvLine, guardedText } from '#exports/spreadsheet.ts';
import type { ChartTable } from './spec.ts';

type Csv = Pick<ChartTable, 'rows'> & { readonly header: readonly string[] };

export function csvOf({ header, rows }: Csv): string {
  return [header, ...rows]
    .map((row) => csvLine(row.map((cell) => (typeof cell === 'string' ? guardedText(cell) : cell))))
    .join('');
}
