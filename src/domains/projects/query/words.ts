import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import type { Tables } from '#platform/database/index.ts';

const eb = expressionBuilder<Tables & { p: Tables['project']; pa: Tables['participation'] }, 'p' | 'pa'>();

/** The shortest word that the trigrams of a text lead to. */
const indexedLength = 3;

/**
 * Words are looked for anywhere, by the index over trigrams. Words of one or two letters have none: beside longer ones they
 * only narrow down what these find, and alone they have to stand as words, which have trigrams with the blanks around them.
 */
export function hasWords(column: 'p.search_text' | 'pa.stated_key', words: readonly string[]): Expression<SqlBool>[] {
  const isIndexed = words.some((word) => word.length >= indexedLength);
  return words.map((word) => {
    const patterns = isIndexed ? [`%${word}%`] : [word, `${word} %`, `% ${word}`, `% ${word} %`];
    return eb.or(patterns.map((pattern) => eb(column, 'like', pattern)));
  });
}
