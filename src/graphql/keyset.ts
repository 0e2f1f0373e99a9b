/** Relay pages (1–100 entries) over lists that stay in the database: each page is one statement, its count another. */
import type { TotalCount } from './builder.ts';
import { decodeCursor, edgeOf, type Page, type PageArguments, pageInfoOf, sizeOf } from './pages.ts';

export interface KeysetList<T> {
  /** Names the ordering inside its cursors, so that a cursor of another list is refused. */
  readonly name: string;
  /** The values that an entry is ordered by, which place it uniquely. */
  keyOf(entry: T): readonly string[];
  /** Whether a cursor may hold this key; without it any key goes to `fetch`. */
  isKey?(key: readonly string[]): boolean;
  /** The first entries between two places, in the order of the list, or against it from its end. */
  fetch(range: KeysetRange): Promise<T[]>;
  count(): Promise<number>;
}

export interface KeysetRange {
  readonly after: readonly string[] | null;
  readonly before: readonly string[] | null;
  readonly backwards: boolean;
  readonly limit: number;
}

export type LazyPage<T> = Omit<Page<T>, 'totalCount'> & { readonly totalCount: TotalCount };

export async function keysetPage<T>(list: KeysetList<T>, args: PageArguments): Promise<LazyPage<T>> {
  const { size, fromEnd } = sizeOf(args);
  const after = args.after == null ? null : decodeCursor(args.after, 'after', list);
  const before = args.before == null ? null : decodeCursor(args.before, 'before', list);
  // One more than requested states whether the list goes on.
  const found = await list.fetch({ after, before, backwards: fromEnd, limit: size + 1 });
  const entries = found.slice(0, size);
  if (fromEnd) entries.reverse();
  const edges = entries.map((node) => edgeOf(node, list));
  const goesOn = found.length > size;
  return {
    totalCount: () => list.count(),
    edges,
    pageInfo: pageInfoOf(edges, {
      hasNextPage: fromEnd ? before !== null : goesOn,
      hasPreviousPage: fromEnd ? goesOn : after !== null,
    }),
  };
}
