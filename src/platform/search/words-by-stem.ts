/** Which words share a stem. */
import { DistinctTexts } from '../distinct-texts.ts';
import { withRoom } from '../typed-arrays.ts';

const none = -1;

export class WordsByStem {
  readonly #stems = new DistinctTexts();
  /** By the place of a stem, its last entry. */
  #last = new Int32Array();
  /** By entry, the word and the entry before it of the same stem. */
  #words = new Int32Array();
  #before = new Int32Array();
  #size = 0;

  /** The stems that no word had before. */
  add(entries: readonly { readonly stem: string; readonly word: number }[]): string[] {
    const known = this.#stems.length;
    const places = this.#stems.add(entries.map(({ stem }) => stem));
    const added = Array.from({ length: this.#stems.length - known }, (_, index) => this.#stems.get(known + index));
    this.#last = withRoom(this.#last, this.#stems.length).fill(none, known, this.#stems.length);
    this.#words = withRoom(this.#words, this.#size + entries.length);
    this.#before = withRoom(this.#before, this.#size + entries.length);
    for (const [index, { word }] of entries.entries()) {
      const place = places[index] as number;
      this.#words[this.#size] = word;
      this.#before[this.#size] = this.#last[place] as number;
      this.#last[place] = this.#size;
      this.#size += 1;
    }
    return added;
  }

  /** The words with the stem, in the order in which they were added. */
  words(stem: string): number[] {
    const words: number[] = [];
    let entry = this.#last[this.#stems.placeOf(stem) ?? none] ?? none;
    for (; entry !== none; entry = this.#before[entry] as number) words.push(this.#words[entry] as number);
    return words.reverse();
  }
}
