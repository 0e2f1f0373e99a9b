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
  return words.map((word) => (isIndexed ? sql<SqlBool>`${text} LIKE ${containing(word)}` : isWordOf(text, word)));
}

/** The planner finds no trigrams in a regular expression for it; `<<%` finds them by its index, and more than the word. */
function isWordOf(text: RawBuilder<unknown>, word: string): RawBuilder<SqlBool> {
  const exact = word.replace(/[^\p{L}\p{N}]/gu, '\\$&');
  return sql<SqlBool>`(${word}::text <<% ${text} AND ${text} ~ ${`(^|[^[:alnum:]])${exact}([^[:alnum:]]|$)`})`;
}

/** What filters by words say of short ones, in the schema. */
export const shortWords = 'Words of one or two letters alone match whole words.';
