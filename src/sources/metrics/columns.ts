/** Finds the columns that a mapping names in the heading of a file. */
import { RefusedFileError } from '#platform/errors.ts';
import type { TableRow } from '../tables/table.ts';
import { columnIndex } from '../tables/xlsx.ts';
import type { ColumnName } from './mapping.ts';

export class Columns {
  /** Per column its heading; of a heading over several rows the parts joined by " / ". */
  readonly #headings: readonly string[];

  constructor(headingRows: readonly TableRow[]) {
    const width = Math.max(0, ...headingRows.map(({ cells }) => cells.length));
    this.#headings = Array.from({ length: width }, (_, column) => {
      const parts = headingRows.map(({ cells }) => plain(cells[column] ?? '')).filter((part) => part !== '');
      return parts.filter((part, index) => part !== parts[index - 1]).join(' / ');
    });
  }

  indexOf(name: ColumnName): number {
    if (typeof name === 'number') return name - 1;
    const wanted = plain(name);
    const found = this.#find((heading) => heading === wanted) ?? this.#find((heading) => lastPart(heading) === wanted);
    if (found !== undefined) return found;
    if (/^[A-Z]{1,2}$/.test(name)) return columnIndex(name);
    throw new RefusedFileError(
      'UNKNOWN_FORMAT',
      `The file has no column "${name}".`,
      `It has: ${[...new Set(this.#headings)]
        .filter((heading) => heading !== '')
        .join(', ')
        .slice(0, 400)}. Mend the mapping.`,
    );
  }

  #find(fits: (heading: string) => boolean): number | undefined {
    const indexes = this.#headings.flatMap((heading, index) => (fits(heading) ? [index] : []));
    return indexes.length === 1 ? indexes[0] : undefined;
  }
}

function lastPart(heading: string): string | undefined {
  return heading.split(' / ').at(-1);
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().toLowerCase();
}
