/** A list of different texts, each with its place in the list, in few bytes. */
import { HashedTexts } from './hashed-texts.ts';
import { TextList } from './text-list.ts';

export class DistinctTexts {
  readonly #texts = new TextList();
  readonly #hashed = new HashedTexts();

  get length(): number {
    return this.#texts.length;
  }

  get(place: number): string {
    return this.#texts.get(place);
  }

  compare(place: number, text: string): number {
    return this.#texts.compare(place, text);
  }

  /** Where the text stands; undefined where it does not. */
  placeOf(text: string): number | undefined {
    return this.#hashed.candidates(text).find((place) => this.#texts.compare(place, text) === 0);
  }

  /** The place of each text; those that are not there are put behind the others. */
  add(texts: readonly string[]): number[] {
    const added = new Map<string, number>();
    const places = texts.map((text) => {
      const known = added.get(text) ?? this.placeOf(text);
      if (known !== undefined) return known;
      const place = this.#texts.length + added.size;
      added.set(text, place);
      return place;
    });
    this.#texts.add([...added.keys()]);
    for (const [text, place] of added) this.#hashed.add(text, place);
    return places;
  }
}
