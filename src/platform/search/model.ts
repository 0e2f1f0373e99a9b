/** What the search looks through. Each domain contributes documents of its own things. */
import type { Expression } from 'kysely';
import type { ClientBase } from 'pg';

export const searchTypes = [
  'TERRITORIAL_UNIT',
  'OFFICE',
  'PROJECT',
  'PROGRAMME',
  'PRACTICE',
  'CALL',
  'EVENT',
  'LIVING_LAB',
  'METRIC',
  'ASSESSMENT',
] as const;
export type SearchType = (typeof searchTypes)[number];

export interface SearchDocument {
  /** The id inside the GraphQL type. */
  readonly key: string;
  /** What it is called, in Polish; shown with the matched words marked. */
  readonly title: string;
  /** The same in English, where it has a name there; found like the Polish one. */
  readonly titleEn?: string | null;
  /** What else is looked through and shown around a match: former names, places, a summary. */
  readonly text: string;
  /** How much more than usual (1) a hit is worth. */
  readonly boost: number;
}

export interface Searchable {
  readonly type: SearchType;
  /** The name of its GraphQL type, which has a node for each key. */
  readonly typename: string;
  /** What the release changed, in batches of some thousand at most; everything when the release is null. */
  documents(client: ClientBase, release: number | null): AsyncIterable<readonly SearchDocument[]>;
  /** The keys of everything that there is: a document without its thing is dropped. */
  readonly keys: Expression<{ readonly key: string }>;
}

const searchables = new Map<SearchType, Searchable>();

/** Called once by each domain, beside adding its types to the schema. */
export function addSearchable(searchable: Searchable): void {
  searchables.set(searchable.type, searchable);
}

export function allSearchables(): Iterable<Searchable> {
  return searchables.values();
}

export function typenameOf(type: SearchType): string {
  const found = searchables.get(type);
  if (found === undefined) throw new Error(`Nothing of type ${type} is searchable`);
  return found.typename;
}
