/** Words of a filter in a folded text, found by the index over its trigrams. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { containing } from './conditions.ts';

/** The shortest word that trigrams lead to anywhere in a text. */
const indexedLength = 3;

/**
 * That a text contains each of the words. Words of one or two letters have no trigrams inside of others: beside longer words they only
 * narrow down what these find, and alone they have to stand as words, which have trigrams with what is around them.
 */
export function hasWords(text: RawBuilder<unknown>, words: readonly string[]): RawBuilder<SqlBool>[] {
  const isIndexed = words.some((word) => word.length >= indexedLength);
  return words.map((word) =>
    isIndexed ? sql<SqlBool>`${text} LIKE ${containing(word)}` : isLikeAny(text, asWord(word)),
  );
}

function isLikeAny(text: RawBuilder<unknown>, patterns: readonly string[]): RawBuilder<SqlBool> {
  const alternatives = patterns.map((pattern) => sql`${text} LIKE ${pattern}`);
  return sql<SqlBool>`(${sql.join(alternatives, sql` OR `)})`;
}

/** Words stand between blanks, and names in lines. The planner finds no trigrams in a regular expression for it. */
const between = [' ', '\n'];

function asWord(word: string): string[] {
  const exact = word.replace(/[\\%_]/g, '\\$&');
  const ends = between.flatMap((sign) => [`${exact}${sign}%`, `%${sign}${exact}`]);
  const inside = between.flatMap((before) => between.map((after) => `%${before}${exact}${after}%`));
  return [exact, ...ends, ...inside];
}

/** What filters by words say of short ones, in the schema. */
export const shortWords = 'Words of one or two letters alone match whole words.';
