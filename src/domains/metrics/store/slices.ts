/** The slices that a source states values of, numbered as they are met, with how many values and of whom each has. */
import { withRoom } from '#platform/typed-arrays.ts';
import type { SliceKey } from '../reference-data.ts';
import type { StagedSlice } from './staged-table.ts';

/** Bits of subjects may take so many words of four bytes together; a file with more is searched for repeats by PostgreSQL. */
const maxWords = 16_000_000;

class Slice {
  readonly number: number;
  readonly key: SliceKey;
  stated = 0;
  valued = 0;
  /** One bit for each subject that has a value. */
  #subjects = new Uint32Array(8);

  constructor(number: number, key: SliceKey) {
    this.number = number;
    this.key = key;
  }

  get words(): number {
    return this.#subjects.length;
  }

  /** Whether the subject was here before. */
  add(subject: number): boolean {
    const word = subject >>> 5;
    this.#subjects = withRoom(this.#subjects, word + 1);
    const bit = 1 << (subject & 31);
    const before = this.#subjects[word] as number;
    this.#subjects[word] = before | bit;
    return (before & bit) !== 0;
  }

  /** Of more subjects than their number nobody needs the bits any more. */
  forget(): void {
    this.#subjects = new Uint32Array(0);
  }
}

export class Slices {
  readonly #all: Slice[] = [];
  readonly #byMetric = new Map<number, Map<number, Slice>>();
  #words = 0;
  /** Whether one subject may have several values in a slice: for certain, or because nobody kept count. */
  mayRepeat = false;

  /** The number of the slice, in which the subject has one value more. */
  add(key: SliceKey, subject: number, hasValue: boolean): number {
    const slice = this.#find(key);
    slice.stated += 1;
    if (hasValue) slice.valued += 1;
    if (!this.mayRepeat) this.#see(slice, subject);
    return slice.number;
  }

  #see(slice: Slice, subject: number): void {
    const { words } = slice;
    this.mayRepeat = slice.add(subject);
    this.#words += slice.words - words;
    if (this.#words > maxWords) this.mayRepeat = true;
    if (this.mayRepeat) for (const one of this.#all) one.forget();
  }

  /** Numbers in place of a text as the key: a file of a million values looks here a million times. */
  #find(key: SliceKey): Slice {
    const ofMetric = key.metricId * 100 + key.level;
    let slices = this.#byMetric.get(ofMetric);
    if (slices === undefined) {
      slices = new Map();
      this.#byMetric.set(ofMetric, slices);
    }
    const ofSlice = key.dimensionId * 1_000_000 + key.period;
    let slice = slices.get(ofSlice);
    if (slice === undefined) {
      slice = new Slice(this.#all.length, key);
      this.#all.push(slice);
      slices.set(ofSlice, slice);
      this.#words += slice.words;
    }
    return slice;
  }

  /** In the order of the primary key of observations. */
  get rows(): StagedSlice[] {
    const ordered = this.#all.toSorted(({ key: a }, { key: b }) => compare(a, b));
    return ordered.map(({ number, key, stated, valued }, place) => ({
      slice: number,
      place,
      metric_id: key.metricId,
      facet_id: key.facetId,
      level: key.level,
      dimension_id: key.dimensionId,
      period: key.period,
      stated,
      valued,
    }));
  }
}

function compare(a: SliceKey, b: SliceKey): number {
  return (
    a.metricId - b.metricId ||
    a.facetId - b.facetId ||
    a.level - b.level ||
    a.dimensionId - b.dimensionId ||
    a.period - b.period
  );
}
