/**
 * Postings that are still to be written, millions of them after a large import: written in the order of the index, whose
 * pages are then filled one after another, they take a fraction of the time that they take document by document.
 */
import type { ClientBase } from 'pg';
import { copyBinary } from '../database/copy.ts';
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
    await copyBinary(this.#client, 'search_posting', columns, this.#rows());
    this.#size = 0;
  }

  /** As COPY's binary format has rows: the number of cells, and each after its length. */
  *#rows(): Generator<Uint8Array> {
    // A word and the place of a posting as one number, for numbers are sorted without a call each; documents come in order.
    // One batch may have more than are kept: places are as many as there is room for.
    const places = this.#words.length;
    const order = new Float64Array(this.#size);
    for (let at = 0; at < order.length; at += 1) order[at] = (this.#words[at] as number) * places + at;
    order.sort();
    let chunk = new DataView(new ArrayBuffer(chunkBytes));
    let end = 0;
    for (const key of order) {
      if (end + maxRowBytes > chunkBytes) {
        yield new Uint8Array(chunk.buffer, 0, end);
        [chunk, end] = [new DataView(new ArrayBuffer(chunkBytes)), 0];
      }
      end = this.#writeRow(chunk, end, key % places);
    }
    yield new Uint8Array(chunk.buffer, 0, end);
  }

  #writeRow(chunk: DataView, start: number, at: number): number {
    const type = typeNames[this.#types[at] as number] as Uint8Array;
    chunk.setInt16(start, columns.length);
    chunk.setInt32(start + 2, 4);
    chunk.setInt32(start + 6, this.#words[at] as number);
    chunk.setInt32(start + 10, 4);
    chunk.setInt32(start + 14, this.#documents[at] as number);
    chunk.setInt32(start + 18, type.length);
    for (let index = 0; index < type.length; index += 1) chunk.setUint8(start + 22 + index, type[index] as number);
    const end = start + 22 + type.length;
    chunk.setInt32(end, 2);
    chunk.setInt16(end + 4, this.#weights[at] as number);
    return end + 6;
  }
}

const typeNames = searchTypes.map((type) => new TextEncoder().encode(type));
const maxRowBytes = 28 + Math.max(...typeNames.map(({ length }) => length));
const chunkBytes = 262_144;
