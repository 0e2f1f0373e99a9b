/** Every word of the search, cached: a word that was typed leads to those that it may mean. */
import type { ClientBase } from 'pg';
import { execute, query } from '../database/kysely.ts';
import { DistinctTexts } from '../distinct-texts.ts';
import type { ReferenceData } from '../release-state.ts';
import { SimilarNames } from '../similar-names.ts';
import { withRoom } from '../typed-arrays.ts';
import { stemsOf } from './words.ts';
import { WordsByStem } from './words-by-stem.ts';

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
  readonly #words = new DistinctTexts();
  /** The id of each word, by its place. */
  #ids = new Int32Array();
  readonly #byStem = new WordsByStem();
  /** The places of the words, in the order of the words. */
  #sorted = new Uint32Array();
  readonly #similarWords = new SimilarNames([]);
  readonly #similarStems = new SimilarNames([], { oneTypo: 5, twoTypos: 9 });

  get lastId(): number {
    return this.#lastId;
  }

  idOf(word: string): number | undefined {
    const place = this.#words.placeOf(word);
    return place === undefined ? undefined : this.#ids[place];
  }

  /** Only adds, so that a release before may go on reading: a word that no text has any more finds nothing. */
  add(words: readonly { readonly id: number; readonly word: string }[]): void {
    const known = this.#words.length;
    const places = this.#words.add(words.map(({ word }) => word));
    this.#ids = withRoom(this.#ids, this.#words.length);
    for (const [index, { id }] of words.entries()) {
      this.#ids[places[index] as number] = id;
      this.#lastId = Math.max(this.#lastId, id);
    }
    const added = Array.from({ length: this.#words.length - known }, (_, index) => known + index);
    this.#addForms(added);
    this.#sorted = merged(this.#words, this.#sorted, added);
  }

  #addForms(places: readonly number[]): void {
    const entries = places.flatMap((word) => stemsOf(this.#words.get(word)).map((stem) => ({ stem, word })));
    this.#similarStems.add(this.#byStem.add(entries).filter((stem) => !hasDigits(stem)));
    this.#similarWords.add(places.map((place) => this.#words.get(place)).filter((word) => !hasDigits(word)));
  }

  #withStem(stem: string): string[] {
    return this.#byStem.words(stem).map((place) => this.#words.get(place));
  }

  /** The word itself and its inflected forms; else those that begin with it, else those a typing error or two away. */
  readingsOf(word: string, isLast: boolean): Reading[] {
    const found = new Map<string, number>();
    const add = (candidate: string, quality: number): void => {
      if ((found.get(candidate) ?? 0) < quality && found.size < maxReadings) found.set(candidate, quality);
    };
    if (this.#words.placeOf(word) !== undefined) add(word, qualities.same);
    for (const stem of stemsOf(word)) for (const form of this.#withStem(stem)) add(form, qualities.inflected);
    if ((found.size === 0 || isLast) && word.length >= shortestBeginning) {
      for (const longer of this.#beginningWith(word)) add(longer, qualities.begun);
    }
    if (found.size === 0 && !hasDigits(word)) this.#addSimilar(word, add);
    return [...found].map(([form, quality]) => ({ id: this.idOf(form) ?? 0, quality }));
  }

  #addSimilar(word: string, add: (candidate: string, quality: number) => void): void {
    const qualityOf = (errors: number): number => (errors === 1 ? qualities.oneTypo : qualities.twoTypos);
    for (const [near, errors] of this.#similarWords.near(word)) {
      for (const stem of stemsOf(near)) {
        for (const form of this.#withStem(stem)) add(form, qualityOf(errors));
      }
    }
    for (const stem of stemsOf(word)) {
      for (const [near, errors] of this.#similarStems.near(stem)) {
        for (const form of this.#withStem(near)) add(form, qualityOf(errors));
      }
    }
  }

  *#beginningWith(start: string): Generator<string> {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#words.compare(this.#sorted[middle] as number, start) < 0) low = middle + 1;
      else high = middle;
    }
    for (; low < this.#sorted.length; low++) {
      const word = this.#words.get(this.#sorted[low] as number);
      if (!word.startsWith(start)) return;
      yield word;
    }
  }
}

/** Places of sorted words with those of others: a release adds few words to many. */
function merged(words: DistinctTexts, sorted: Uint32Array, added: readonly number[]): Uint32Array<ArrayBuffer> {
  const all = new Uint32Array(sorted.length + added.length);
  let [from, to] = [0, 0];
  for (const { place, word } of inOrder(added.map((place) => ({ place, word: words.get(place) })))) {
    while (from < sorted.length && words.compare(sorted[from] as number, word) < 0) {
      all[to++] = sorted[from++] as number;
    }
    all[to++] = place;
  }
  all.set(sorted.subarray(from), to);
  return all;
}

/** By UTF-16 units, as the words are compared. */
function inOrder<T extends { readonly word: string }>(words: T[]): T[] {
  return words.sort((a, b) => (a.word < b.word ? -1 : 1));
}

/** A code or number that differs in a digit is that of something else, and no typing error. */
function hasDigits(word: string): boolean {
  return /\d/.test(word);
}

/** Read at once; all of them as rows would take more memory than what is made of them. */
const batchSize = 10_000;

export const cachedSearchWords: ReferenceData<SearchWords> = {
  name: 'The vocabulary of the search',
  async load(client: ClientBase, _release: number, before?: SearchWords) {
    const searchWords = before ?? new SearchWords();
    for (let isWhole = false; !isWhole; ) {
      const words = query
        .selectFrom('search_word')
        .select(['id', 'word'])
        .where('id', '>', searchWords.lastId)
        .orderBy('id')
        .limit(batchSize);
      const batch = await execute(client, words);
      searchWords.add(batch);
      isWhole = batch.length < batchSize;
    }
    return searchWords;
  },
};
