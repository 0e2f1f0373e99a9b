/** Finds documents that have every word of a question, best first. */
import type { Pool } from 'pg';
import type { SearchType } from './model.ts';
import type { Vocabulary } from './vocabulary.ts';
import { stopWords, wordsOf } from './words.ts';

export interface Hit {
  readonly id: number;
  readonly type: SearchType;
  readonly key: string;
  readonly title: string;
  readonly text: string;
  readonly score: number;
}

export interface SearchQuestion {
  /** For each word that was typed, the ids of those that it may mean. */
  readonly terms: number;
  readonly termOf: readonly number[];
  readonly wordIds: readonly number[];
  readonly qualities: readonly number[];
}

const mostTerms = 12;

export function readQuestion(text: string, vocabulary: Vocabulary): SearchQuestion {
  const typed = [...new Set(wordsOf(text).map(({ word }) => word))];
  const telling = typed.filter((word) => !stopWords.has(word));
  const terms = (telling.length > 0 ? telling : typed).slice(0, mostTerms);
  const readings = terms.flatMap((word, term) =>
    vocabulary.readingsOf(word, term === terms.length - 1).map((reading) => ({ ...reading, term })),
  );
  return {
    terms: terms.length,
    termOf: readings.map(({ term }) => term),
    wordIds: readings.map(({ id }) => id),
    qualities: readings.map(({ quality }) => quality),
  };
}

/** Documents with every term; where none has them all, those with one fewer, and so on down to one. */
const scored = `
  WITH hit AS (
    SELECT p.document_id, w.term, max(p.weight * w.quality) AS score
    FROM unnest($1::int[], $2::int[], $3::int[]) AS w(term, word_id, quality)
    JOIN search_posting p ON p.word_id = w.word_id
    WHERE $4::search_type[] IS NULL OR p.type = ANY($4)
    GROUP BY p.document_id, w.term
  ), scored AS (
    SELECT document_id, sum(score)::int AS score, count(*)::int AS terms FROM hit GROUP BY document_id
  ), found AS (
    SELECT document_id, score FROM scored WHERE terms = (SELECT max(terms) FROM scored)
  )`;

export async function countHits(
  pool: Pool,
  question: SearchQuestion,
  types: readonly SearchType[] | null,
): Promise<number> {
  const counted = await pool.query<{ count: number }>(
    `${scored} SELECT count(*)::int AS count FROM found`,
    parameters(question, types),
  );
  return counted.rows[0]?.count ?? 0;
}

export interface HitRange {
  readonly after: { readonly score: number; readonly id: number } | null;
  readonly before: { readonly score: number; readonly id: number } | null;
  readonly backwards: boolean;
  readonly limit: number;
}

export async function findHits(
  pool: Pool,
  question: SearchQuestion,
  types: readonly SearchType[] | null,
  { after, before, backwards, limit }: HitRange,
): Promise<Hit[]> {
  const [scores, ids] = backwards ? ['ASC', 'DESC'] : ['DESC', 'ASC'];
  const found = await pool.query<Hit>(
    `${scored}, page AS (
       SELECT document_id, score FROM found
       WHERE ($5::int IS NULL OR score < $5 OR (score = $5 AND document_id > $6::int))
         AND ($7::int IS NULL OR score > $7 OR (score = $7 AND document_id < $8::int))
       ORDER BY score ${scores}, document_id ${ids} LIMIT $9
     )
     SELECT d.id, d.type, d.key, d.title, d.text, page.score
     FROM page JOIN search_document d ON d.id = page.document_id
     ORDER BY page.score ${scores}, d.id ${ids}`,
    [
      ...parameters(question, types),
      after?.score ?? null,
      after?.id ?? null,
      before?.score ?? null,
      before?.id ?? null,
      limit,
    ],
  );
  return found.rows;
}

function parameters({ termOf, wordIds, qualities }: SearchQuestion, types: readonly SearchType[] | null): unknown[] {
  return [termOf, wordIds, qualities, types];
}
