/** The ways in which a register's name is written besides the register's own. */
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
  /** Nearly every form is of one name alone; a list for each would take most of the memory. */
  readonly #inflected = new Map<string, string | readonly string[]>();
  /** Names by their first letter and number of words. */
  readonly #byShape = new Map<string, (readonly string[])[]>();

  constructor(names: Iterable<string>) {
    for (const name of names) {
      for (const form of inflectedForms(name)) {
        const known = this.#inflected.get(form);
        this.#inflected.set(form, known === undefined ? name : [known, name].flat());
      }
      const words = name.split(/[ -]/);
      const shape = shapeOf(words);
      const alike = this.#byShape.get(shape);
      if (alike === undefined) this.#byShape.set(shape, [[name, ...words]]);
      else alike.push([name, ...words]);
    }
  }

  inflected(folded: string): ReadonlySet<string> {
    const names = this.#inflected.get(folded);
    return names === undefined ? none : new Set([names].flat());
  }

  /** Names of which some words, but not all, are cut short: `Ostrów Wlkp.`, `Góra Św. Małgorzaty`, `Kostrzyn n. Odrą`. */
  abbreviated(words: readonly AbbreviatedWord[]): string[] {
    const spoken = words.filter(({ folded }) => folded !== '-');
    if (spoken.every(({ isCut }) => isCut)) return [];
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

const none: ReadonlySet<string> = new Set();

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
