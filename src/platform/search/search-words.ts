/** Every word of the search, cached: a word that was typed leads to those that it may mean. */
import type { ClientBase } from 'pg';
import { execute, query } from '../database/kysely.ts';
import type { ReferenceData } from '../release-state.ts';
import { SimilarNames } from '../similar-names.ts';
import { stemsOf } from './words.ts';

/** A word that a typed one may mean, and how well it fits, in per cent. */
export interface Reading {
  readonly id: number;
  readonly quality: number;
}

const qualities = { same: 100, inflected: 90, begun: 60, oneTypo: 50, twoTypos: 30 };
/** A word that is being typed is completed from here on. */
const shortestBeginning = 3;
const maxReadings = 200;

export class SearchWords {
  #lastId = 0;
  readonly #ids = new Map<string, number>();
  readonly #byStem = new Map<string, string[]>();
  #sorted: readonly string[] = [];
  readonly #similarWords = new SimilarNames([]);
  readonly #similarStems = new SimilarNames([], { oneTypo: 5, twoTypos: 9 });

  get lastId(): number {
    return this.#lastId;
  }

  idOf(word: string): number | undefined {
    return this.#ids.get(word);
  }

  /** Only adds, so that a release before may go on reading: a word that no text has any more finds nothing. */
  add(words: readonly { readonly id: number; readonly word: string }[]): void {
    if (words.length === 0) return;
    for (const { id, word } of words) {
      const isName = !hasDigits(word);
      if (isName && !this.#ids.has(word)) this.#similarWords.add(word);
      this.#ids.set(word, id);
      for (const stem of stemsOf(word)) {
        const sharing = this.#byStem.get(stem);
        if (sharing === undefined) {
          this.#byStem.set(stem, [word]);
          if (!hasDigits(stem)) this.#similarStems.add(stem);
        } else sharing.push(word);
      }
      this.#lastId = Math.max(this.#lastId, id);
    }
    this.#sorted = merged(this.#sorted, words.map(({ word }) => word).sort());
  }

  /** The word itself and its inflected forms; else those that begin with it, else those a typing error or two away. */
  readingsOf(word: string, isLast: boolean): Reading[] {
    const found = new Map<string, number>();
    const add = (candidate: string, quality: number): void => {
      if ((found.get(candidate) ?? 0) < quality && found.size < maxReadings) found.set(candidate, quality);
    };
    if (this.#ids.has(word)) add(word, qualities.same);
    for (const stem of stemsOf(word)) for (const form of this.#byStem.get(stem) ?? []) add(form, qualities.inflected);
    if ((found.size === 0 || isLast) && word.length >= shortestBeginning) {
      for (const longer of this.#beginningWith(word)) add(longer, qualities.begun);
    }
    if (found.size === 0 && !hasDigits(word)) this.#addSimilar(word, add);
    return [...found].map(([form, quality]) => ({ id: this.#ids.get(form) ?? 0, quality }));
  }

  #addSimilar(word: string, add: (candidate: string, quality: number) => void): void {
    const qualityOf = (errors: number): number => (errors === 1 ? qualities.oneTypo : qualities.twoTypos);
    for (const [near, errors] of this.#similarWords.near(word)) {
      for (const stem of stemsOf(near)) {
        for (const form of this.#byStem.get(stem) ?? []) add(form, qualityOf(errors));
      }
    }
    for (const stem of stemsOf(word)) {
      for (const [near, errors] of this.#similarStems.near(stem)) {
        for (const form of this.#byStem.get(near) ?? []) add(form, qualityOf(errors));
      }
    }
  }

  *#beginningWith(start: string): Generator<string> {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle] as string) < start) low = middle + 1;
      else high = middle;
    }
    for (let word = this.#sorted[low]; word?.startsWith(start); word = this.#sorted[++low]) yield word;
  }
}

/** Two sorted lists as one: a release adds few words to many. */
function merged(some: readonly string[], others: readonly string[]): readonly string[] {
  if (some.length === 0) return others;
  const all: string[] = [];
  let at = 0;
  for (const word of others) {
    while (at < some.length && (some[at] as string) < word) all.push(some[at++] as string);
    all.push(word);
  }
  while (at < some.length) all.push(some[at++] as string);
  return all;
}

/** A code or number that differs in a digit is that of something else, and no typing error. */
function hasDigits(word: string): boolean {
  return /\d/.test(word);
}

export const cachedSearchWords: ReferenceData<SearchWords> = {
  name: 'The vocabulary of the search',
  async load(client: ClientBase, _release: number, before?: SearchWords) {
    const searchWords = before ?? new SearchWords();
    const { lastId } = searchWords;
    const added = query.selectFrom('search_word').select(['id', 'word']).where('id', '>', lastId).orderBy('id');
    searchWords.add(await execute(client, added));
    return searchWords;
  },
};
