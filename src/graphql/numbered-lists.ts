/** Lists that stay in the database and are ordered by a number that no two entries share, such as that of a ticket. */
import type { KeysetList } from './keyset.ts';
import { isNumbers } from './pages.ts';

/** The first entries between two numbers, neither of which is in it. */
export interface NumberRange {
  readonly above: number | null;
  readonly below: number | null;
  readonly isAscending: boolean;
  readonly limit: number;
}

interface NumberedList<T> {
  readonly name: string;
  readonly isAscending: boolean;
  numberOf(entry: T): number | string;
  fetch(range: NumberRange): Promise<T[]>;
  count(): Promise<number>;
}

export function numberedList<T>(list: NumberedList<T>): KeysetList<T> {
  const { name, isAscending } = list;
  const numberOf = (key: readonly string[] | null): number | null => (key === null ? null : Number(key[0]));
  return {
    name,
    keyOf: (entry) => [String(list.numberOf(entry))],
    isKey: (key) => isNumbers(key, 1),
    fetch: ({ after, before, backwards, limit }) => {
      const [above, below] = isAscending ? [after, before] : [before, after];
      return list.fetch({
        above: numberOf(above),
        below: numberOf(below),
        isAscending: isAscending !== backwards,
        limit,
      });
    },
    count: () => list.count(),
  };
}
