/** Which documents have every word of a query, and how well each fits. */
import type { PostingList } from './postings.ts';

/** A word that the query may mean. */
export interface RankedReading {
  /** Which of the typed words it stands for, from 0; those of one term stand together. */
  readonly term: number;
  readonly quality: number;
  readonly lists: readonly PostingList[];
}

export interface Place {
  readonly score: number;
  readonly id: number;
}

/** The scores of all documents while a query is added up. */
class Scores {
  readonly scores: Int32Array;
  /** How many of the terms each document has. */
  readonly terms: Uint8Array;
  readonly #lastTerm: Int8Array;
  readonly #lastScore: Int32Array;

  constructor(documents: number) {
    this.scores = new Int32Array(documents);
    this.terms = new Uint8Array(documents);
    this.#lastTerm = new Int8Array(documents).fill(-1);
    this.#lastScore = new Int32Array(documents);
  }

  /** The readings of one term come together, and only the best of them counts. */
  add(term: number, quality: number, { documents, weights }: PostingList): void {
    for (let index = 0; index < documents.length; index++) {
      this.#hit(documents[index] as number, term, (weights[index] as number) * quality);
    }
  }

  #hit(document: number, term: number, score: number): void {
    let before = 0;
    if (this.#lastTerm[document] === term) {
      before = this.#lastScore[document] as number;
      if (score <= before) return;
    } else {
      this.#lastTerm[document] = term;
      this.terms[document] = (this.terms[document] as number) + 1;
    }
    this.#lastScore[document] = score;
    this.scores[document] = (this.scores[document] as number) + score - before;
  }
}

/** Documents with every term; where none has them all, those with one fewer, and so on down to one. */
export class Ranking {
  /** Plain loops over typed arrays: common words are in 100,000 documents and more. */
  readonly #ids: Int32Array;
  readonly #scores: Int32Array;

  constructor(readings: readonly RankedReading[], documentIds: readonly number[]) {
    const added = new Scores(documentIds.length);
    for (const { term, quality, lists } of readings) for (const list of lists) added.add(term, quality, list);
    const { max, count } = countOfMax(added.terms);
    this.#ids = new Int32Array(count);
    this.#scores = new Int32Array(count);
    let at = 0;
    for (let document = 0; at < count; document++) {
      if (added.terms[document] !== max) continue;
      this.#ids[at] = documentIds[document] as number;
      this.#scores[at] = added.scores[document] as number;
      at += 1;
    }
  }

  get count(): number {
    return this.#ids.length;
  }

  /** The best `limit` between two places; backwards the worst, the worst of all first. */
  page(after: Place | null, before: Place | null, backwards: boolean, limit: number): Place[] {
    const isEarlier = backwards ? (a: Place, b: Place) => comesBefore(b, a) : comesBefore;
    const isWithin = (place: Place): boolean =>
      (after === null || comesBefore(after, place)) && (before === null || comesBefore(place, before));
    const sign = backwards ? -1 : 1;
    const page: Place[] = [];
    for (let index = 0; index < this.#ids.length; index++) {
      const score = this.#scores[index] as number;
      const last = page.length < limit ? undefined : page.at(-1);
      // Most documents are left out by their score alone.
      if (last !== undefined && sign * score < sign * last.score) continue;
      const place = { score, id: this.#ids[index] as number };
      if ((last !== undefined && !isEarlier(place, last)) || !isWithin(place)) continue;
      const at = page.findIndex((other) => isEarlier(place, other));
      page.splice(at === -1 ? page.length : at, 0, place);
      page.length = Math.min(page.length, limit);
    }
    return page;
  }
}

/** The highest number of terms that any document has, and how many have it; none when no document has any. */
function countOfMax(terms: Uint8Array): { max: number; count: number } {
  let max = 1;
  let count = 0;
  for (let document = 0; document < terms.length; document++) {
    const has = terms[document] as number;
    if (has > max) {
      max = has;
      count = 1;
    } else if (has === max) count += 1;
  }
  return { max, count };
}

function comesBefore(a: Place, b: Place): boolean {
  return a.score > b.score || (a.score === b.score && a.id < b.id);
}
