/** The ways in which a register's name is written besides the register's own. */
import { HashedTexts } from '#platform/hashed-texts.ts';
import { foldName } from '../text.ts';
import { inflectedForms } from './declension.ts';

/** Words behind a name that tell it from its namesakes, and are left out where no namesake is near. */
const qualifiers = [
  /^(.+) \p{L}*(?:sk|ck|dzk)(?:i|a|ie)$/u,
  /^(.+) (?:nad|koło|pod) \p{L}+$/u,
  /^(.+)-(?:Zdrój|Osada|Stacja|Kolonia|Parcela)$/u,
];

/** The folded name without what distinguishes it from its namesakes; null for a name that is whole. */
export function bareNameOf(name: string): string | null {
  for (const qualifier of [/^(.+?) \(.+\)$/, ...qualifiers]) {
    const bare = qualifier.exec(name)?.[1];
    if (bare !== undefined) return foldName(bare);
  }
  return null;
}

/** Dashes are left out and put in: `Bielsko Biała`, `Nowy-Targ`. */
export function blanksForDashes(folded: string): string {
  return folded.replaceAll('-', ' ');
}

/** `Dobra (Szczecińska)` → `dobra szczecinska`. */
export function withoutBrackets(name: string): string | null {
  return name.includes('(') ? foldName(name.replaceAll(/[()]/g, '')) : null;
}

/** The words of a text before an adjective that no register's name has: `Słupia` + `Jędrzejowska`. */
export function splitQualifier(words: readonly string[]): { name: string; qualifier: string } | null {
  const qualifier = words.at(-1);
  if (words.length < 2 || qualifier === undefined || !/(sk|ck|dzk)(i|a|ie)$/.test(qualifier)) return null;
  const name = words.slice(0, -1).join(' ').replaceAll(' - ', '-');
  return { name, qualifier };
}

/** From inflected and shortened forms to the folded names of the register. */
export class NameForms {
  readonly #names: readonly string[];
  /** Places of names by their inflected forms: some 70 of each. */
  readonly #inflected = new HashedTexts();
  /** Names by their first letter and number of words. */
  readonly #byShape = new Map<string, (readonly string[])[]>();

  constructor(names: Iterable<string>) {
    this.#names = [...names];
    for (const [place, name] of this.#names.entries()) {
      for (const form of inflectedForms(name)) this.#inflected.add(blanksForDashes(form), place);
      const words = name.split(/[ -]/);
      const shape = shapeOf(words);
      const alike = this.#byShape.get(shape);
      if (alike === undefined) this.#byShape.set(shape, [[name, ...words]]);
      else alike.push([name, ...words]);
    }
  }

  inflected(folded: string): ReadonlySet<string> {
    const words = blanksForDashes(folded);
    const names = this.#inflected.candidates(words).map((place) => this.#names[place] as string);
    return new Set(names.filter((name) => inflectedForms(name).some((form) => blanksForDashes(form) === words)));
  }

  /**
   * Names of which some words are cut short: `Ostrów Wlkp.`, `Góra Św. Małgorzaty`, `Kostrzyn n. Odrą`. All words may be if
   * there are several of three letters or more: `warm.-maz.`
   */
  abbreviated(words: readonly AbbreviatedWord[]): string[] {
    const spoken = words.filter(({ folded }) => folded !== '-');
    const isTooShort = spoken.length < 2 || spoken.some(({ folded }) => folded.length < 3);
    if (isTooShort && spoken.every(({ isCut }) => isCut)) return [];
    const alike = this.#byShape.get(shapeOf(spoken.map(({ folded }) => folded))) ?? [];
    return alike.flatMap(([name = '', ...full]) =>
      full.every((word, index) => mayStandFor(spoken[index] as AbbreviatedWord, word)) ? [name] : [],
    );
  }
}

export interface AbbreviatedWord {
  readonly folded: string;
  readonly isCut: boolean;
}

function shapeOf(words: readonly string[]): string {
  return `${words[0]?.[0]}${words.length}`;
}

function mayStandFor({ folded, isCut }: AbbreviatedWord, word: string): boolean {
  if (folded === word) return true;
  return isCut && (word.startsWith(folded) || (folded.length > 1 && isSkeleton(folded, word)));
}

/** `wlkp` of `wielkopolski`: consonants of the word in their order, the first one included. */
function isSkeleton(letters: string, word: string): boolean {
  if (/[aeiouy]/.test(letters) || letters[0] !== word[0]) return false;
  let from = 0;
  return [...letters].every((letter) => {
    from = word.indexOf(letter, from) + 1;
    return from > 0;
  });
}
