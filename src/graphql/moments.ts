/** Private lists in memory that are ordered by a moment, such as what waits for somebody. */
import { type Ordering, type Page, type PageArguments, pageOf } from './pages.ts';

/** `keyOf`: the moment, then what names the entry. */
export function byMoment<T>(name: string, keyOf: (entry: T) => readonly [Date, ...(string | number)[]]): Ordering<T> {
  return {
    name,
    keyOf: (entry) => keyOf(entry).map((part) => (part instanceof Date ? part.toISOString() : String(part))),
    compareKeys: (a, b) => {
      const place = a.findIndex((part, index) => part !== b[index]);
      return place === -1 ? 0 : compareParts(a[place] ?? '', b[place] ?? '');
    },
  };
}

const number = /^\d+$/;

function compareParts(a: string, b: string): number {
  return number.test(a) && number.test(b) ? Number(a) - Number(b) : a < b ? -1 : 1;
}

/** The oldest first. */
export function momentPage<T>(entries: readonly T[], page: PageArguments, ordering: Ordering<T>): Page<T> {
  const { keyOf, compareKeys } = ordering;
  return pageOf(
    entries.toSorted((a, b) => compareKeys(keyOf(a), keyOf(b))),
    page,
    ordering,
  );
}
