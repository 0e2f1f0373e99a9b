/** Tables that are sorted where they stand, by the same links that sort them on the server. */
import { comparatorOf, type Direction, opposite, type SortValue, sortParameter } from '../sorting.ts';

export function enableSorting(table: HTMLTableElement): void {
  const headings = [...table.querySelectorAll<HTMLTableCellElement>('thead th')];
  for (const [index, heading] of headings.entries()) {
    heading.querySelector('a')?.addEventListener('click', (event) => {
      // With a key held down, a link is to open elsewhere.
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      const direction = heading.ariaSort === 'ascending' ? 'descending' : 'ascending';
      for (const other of headings) other.removeAttribute('aria-sort');
      heading.ariaSort = direction;
      sort(table, index, direction);
      remember(event.currentTarget as HTMLAnchorElement, direction);
    });
  }
}

function sort({ tBodies: [body] }: HTMLTableElement, index: number, direction: Direction): void {
  if (body === undefined) return;
  const compare = comparatorOf(document.documentElement.lang, direction);
  const rows = [...body.rows].map((row) => ({ row, value: valueIn(row.cells[index]) }));
  rows.sort((a, b) => compare(a.value, b.value));
  body.append(...rows.map(({ row }) => row));
}

function valueIn(cell: HTMLTableCellElement | undefined): SortValue {
  const stated = cell?.dataset['value'];
  if (stated !== undefined) return stated === '' ? null : Number(stated);
  return cell?.textContent?.trim() || null;
}

/** The address says how the table is sorted, and the link sorts the other way next. */
function remember(link: HTMLAnchorElement, direction: Direction): void {
  const url = new URL(link.href);
  const key = (url.searchParams.get('sort') ?? '').replace(/^-/, '');
  url.searchParams.set('sort', sortParameter(key, direction));
  history.replaceState(null, '', url);
  url.searchParams.set('sort', sortParameter(key, opposite(direction)));
  link.href = url.href;
}
