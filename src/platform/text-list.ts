/** Many short texts in one long one: a list of 200,000 words as strings takes some 10 MB, this some 2. */
import { withRoom } from './typed-arrays.ts';

const firstCapacity = 1_024;

export class TextList {
  #text = '';
  /** Where each text ends. */
  #ends = new Uint32Array(firstCapacity);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** They follow what is there. */
  add(texts: readonly string[]): void {
    this.#ends = withRoom(this.#ends, this.#length + texts.length);
    let end = this.#text.length;
    for (const text of texts) {
      end += text.length;
      this.#ends[this.#length] = end;
      this.#length += 1;
    }
    this.#text += texts.join('');
  }

  get(index: number): string {
    return this.#text.slice(this.#startOf(index), this.#ends[index]);
  }

  /** Below 0, 0 or above 0, as the text at the index is before, the same as or after the given one, by UTF-16 units. */
  compare(index: number, text: string): number {
    const start = this.#startOf(index);
    const length = (this.#ends[index] as number) - start;
    const shared = Math.min(length, text.length);
    for (let at = 0; at < shared; at++) {
      const difference = this.#text.charCodeAt(start + at) - text.charCodeAt(at);
      if (difference !== 0) return difference;
    }
    return length - text.length;
  }

  #startOf(index: number): number {
    return index === 0 ? 0 : (this.#ends[index - 1] as number);
  }
}
