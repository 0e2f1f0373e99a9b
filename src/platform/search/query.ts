/** Finds documents that have every word of a query, best first. */
import { sql } from 'kysely';
import { execute, query, type SqlReader } from '../database/kysely.ts';
import { type SearchType, searchTypes } from './model.ts';
import type { Postings } from './postings.ts';
import { type Place, Ranking } from './ranking.ts';
import type { SearchWords } from './search-words.ts';
import { stopWords, wordsOf } from './words.ts';

export interface Hit {
  readonly id: number;
  readonly type: SearchType;
  readonly key: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly text: string;
  readonly score: number;
}

export interface SearchQuery {
  /** For each word that was typed, the ids of those that it may mean. */
  readonly terms: number;
  readonly termOf: readonly number[];
  readonly wordIds: readonly number[];
  readonly qualities: readonly number[];
}

const maxTerms = 12;

export function readSearchQuery(text: string, searchWords: SearchWords): SearchQuery {
  const typed = [...new Set(wordsOf(text).map(({ word }) => word))];
  const significant = typed.filter((word) => !stopWords.has(word));
  const terms = (significant.length > 0 ? significant : typed).slice(0, maxTerms);
  const readings = terms.flatMap((word, term) =>
    searchWords.readingsOf(word, term === terms.length - 1).map((reading) => ({ ...reading, term })),
  );
  return {
    terms: terms.length,
    termOf: readings.map(({ term }) => term),
    wordIds: readings.map(({ id }) => id),
    qualities: readings.map(({ quality }) => quality),
  };
}

/** Everything that a query finds, in the order of how well it fits. */
export async function rank(
  reader: SqlReader,
  postings: Postings,
  { termOf, wordIds, qualities }: SearchQuery,
  types: readonly SearchType[] | null,
): Promise<Ranking> {
  const lists = await postings.of(reader, wordIds);
  const readings = wordIds.map((id, index) => ({
    term: termOf[index] as number,
    quality: qualities[index] as number,
    // A version of the hub after this one may look through more, in the same database.
    lists: (lists.get(id) ?? []).filter(({ type }) => (types ?? searchTypes).includes(type)),
  }));
  return new Ranking(readings, postings.documentIds);
}

/** The documents at these places, in their order; one that went since is left out. */
export async function readHits(reader: SqlReader, places: readonly Place[]): Promise<Hit[]> {
  if (places.length === 0) return [];
  const found = await execute(
    reader,
    query
      .selectFrom('search_document')
      .select(['id', 'type', 'key', 'title', 'title_en as titleEn', 'text'])
      .where('id', '=', sql<number>`ANY(${places.map(({ id }) => id)}::int[])`)
      .$narrowType<Pick<Hit, 'type'>>(),
  );
  const documents = new Map(found.map((row) => [row.id, row]));
  return places.flatMap(({ id, score }) => {
    const document = documents.get(id);
    return document === undefined ? [] : [{ ...document, score }];
  });
}
