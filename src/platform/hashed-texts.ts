/**
 * Numbers by texts, of which only a hash is kept: eight bytes or a few more an entry, however long the text. What is found
 * may be of another text with the same hash, so whoever asks compares.
 */

const firstCapacity = 1_024;
/** Of the places; fuller tables search long. */
const maxFill = 0.6;
const empty = -1;

export class HashedTexts {
  #hashes = new Int32Array(firstCapacity);
  /** The number at each place, `empty` where there is none. */
  #numbers = new Int32Array(firstCapacity).fill(empty);
  #size = 0;

  /** A text may have many numbers, from 0 up. */
  add(text: string, number: number): void {
    if (this.#size >= this.#numbers.length * maxFill) this.#grow();
    this.#put(hashOf(text), number);
    this.#size += 1;
  }

  /** The numbers of the text, and seldom those of another one, ascending. */
  candidates(text: string): number[] {
    const hash = hashOf(text);
    const found: number[] = [];
    for (let place = this.#firstPlace(hash); this.#numbers[place] !== empty; place = this.#next(place)) {
      if (this.#hashes[place] === hash) found.push(this.#numbers[place] as number);
    }
    return found.length < 2 ? found : found.sort((a, b) => a - b);
  }

  #put(hash: number, number: number): void {
    let place = this.#firstPlace(hash);
    while (this.#numbers[place] !== empty) place = this.#next(place);
    this.#hashes[place] = hash;
    this.#numbers[place] = number;
  }

  #grow(): void {
    const [hashes, numbers] = [this.#hashes, this.#numbers];
    this.#hashes = new Int32Array(numbers.length * 2);
    this.#numbers = new Int32Array(numbers.length * 2).fill(empty);
    for (let place = 0; place < numbers.length; place++) {
      if (numbers[place] !== empty) this.#put(hashes[place] as number, numbers[place] as number);
    }
  }

  #firstPlace(hash: number): number {
    return hash & (this.#numbers.length - 1);
  }

  #next(place: number): number {
    return (place + 1) & (this.#numbers.length - 1);
  }
}

/** FNV-1a over UTF-16 units, with its high bits mixed into the low ones, by which places are chosen. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
