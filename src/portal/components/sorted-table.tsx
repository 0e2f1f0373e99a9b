/** A table whose headings are links that sort it; with JavaScript they sort in place (islands/tables.ts). */
import type { ComponentChildren } from 'preact';
import { withQuery } from '../addresses.ts';
import { addressIn } from '../language.ts';
import type { PageRequest } from '../page.ts';
import { comparatorOf, type Direction, opposite, type SortValue, sortParameter } from '../sorting.ts';
import { type Column, TableFrame, type WithRequest } from './content.tsx';

export interface SortedColumn extends Column {
  /** In the address: `?sort=value`, descending `?sort=-value`; the same nowhere else on the page. */
  readonly key: string;
}

export interface SortedRow {
  readonly cells: readonly ComponentChildren[];
  /** By which the rows are sorted, by the keys of columns; where none is given, by the text of the cell. */
  readonly values?: Readonly<Record<string, SortValue>>;
}

export function SortedTable({
  request,
  caption,
  columns,
  rows,
}: WithRequest & {
  readonly caption: string;
  readonly columns: readonly SortedColumn[];
  readonly rows: readonly SortedRow[];
}) {
  if (rows.length === 0) return null;
  const chosen = sortIn(request, columns);
  const shown = chosen === null ? rows : sorted(rows, chosen, request.language);
  const headings = columns.map((column, index) => {
    const direction = chosen?.index === index ? chosen.direction : undefined;
    const heading = (
      <a href={addressOf(request, column.key, direction)} rel="nofollow">
        {column.title}
      </a>
    );
    return { ...column, heading, direction };
  });
  return (
    <TableFrame
      caption={caption}
      isSorted
      columns={headings}
      rows={shown.map(({ cells, values }) =>
        cells.map((content, index) => ({ content, value: valueText(values?.[columns[index]?.key ?? '']) })),
      )}
    />
  );
}

interface Chosen {
  readonly index: number;
  readonly key: string;
  readonly direction: Direction;
}

function sortIn({ search }: PageRequest, columns: readonly SortedColumn[]): Chosen | null {
  const text = search.get('sort') ?? '';
  const key = text.replace(/^-/, '');
  const index = columns.findIndex((column) => column.key === key);
  return index < 0 ? null : { index, key, direction: text.startsWith('-') ? 'descending' : 'ascending' };
}

function sorted(rows: readonly SortedRow[], chosen: Chosen, language: string): readonly SortedRow[] {
  const compare = comparatorOf(language, chosen.direction);
  return rows.toSorted((a, b) => compare(sortValueOf(a, chosen), sortValueOf(b, chosen)));
}

function sortValueOf({ cells, values }: SortedRow, { index, key }: Chosen): SortValue {
  const value = values?.[key];
  if (value !== undefined) return value;
  const cell = cells[index];
  return typeof cell === 'number' || (typeof cell === 'string' && cell !== '') ? cell : null;
}

/** Of the column by which the table is sorted, the other way. */
function addressOf({ path, search, language }: PageRequest, key: string, direction: Direction | undefined): string {
  const sort = sortParameter(key, direction === undefined ? 'ascending' : opposite(direction));
  return addressIn(language, withQuery(path, { ...Object.fromEntries(search), sort }));
}

/** Texts are read from the cell itself. */
function valueText(value: SortValue | undefined): string | undefined {
  if (value === null) return '';
  return typeof value === 'number' ? String(value) : undefined;
}

/** An amount as a value to sort by; exact enough for that. */
export function numberOf(money: { readonly amount: string } | null | undefined): number | null {
  return money == null ? null : Number(money.amount);
}

/** A day, `2017-10-25` or a moment on it, as a value to sort by. */
export function dayNumber(day: string | null | undefined): number | null {
  return day == null ? null : Date.parse(day);
}
