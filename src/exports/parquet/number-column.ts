/** Numbers, days, moments and booleans of one column in the group of rows that is being gathered. */
import type { EncodedColumn } from './chunk.ts';
import { bitWidthOf, packRuns } from './runs.ts';
import type { PhysicalType } from './schema.ts';

export class NumberColumn {
  readonly #type: PhysicalType;
  readonly #values: Float64Array;
  readonly #flags: Uint8Array;
  #nulls = 0;

  constructor(type: PhysicalType, maxRows: number) {
    this.#type = type;
    this.#values = new Float64Array(maxRows);
    this.#flags = new Uint8Array(maxRows);
  }

  readonly bytes = 0;

  setNull(row: number): void {
    this.#flags[row] = 0;
    this.#nulls += 1;
  }

  set(row: number, value: number): void {
    this.#values[row] = value;
    this.#flags[row] = 1;
  }

  encode(rows: number): EncodedColumn {
    const flags = this.#flags.subarray(0, rows);
    const all = this.#values.subarray(0, rows);
    const present = this.#nulls === 0 ? all : all.filter((_, row) => flags[row] === 1);
    const shared = { rows, nulls: this.#nulls, flags: this.#nulls === 0 ? null : flags };
    if (this.#type === 'BOOLEAN') return { ...shared, bounds: {}, dictionary: null, values: [bitsOf(present)] };
    const bounds = boundsOf(present);
    const dictionary = dictionaryOf(present, this.#type === 'INT32' ? 4 : 8);
    if (dictionary === null) return { ...shared, bounds, dictionary, values: [this.#plain(present)] };
    const { distinct, numbers } = dictionary;
    const bitWidth = bitWidthOf(distinct.length - 1);
    const values = [Uint8Array.of(bitWidth), packRuns(numbers, numbers.length, bitWidth)];
    return { ...shared, bounds, dictionary: { bytes: this.#plain(distinct), count: distinct.length }, values };
  }

  #plain(values: Float64Array): Uint8Array {
    const typed =
      this.#type === 'INT32'
        ? Int32Array.from(values)
        : this.#type === 'INT64'
          ? BigInt64Array.from(values, BigInt)
          : values.slice();
    return new Uint8Array(typed.buffer, typed.byteOffset, typed.byteLength);
  }

  clear(): void {
    this.#nulls = 0;
  }
}

function bitsOf(values: Float64Array): Uint8Array {
  const bits = new Uint8Array(Math.ceil(values.length / 8));
  for (const [at, value] of values.entries()) if (value !== 0) bits[at >> 3] = (bits[at >> 3] ?? 0) | (1 << (at & 7));
  return bits;
}

/** The format's own rule: NaN bounds nothing, and a zero is -0 as the lower and +0 as the upper bound. */
function boundsOf(values: Float64Array): EncodedColumn['bounds'] {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min > max ? {} : { min_value: min === 0 ? -0 : min, max_value: max === 0 ? 0 : max };
}

/** Null where it would not at least halve the values. */
function dictionaryOf(
  values: Float64Array,
  bytesOfValue: number,
): { distinct: Float64Array; numbers: Int32Array } | null {
  const max = Math.floor(values.length / 2);
  if (max === 0) return null;
  const words = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(max * 2 + 2)));
  const firsts: number[] = [];
  const numbers = new Int32Array(values.length);
  for (let at = 0; at < values.length; at += 1) {
    const number = numberOf(words, at, slots, firsts);
    if (firsts.length > max || isHopeless(at, firsts.length)) return null;
    numbers[at] = number;
  }
  const indexBytes = (values.length * bitWidthOf(firsts.length - 1)) / 8;
  if (firsts.length * bytesOfValue + indexBytes > values.length * bytesOfValue * 0.8) return null;
  return { distinct: Float64Array.from(firsts, (first) => values[first] ?? 0), numbers };
}

/** In the first rows it shows that nearly all differ. */
const isHopeless = (at: number, distinct: number): boolean => at === 4_096 && distinct > 3_072;

/** Values are the same when their bits are: NaN is, 0 and -0 are not. */
function numberOf(words: Int32Array, at: number, slots: Int32Array, firsts: number[]): number {
  const [low, high] = [words[at * 2] ?? 0, words[at * 2 + 1] ?? 0];
  const mask = slots.length - 1;
  let hash = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b);
  hash ^= hash >>> 15;
  for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
    const number = (slots[slot] ?? 0) - 1;
    if (number === -1) {
      slots[slot] = firsts.push(at);
      return firsts.length - 1;
    }
    const first = firsts[number] ?? 0;
    if (words[first * 2] === low && words[first * 2 + 1] === high) return number;
  }
}
