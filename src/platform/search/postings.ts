/**
 * Which documents have a word, and what a hit is worth, cached once it was requested: half of all queries share
 * their words, and adding up what 100,000 documents have takes PostgreSQL a second and an array some milliseconds.
 */
import { sql } from 'kysely';
import { execute, query, type SqlReader } from '../database/kysely.ts';
import type { ReleaseState } from '../release-state.ts';
import type { SearchType } from './model.ts';

/** The documents of one type that have a word. Documents go by their number here, see `documentIds`. */
export interface PostingList {
  readonly type: SearchType;
  readonly documents: Int32Array;
  readonly weights: Int16Array;
}

/** With eight bytes each, and some more for the lists themselves. */
const maxPostings = 8_000_000;
const bytesOfPosting = 6;

interface Row {
  readonly wordId: number;
  readonly type: SearchType;
  readonly postings: Buffer;
}

export class Postings {
  readonly #lists = new Map<number, readonly PostingList[]>();
  readonly #numbers = new Map<number, number>();
  #size = 0;
  /** The id of each document that any list has, by its number. */
  readonly documentIds: number[] = [];

  /** The lists of these words, which stay what they are when the words are forgotten here. */
  async of(reader: SqlReader, wordIds: readonly number[]): Promise<ReadonlyMap<number, readonly PostingList[]>> {
    const requested = [...new Set(wordIds)];
    const missing = requested.filter((id) => !this.#lists.has(id));
    if (missing.length > 0) await this.#load(reader, missing);
    const found = new Map(requested.map((id) => [id, this.#lists.get(id) ?? []]));
    this.#forget();
    return found;
  }

  async #load(reader: SqlReader, wordIds: readonly number[]): Promise<void> {
    const rows = await execute(
      reader,
      query
        .selectFrom('search_posting')
        .select(({ ref }) => [
          'word_id as wordId',
          'type',
          sql<Buffer>`string_agg(int4send(${ref('document_id')}) || int2send(${ref('weight')}), ''::bytea)`.as(
            'postings',
          ),
        ])
        .where('word_id', '=', sql<number>`ANY(${wordIds}::int[])`)
        .groupBy(['word_id', 'type'])
        .$narrowType<Pick<Row, 'type'>>(),
    );
    const rowsOf = Map.groupBy(rows, ({ wordId }) => wordId);
    for (const id of wordIds) {
      // Another query may have requested the same word meanwhile.
      if (this.#lists.has(id)) continue;
      const lists = (rowsOf.get(id) ?? []).map((row) => this.#read(row));
      this.#lists.set(id, lists);
      this.#size += sizeOf(lists);
    }
  }

  #read({ type, postings }: Row): PostingList {
    const length = postings.length / bytesOfPosting;
    const documents = new Int32Array(length);
    const weights = new Int16Array(length);
    for (let index = 0; index < length; index++) {
      documents[index] = this.#numberOf(postings.readInt32BE(index * bytesOfPosting));
      weights[index] = postings.readInt16BE(index * bytesOfPosting + 4);
    }
    return { type, documents, weights };
  }

  #numberOf(documentId: number): number {
    const known = this.#numbers.get(documentId);
    if (known !== undefined) return known;
    const number = this.documentIds.push(documentId) - 1;
    this.#numbers.set(documentId, number);
    return number;
  }

  /** The words that have been here longest go first. */
  #forget(): void {
    for (const [id, lists] of this.#lists) {
      if (this.#size <= maxPostings) return;
      this.#lists.delete(id);
      this.#size -= sizeOf(lists);
    }
  }
}

function sizeOf(lists: readonly PostingList[]): number {
  return lists.reduce((sum, { documents }) => sum + documents.length, 0);
}

const ofReleases = new WeakMap<ReleaseState, Postings>();

/** Those of a release, which go with it. */
export function postingsOf(release: ReleaseState): Postings {
  let postings = ofReleases.get(release);
  if (postings === undefined) {
    postings = new Postings();
    ofReleases.set(release, postings);
  }
  return postings;
}
