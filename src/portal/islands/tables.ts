/** Tables that are sorted where they stand, by the same links that sort them on the server. */

const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

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
      sort(table, index, direction === 'ascending' ? 1 : -1);
      remember(event.currentTarget as HTMLAnchorElement, direction);
    });
  }
}

function sort(table: HTMLTableElement, index: number, sign: number): void {
  const [body] = table.tBodies;
  if (body === undefined) return;
  const rows = [...body.rows].map((row) => ({ row, value: valueIn(row.cells[index]) }));
  rows.sort((a, b) => {
    if (a.value === '' || b.value === '') return Number(a.value === '') - Number(b.value === '');
    const isNumeric = typeof a.value === 'number' && typeof b.value === 'number';
    return sign * (isNumeric ? Number(a.value) - Number(b.value) : collator.compare(String(a.value), String(b.value)));
  });
  body.append(...rows.map(({ row }) => row));
}

function valueIn(cell: HTMLTableCellElement | undefined): string | number {
  const stated = cell?.dataset['value'];
  if (stated === undefined) return cell?.textContent?.trim() ?? '';
  return stated === '' ? '' : Number(stated);
}

/** The address says how the table is sorted, and the link sorts the other way next. */
function remember(link: HTMLAnchorElement, direction: string): void {
  const url = new URL(link.href);
  const key = (url.searchParams.get('sort') ?? '').replace(/^-/, '');
  url.searchParams.set('sort', direction === 'ascending' ? key : `-${key}`);
  history.replaceState(null, '', url);
  url.searchParams.set('sort', direction === 'ascending' ? `-${key}` : key);
  link.href = url.href;
}
