/** Relay pages over lists that are already in order, in memory. */
import { BadInputError } from '#platform/errors.ts';
import { weighed } from './complexity.ts';

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly last?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
}

export interface Page<T> {
  readonly totalCount: number;
  readonly edges: { readonly cursor: string; readonly node: T }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/**
 * How a list is ordered. A cursor holds the values that an entry is ordered by, and not its position: when a release
 * adds or removes entries, the pages go on where they were.
 */
export interface Ordering<T> {
  /** Names the ordering inside its cursors, so that a cursor of another list is refused. */
  readonly name: string;
  keyOf(entry: T): readonly string[];
  /** Whether a cursor may hold this key; without it any key is compared. */
  isKey?(key: readonly string[]): boolean;
  compareKeys(a: readonly string[], b: readonly string[]): number;
}

/** `max` whatever is configured; what may be requested is `limits.pageEntries`. */
const pageSize = { default: 20, max: 1_000 };

/** What the schema states of the cost of a page. */
export const pageCost = { weight: 1, multipliedBy: ['first', 'last'], assumedSize: pageSize.default };

/** The cost of a page grows with the number of entries that were requested. */
export const pageComplexity = weighed(pageCost, (args: PageArguments): { field: number; multiplier: number } => {
  const requested = args.first ?? args.last ?? pageSize.default;
  return { field: 1, multiplier: Math.min(Math.max(requested, 1), pageSize.max) };
});

/** The same of a list whose filter may look for words; that takes so many points. */
export function searchedPageComplexity(points: number) {
  return raisedPageComplexity(points, looksForWords);
}

/** The same of a list that is counted anew under any filter. */
export function filteredPageComplexity(points: number) {
  return raisedPageComplexity(points, (filter) => filter != null);
}

function raisedPageComplexity(points: number, isRaisedBy: (filter: FilteredArguments['filter']) => boolean) {
  return weighed({ ...pageCost, raisedBy: ['filter'] }, ({ filter, ...page }: FilteredArguments) => ({
    ...pageComplexity(page),
    field: isRaisedBy(filter) ? points : 1,
  }));
}

interface FilteredArguments extends PageArguments {
  readonly filter?: object | null | undefined;
}

function looksForWords(filter: FilteredArguments['filter']): boolean {
  return Object.entries(filter ?? {}).some(([name, value]) =>
    name === 'not' ? looksForWords(value) : name === 'text' && value != null,
  );
}

export function pageOf<T>(entries: readonly T[], args: PageArguments, ordering: Ordering<T>): Page<T> {
  const { size, fromEnd } = sizeOf(args);
  const after = args.after == null ? null : decodeCursor(args.after, 'after', ordering);
  const before = args.before == null ? null : decodeCursor(args.before, 'before', ordering);
  const isPast = (key: readonly string[], orEqual: boolean) => (entry: T) => {
    const order = ordering.compareKeys(ordering.keyOf(entry), key);
    return orEqual ? order >= 0 : order > 0;
  };
  const start = after === null ? 0 : firstIndex(entries, isPast(after, false));
  const end = before === null ? entries.length : Math.max(start, firstIndex(entries, isPast(before, true)));
  const from = fromEnd ? Math.max(start, end - size) : start;
  const to = fromEnd ? end : Math.min(end, start + size);
  const edges = entries.slice(from, to).map((node) => edgeOf(node, ordering));
  return {
    totalCount: entries.length,
    edges,
    pageInfo: pageInfoOf(edges, { hasNextPage: to < entries.length, hasPreviousPage: from > 0 }),
  };
}

interface Edges<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
}

/** A page of keys as a page of their rows, which are read together; a key without a row is left out. */
export async function withRows<Key, Row, Rest extends object>(
  page: Rest & Edges<Key>,
  read: (keys: readonly Key[]) => Promise<readonly (Row | null)[]>,
) {
  const rows = await read(page.edges.map(({ node }) => node));
  const edges = page.edges.flatMap(({ cursor }, index) => {
    const node = rows[index];
    return node == null ? [] : [{ cursor, node }];
  });
  return { ...page, edges };
}

interface Places<T> {
  readonly name: string;
  keyOf(entry: T): readonly string[];
}

/** Most callers read no cursor of an entry, so it is made when it is read. */
class Edge<T> {
  readonly node: T;
  readonly #list: Places<T>;

  constructor(node: T, list: Places<T>) {
    this.node = node;
    this.#list = list;
  }

  get cursor(): string {
    return encodeCursor(this.#list.name, this.#list.keyOf(this.node));
  }
}

export function edgeOf<T>(node: T, list: Places<T>): { readonly cursor: string; readonly node: T } {
  return new Edge(node, list);
}

interface Around {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** A class: of an object that is written with getters V8 makes a shape each time, which lives until the whole heap is cleaned. */
class LazyPageInfo implements Around {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly #edges: Edges<unknown>['edges'];

  constructor(edges: Edges<unknown>['edges'], { hasNextPage, hasPreviousPage }: Around) {
    this.hasNextPage = hasNextPage;
    this.hasPreviousPage = hasPreviousPage;
    this.#edges = edges;
  }

  get startCursor(): string | null {
    return this.#edges.at(0)?.cursor ?? null;
  }

  get endCursor(): string | null {
    return this.#edges.at(-1)?.cursor ?? null;
  }
}

export function pageInfoOf(edges: Edges<unknown>['edges'], around: Around): LazyPageInfo {
  return new LazyPageInfo(edges, around);
}

export function sizeOf({ first, last }: PageArguments): { size: number; fromEnd: boolean } {
  if (first != null && last != null) {
    throw new BadInputError('"first" and "last" were both given.', 'Give one of them.', {
      polish: 'Podano i "first", i "last". Podaj jedno z nich.',
    });
  }
  const [name, size] = last == null ? ['first', first ?? pageSize.default] : ['last', last];
  checkPageSize(name, size, pageSize.max);
  return { size, fromEnd: last != null };
}

export function checkPageSize(name: string, size: number, max: number): void {
  if (size >= 1 && size <= max) return;
  throw new BadInputError(`"${name}" is ${size}.`, `Ask for 1 to ${max} entries; more come with "after".`, {
    polish: `"${name}" wynosi ${size}. Podaj liczbę od 1 do ${max}; dalsze pozycje daje "after".`,
  });
}

function encodeCursor(ordering: string, key: readonly string[]): string {
  return Buffer.from(JSON.stringify([ordering, ...key])).toString('base64url');
}

type Cursors = Pick<Ordering<never>, 'name' | 'isKey'>;

export function decodeCursor(cursor: string, argument: string, { name, isKey }: Cursors): string[] {
  const [of, ...key] = parseStrings(cursor);
  if (of === name && key.length > 0 && isText(key) && isKey?.(key) !== false) return key;
  throw new BadInputError(
    `"${argument}" is not a cursor of this list in this order.`,
    'Take it from "cursor" or "pageInfo" of the same field, with the same orderBy.',
    {
      polish: `"${argument}" nie jest kursorem tej listy w tym porządku. Weź go z "cursor" albo "pageInfo" tego samego pola, z tym samym orderBy.`,
    },
  );
}

/** PostgreSQL has no text with a NUL or half a surrogate pair in it. */
function isText(key: readonly string[]): boolean {
  return key.every((part) => part.isWellFormed() && !part.includes('\0'));
}

/** Whether a key is this many numbers, none of them longer than PostgreSQL takes. */
export function isNumbers(key: readonly string[], count: number): boolean {
  return key.length === count && key.every((part) => /^\d{1,9}$/.test(part));
}

function parseStrings(cursor: string): string[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  } catch {
    // Stated to the caller by decodeCursor, in the same words as for a cursor of another list.
  }
  return [];
}

/** Of ascending entries, the index of the first that has come past a place; their number if none has. */
function firstIndex<T>(entries: readonly T[], isPast: (entry: T) => boolean): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isPast(entries[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}
