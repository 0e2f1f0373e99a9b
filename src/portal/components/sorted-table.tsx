/** A table whose headings are links that sort it; with JavaScript they sort in place (islands/tables.ts). */
import type { ComponentChildren } from 'preact';
import { withQuery } from '../addresses.ts';
import { addressIn } from '../language.ts';
import type { PageRequest } from '../page.ts';
import type { Column, WithRequest } from './content.tsx';

export type SortValue = string | number | null;

export interface SortedColumn extends Column {
  /** In the address: `?sort=value`, descending `?sort=-value`; the same nowhere else on the page. */
  readonly key: string;
}

export interface SortedRow {
  readonly cells: readonly ComponentChildren[];
  /** By which the rows are sorted, column by column. */
  readonly values: readonly SortValue[];
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
  const className = (index: number): string | undefined => (columns[index]?.isNumber === true ? 'number' : undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable (WCAG 2.1.1)
    <section class="table" tabIndex={0} aria-label={caption}>
      <table data-sorted>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, title }, index) => (
              <th
                key={key}
                scope="col"
                class={className(index)}
                aria-sort={chosen?.index === index ? chosen.direction : undefined}
              >
                <a href={addressOf(request, key, chosen?.index === index ? chosen.direction : null)} rel="nofollow">
                  {title}
                </a>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ cells, values }, line) => (
            <tr key={line}>
              {cells.map((cell, index) => (
                <td key={index} class={className(index)} data-value={valueText(values[index])}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type Direction = 'ascending' | 'descending';

interface Chosen {
  readonly index: number;
  readonly direction: Direction;
}

function sortIn({ search }: PageRequest, columns: readonly SortedColumn[]): Chosen | null {
  const text = search.get('sort') ?? '';
  const index = columns.findIndex(({ key }) => key === text.replace(/^-/, ''));
  return index < 0 ? null : { index, direction: text.startsWith('-') ? 'descending' : 'ascending' };
}

/** What is unknown comes last either way. */
function sorted(rows: readonly SortedRow[], { index, direction }: Chosen, language: string): readonly SortedRow[] {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const sign = direction === 'ascending' ? 1 : -1;
  return rows.toSorted((a, b) => {
    const [left = null, right = null] = [a.values[index], b.values[index]];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    const isNumeric = typeof left === 'number' && typeof right === 'number';
    return sign * (isNumeric ? left - right : compare(String(left), String(right)));
  });
}

/** Of the column by which the table is sorted, the other way. */
function addressOf({ path, search, language }: PageRequest, key: string, direction: Direction | null): string {
  const sort = direction === 'ascending' ? `-${key}` : key;
  return addressIn(language, withQuery(path, { ...Object.fromEntries(search), sort }));
}

/** Texts are read from the cell itself. */
function valueText(value: SortValue | undefined): string | undefined {
  if (value === null || value === undefined) return '';
  return typeof value === 'number' ? String(value) : undefined;
}

/** An amount as a value to sort by; exact enough for that. */
export function numberOf(money: { readonly amount: string } | null | undefined): number | null {
  return money == null ? null : Number(money.amount);
}
