/** Finds the columns that a mapping names in the heading of a file. */

import type { TextRow } from '#formats/text-table.ts';
import { columnNumber } from '#formats/xlsx-rows.ts';
import { RefusedFileError } from '#platform/errors.ts';
import type { ColumnName } from './mapping.ts';
import { suggestion } from './suggestion.ts';

export class Columns {
  /** Per column its heading; of a heading over several rows the parts joined by " / ". */
  readonly #headings: readonly string[];
  readonly #width: number;

  /** `width` is that of the data, which may have columns without a heading. */
  constructor(headingRows: readonly TextRow[], width: number) {
    this.#width = Math.max(width, ...headingRows.map(({ cells }) => cells.length));
    this.#headings = Array.from({ length: this.#width }, (_, column) => {
      const parts = headingRows.map(({ cells }) => written(cells[column] ?? '')).filter((part) => part !== '');
      return parts.filter((part, index) => part !== parts[index - 1]).join(' / ');
    });
  }

  indexOf(name: ColumnName): number {
    const index = this.find(name);
    if (index !== null) return index;
    const known = [...new Set(this.#headings)].filter((heading) => heading !== '');
    const same = this.#indexes(name);
    throw new RefusedFileError(
      'UNKNOWN_FORMAT',
      same.length > 1
        ? `The file has ${same.length} columns "${name}": ${same.map((at) => at + 1).join(', ')}.`
        : `The file has no column "${name}".`,
      same.length > 1
        ? 'Name the one that is meant by its number in the mapping.'
        : `${suggestion(String(name), known)}It has ${this.#width} columns: ${known.join(', ').slice(0, 400)}. Fix the mapping.`,
    );
  }

  headingOf(index: number): string {
    return this.#headings[index] ?? '';
  }

  /** By its number, its heading, or its letters if the table has so many columns; null where there is none, or several. */
  find(name: ColumnName): number | null {
    if (typeof name === 'number') return name >= 1 && name <= this.#width ? name - 1 : null;
    const indexes = this.#indexes(name);
    if (indexes.length > 0) return indexes.length === 1 ? (indexes[0] ?? null) : null;
    if (!/^[A-Z]{1,3}$/.test(name)) return null;
    const index = columnNumber(name) - 1;
    return index < this.#width ? index : null;
  }

  /** The columns with that heading, or else those whose lowest heading it is. */
  #indexes(name: ColumnName): number[] {
    const wanted = plain(String(name));
    const whole = this.#with((heading) => plain(heading) === wanted);
    return whole.length === 1 ? whole : this.#with((heading) => plain(heading.split(' / ').at(-1) ?? '') === wanted);
  }

  #with(fits: (heading: string) => boolean): number[] {
    return this.#headings.flatMap((heading, index) => (fits(heading) ? [index] : []));
  }
}

function written(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function plain(text: string): string {
  return written(text).toLowerCase();
}
