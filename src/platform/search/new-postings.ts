/**
 * Postings that are still to be written, millions of them after a large import: written in the order of the index, whose
 * pages are then filled one after another, they take a fraction of the time that they take document by document.
 */
import type { ClientBase } from 'pg';
import { copyLines } from '../database/copy.ts';
import { withRoom } from '../typed-arrays.ts';
import { type SearchType, searchTypes } from './model.ts';

/** Of eleven bytes each. */
const maxPostings = 2 ** 20;
const columns = ['word_id', 'document_id', 'type', 'weight'] as const;

export class NewPostings {
  readonly #client: ClientBase;
  #size = 0;
  #words = new Int32Array(4_096);
  #documents = new Int32Array(4_096);
  #weights = new Int16Array(4_096);
  #types = new Uint8Array(4_096);

  constructor(client: ClientBase) {
    this.#client = client;
  }

  /** Writes what there is where there is no room for so many more. */
  async makeRoom(count: number): Promise<void> {
    if (this.#size + count > maxPostings) await this.write();
    const places = this.#size + count;
    this.#words = withRoom(this.#words, places);
    this.#documents = withRoom(this.#documents, places);
    this.#weights = withRoom(this.#weights, places);
    this.#types = withRoom(this.#types, places);
  }

  add(wordId: number, documentId: number, type: SearchType, weight: number): void {
    const at = this.#size;
    this.#words[at] = wordId;
    this.#documents[at] = documentId;
    this.#types[at] = searchTypes.indexOf(type);
    this.#weights[at] = weight;
    this.#size += 1;
  }

  async write(): Promise<void> {
    if (this.#size === 0) return;
    await copyLines(this.#client, 'search_posting', columns, this.#lines());
    this.#size = 0;
  }

  *#lines(): Generator<string> {
    // A word and the place of a posting as one number, for numbers are sorted without a call each; documents come in order.
    // One batch may have more than are kept: places are as many as there is room for.
    const places = this.#words.length;
    const order = new Float64Array(this.#size);
    for (let at = 0; at < order.length; at += 1) order[at] = (this.#words[at] as number) * places + at;
    order.sort();
    for (const key of order) {
      const at = key % places;
      yield `${this.#words[at]}\t${this.#documents[at]}\t${searchTypes[this.#types[at] as number]}\t${this.#weights[at]}\n`;
    }
  }
}
