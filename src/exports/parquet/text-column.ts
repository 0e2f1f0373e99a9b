/**
 * The texts of one column in the group of rows that is being gathered: each distinct one once, and which of them each row
 * has. They are compared and kept as bytes; nothing is decoded.
 */
import { withRoom } from '#platform/typed-arrays.ts';
import type { EncodedColumn } from './chunk.ts';
import { bitWidthOf, packRuns } from './runs.ts';

const missing = -1;
const lengthBytes = 4;
/** After so many rows it shows whether texts repeat. */
const sampleRows = 8_192;
/** Where fewer repeat, looking for repetitions costs more than it saves. */
const maxDistinctShare = 0.75;

export class TextColumn {
  /** Of each row its text's number, in the order in which they came. */
  readonly #numbers: Int32Array;
  /** The texts with their lengths before them, as Parquet writes them plainly. */
  #texts = Buffer.alloc(64 * 1024);
  /** Where each text ends, its length included. */
  #ends = new Int32Array(1_024);
  #distinct = 0;
  /** By hash: the number of a text and 1. */
  #slots = new Int32Array(4_096);
  #hasRepetitions = true;
  #last = missing;
  #plainBytes = 0;
  #nulls = 0;

  constructor(maxRows: number) {
    this.#numbers = new Int32Array(maxRows);
  }

  /** Of the distinct texts. */
  get bytes(): number {
    return this.#distinct === 0 ? 0 : (this.#ends[this.#distinct - 1] ?? 0);
  }

  setNull(row: number): void {
    this.#numbers[row] = missing;
    this.#nulls += 1;
  }

  set(row: number, bytes: Uint8Array, start: number, end: number): void {
    // Rows are in the order of their key: most have the text of the row before.
    if (this.#last === missing || !this.#isText(this.#last, bytes, start, end)) {
      this.#last = this.#hasRepetitions ? this.#numberOf(row, bytes, start, end) : this.#add(bytes, start, end);
    }
    this.#plainBytes += lengthBytes + end - start;
    this.#numbers[row] = this.#last;
  }

  #numberOf(row: number, bytes: Uint8Array, start: number, end: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashOf(bytes, start, end) & mask;
    for (;;) {
      const number = (this.#slots[slot] ?? 0) - 1;
      if (number === missing) break;
      if (this.#isText(number, bytes, start, end)) return number;
      slot = (slot + 1) & mask;
    }
    const number = this.#add(bytes, start, end);
    this.#slots[slot] = number + 1;
    if (this.#distinct * 2 > this.#slots.length) this.#growSlots();
    if (row >= sampleRows && this.#distinct > row * maxDistinctShare) this.#hasRepetitions = false;
    return number;
  }

  #growSlots(): void {
    this.#slots = new Int32Array(this.#slots.length * 4);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.#distinct; number += 1) {
      let slot = hashOf(this.#texts, this.#startOf(number), this.#ends[number] ?? 0) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number + 1;
    }
  }

  #add(bytes: Uint8Array, start: number, end: number): number {
    const at = this.bytes;
    const after = at + lengthBytes + end - start;
    if (after > this.#texts.length) this.#texts = grown(this.#texts, after);
    this.#ends = withRoom(this.#ends, this.#distinct + 1);
    this.#texts.writeInt32LE(end - start, at);
    copy(bytes, start, end, this.#texts, at + lengthBytes);
    this.#ends[this.#distinct] = after;
    this.#distinct += 1;
    return this.#distinct - 1;
  }

  #startOf(number: number): number {
    return (number === 0 ? 0 : (this.#ends[number - 1] ?? 0)) + lengthBytes;
  }

  #isText(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#startOf(number);
    const length = end - start;
    if ((this.#ends[number] ?? 0) - from !== length) return false;
    // From the end: numbers and ids differ there.
    for (let at = length - 1; at >= 0; at -= 1) if (this.#texts[from + at] !== bytes[start + at]) return false;
    return true;
  }

  /** The gathered rows; a dictionary where it at least halves them. */
  encode(rows: number, isOrdered: boolean): EncodedColumn {
    const numbers = this.#numbers.subarray(0, rows);
    const present = this.#nulls === 0 ? numbers : numbers.filter((number) => number !== missing);
    const flags = this.#nulls === 0 ? null : Uint8Array.from(numbers, (number) => (number === missing ? 0 : 1));
    const bounds = isOrdered ? this.#bounds() : {};
    const shared = { rows, nulls: this.#nulls, flags, bounds };
    const texts = this.#texts.subarray(0, this.bytes);
    if (this.#distinct > 0 && texts.length * 2 <= this.#plainBytes) {
      const bitWidth = bitWidthOf(this.#distinct - 1);
      const runs = packRuns(present, present.length, bitWidth);
      return {
        ...shared,
        dictionary: { bytes: texts, count: this.#distinct },
        values: [Uint8Array.of(bitWidth), runs],
      };
    }
    const isOnce = this.#plainBytes === texts.length;
    return { ...shared, dictionary: null, values: [isOnce ? texts : this.#plain(present)] };
  }

  #plain(numbers: Int32Array): Uint8Array {
    const plain = Buffer.allocUnsafe(this.#plainBytes);
    let to = 0;
    for (const number of numbers) {
      const start = this.#startOf(number) - lengthBytes;
      const end = this.#ends[number] ?? 0;
      copy(this.#texts, start, end, plain, to);
      to += end - start;
    }
    return plain;
  }

  #bounds(): EncodedColumn['bounds'] {
    if (this.#distinct === 0) return {};
    let [min, max] = [this.#textOf(0), this.#textOf(0)];
    for (let number = 1; number < this.#distinct; number += 1) {
      const text = this.#textOf(number);
      if (text.compare(min) < 0) min = text;
      else if (text.compare(max) > 0) max = text;
    }
    return { min_value: Uint8Array.from(min), max_value: Uint8Array.from(max) };
  }

  #textOf(number: number): Buffer {
    return this.#texts.subarray(this.#startOf(number), this.#ends[number]);
  }

  /** For the next group. */
  clear(): void {
    this.#slots.fill(0);
    [this.#distinct, this.#plainBytes, this.#nulls, this.#last] = [0, 0, 0, missing];
    this.#hasRepetitions = true;
  }
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}

/** Short texts, which most are, cost less byte by byte. */
function copy(from: Uint8Array, start: number, end: number, to: Uint8Array, at: number): void {
  if (end - start > 48) to.set(from.subarray(start, end), at);
  else for (let index = start; index < end; index += 1) to[at + index - start] = from[index] ?? 0;
}

function grown(buffer: Buffer, bytes: number): Buffer<ArrayBuffer> {
  const larger = Buffer.alloc(Math.max(buffer.length * 2, bytes));
  larger.set(buffer);
  return larger;
}
