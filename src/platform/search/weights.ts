/** What each word of a document is worth in it. */
import { beginningOf } from '../text.ts';
import type { SearchDocument } from './model.ts';
import { distinctWordsOf, stopWords } from './words.ts';

/** A long text says little with each of its words, and would fill the index. */
const maxWords = 120;
/** What is kept of a text, to show it around a match. */
const longestText = 4_000;

export interface Weighted {
  readonly document: SearchDocument;
  readonly weights: ReadonlyMap<string, number>;
}

export function weigh(document: SearchDocument): Weighted {
  const kept = { ...document, text: beginningOf(document.text, longestText) };
  return { document: kept, weights: weightsOf(kept) };
}

const titleWeight = 1_000;
const textWeight = 300;

/** A word weighs more in a title, and the more the fewer words there are beside it. */
function weightsOf({ title, titleEn, text, boost }: SearchDocument): Map<string, number> {
  const weights = new Map<string, number>();
  const add = (part: string, whole: number, counted: ReadonlySet<string> = new Set()): void => {
    const words = distinctWordsOf(part);
    const weight = Math.max(1, Math.round((whole * boost) / Math.sqrt(words.size)));
    for (const word of words) {
      if (counted.has(word) || stopWords.has(word) || (weights.size >= maxWords && !weights.has(word))) continue;
      weights.set(word, Math.min(30_000, (weights.get(word) ?? 0) + weight));
    }
  };
  add(title, titleWeight);
  // A word of both names counts as one of one name.
  if (titleEn != null) add(titleEn, titleWeight, new Set(weights.keys()));
  add(text, textWeight);
  return weights;
}
