/**
 * The texts that the cells of a workbook point at. Descriptions of 2,000 characters make them the largest part of an
 * official list (more than 200 MB for 100,000 rows), so they are kept packed in blocks: cells point at them nearly in
 * the order in which they are kept, so that each block is unpacked about once. Names and numbers are kept as they are:
 * the same ones stand in rows far apart, and a block would be unpacked for each.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';

const blockBytes = 65_536;
/** Packed blocks lie in large pieces of memory, which go back to the system as soon as nobody reads the workbook any more. */
const slabBytes = 4_194_304;
const unpackedBlocks = 64;
/** In UTF-16 units: 74,000 beneficiaries and 100,000 contract numbers take five megabytes. */
const longestPlain = 80;
const maxPlainSlabs = 8;
/** Added to the number of a slab of plain texts, where the others have that of their block. */
const plainMark = 0x8000_0000;
const keptTexts = 20_000;
/** Only texts that may stand in many cells are kept as they are. */
const longestKept = 200;

export class SharedStrings {
  readonly #packed: Buffer[] = [];
  readonly #plain: Buffer[] = [];
  #plainSize = 0;
  #slab = Buffer.alloc(0);
  #slabSize = 0;
  readonly #unpacked = new RecentlyUsed<Buffer>(unpackedBlocks);
  readonly #texts = new RecentlyUsed<string>(keptTexts);
  #block = Buffer.allocUnsafe(blockBytes);
  #blockSize = 0;
  #blockOf = new Uint32Array(1024);
  #startOf = new Uint32Array(1024);
  #lengthOf = new Uint32Array(1024);
  #count = 0;

  /** How many there are so far. */
  get count(): number {
    return this.#count;
  }

  add(text: string): void {
    // A UTF-16 unit has at most three bytes in UTF-8.
    const maxLength = text.length * 3;
    if (this.#count === this.#blockOf.length) this.#grow();
    const slab = text.length <= longestPlain ? this.#slabFor(maxLength) : undefined;
    if (slab === undefined) this.#addToBlock(text, maxLength);
    else this.#addToSlab(text, slab);
    this.#count += 1;
  }

  /** Undefined where short texts alone take more than all of a list: they are packed like the others. */
  #slabFor(maxLength: number): Buffer | undefined {
    const last = this.#plain.at(-1);
    if (last !== undefined && this.#plainSize + maxLength <= last.length) return last;
    if (this.#plain.length === maxPlainSlabs) return undefined;
    const slab = Buffer.allocUnsafeSlow(slabBytes);
    this.#plain.push(slab);
    this.#plainSize = 0;
    return slab;
  }

  #addToSlab(text: string, slab: Buffer): void {
    const length = slab.write(text, this.#plainSize);
    this.#point(plainMark + this.#plain.length - 1, this.#plainSize, length);
    this.#plainSize += length;
  }

  #addToBlock(text: string, maxLength: number): void {
    if (this.#blockSize + maxLength > this.#block.length) this.#pack();
    if (maxLength > this.#block.length) this.#block = Buffer.allocUnsafe(maxLength);
    const length = this.#block.write(text, this.#blockSize);
    this.#point(this.#packed.length, this.#blockSize, length);
    this.#blockSize += length;
  }

  /** At the bytes of the text that is added. */
  #point(block: number, start: number, length: number): void {
    this.#blockOf[this.#count] = block;
    this.#startOf[this.#count] = start;
    this.#lengthOf[this.#count] = length;
  }

  /** Packs what was added last. */
  #pack(): void {
    if (this.#blockSize === 0) return;
    const block = this.#block.subarray(0, this.#blockSize);
    // The cells that are read next point at what was read last, which need not be unpacked for them.
    this.#unpacked.set(this.#packed.length, Buffer.from(block));
    this.#packed.push(this.#keep(deflateRawSync(block, { level: 1 })));
    this.#blockSize = 0;
  }

  #keep(packed: Buffer): Buffer {
    if (this.#slabSize + packed.length > this.#slab.length) {
      this.#slab = Buffer.allocUnsafeSlow(Math.max(slabBytes, packed.length));
      this.#slabSize = 0;
    }
    const kept = this.#slab.subarray(this.#slabSize, this.#slabSize + packed.length);
    packed.copy(kept);
    this.#slabSize += packed.length;
    return kept;
  }

  get(index: number): string | null {
    if (!(index < this.#count)) return null;
    const known = this.#texts.get(index);
    if (known !== undefined) return known;
    const start = this.#startOf[index] as number;
    const length = this.#lengthOf[index] as number;
    const text = this.#bytes(this.#blockOf[index] as number).toString('utf8', start, start + length);
    if (length <= longestKept) this.#texts.set(index, text);
    return text;
  }

  #bytes(block: number): Buffer {
    if (block >= plainMark) return this.#plain[block - plainMark] as Buffer;
    return block === this.#packed.length ? this.#block : this.#unpack(block);
  }

  #unpack(number: number): Buffer {
    const known = this.#unpacked.get(number);
    if (known !== undefined) return known;
    const block = inflateRawSync(this.#packed[number] as Buffer);
    this.#unpacked.set(number, block);
    return block;
  }

  #grow(): void {
    const doubled = (array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> => {
      const larger = new Uint32Array(array.length * 2);
      larger.set(array);
      return larger;
    };
    this.#blockOf = doubled(this.#blockOf);
    this.#startOf = doubled(this.#startOf);
    this.#lengthOf = doubled(this.#lengthOf);
  }
}

/** Forgets what was not used lately: the older half goes at once, since a Map is slow to lose its first entry. */
class RecentlyUsed<T> {
  readonly #half: number;
  #newer = new Map<number, T>();
  #older = new Map<number, T>();

  constructor(max: number) {
    this.#half = max / 2;
  }

  get(key: number): T | undefined {
    const found = this.#newer.get(key);
    if (found !== undefined) return found;
    const older = this.#older.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  set(key: number, value: T): void {
    if (this.#newer.size >= this.#half) {
      this.#older = this.#newer;
      this.#newer = new Map();
    }
    this.#newer.set(key, value);
  }
}
