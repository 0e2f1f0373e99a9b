/** A text as words that can be found: folded, and with Polish endings taken off. */
import { beginningOf, foldName, hasCommonLetters, ownCopy } from '../text.ts';

export interface TextWord {
  /** Folded: `Dzierżoniowa` → `dzierzoniowa`. */
  readonly word: string;
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
}

/** Letters and digits; contract numbers such as POKL.05.01.01-00-001/09 stay whole. */
const wordPattern =
  /[\p{L}\p{M}]*\d[\p{L}\p{M}\d]*(?:[./-][\p{L}\p{M}\d]+)*|[\p{L}\p{M}]+(?:\.\d[\p{L}\p{M}\d]*(?:[./-][\p{L}\p{M}\d]+)*)?/gu;
/** The same for texts of the letters that Polish texts usually consist of, in a third of the time. */
const commonPattern =
  /[A-Za-ząćęłńóśźżĄĆĘŁŃÓŚŹŻ]*\d[A-Za-ząćęłńóśźżĄĆĘŁŃÓŚŹŻ\d]*(?:[./-][A-Za-ząćęłńóśźżĄĆĘŁŃÓŚŹŻ\d]+)*|[A-Za-ząćęłńóśźżĄĆĘŁŃÓŚŹŻ]+(?:\.\d[A-Za-ząćęłńóśźżĄĆĘŁŃÓŚŹŻ\d]*(?:[./-][A-Za-ząćęłńóśźżĄĆĘŁŃÓŚŹŻ\d]+)*)?/g;
const longestWord = 60;

export function wordsOf(text: string): TextWord[] {
  const words: TextWord[] = [];
  for (const match of text.normalize('NFC').matchAll(wordPattern)) {
    const word = folded(match[0]);
    if (word !== '') words.push({ word, start: match.index, end: match.index + match[0].length });
  }
  return words;
}

/** Each word once, in the order of the text. */
export function distinctWordsOf(text: string): Set<string> {
  const found = hasCommonLetters(text) ? text.match(commonPattern) : text.normalize('NFC').match(wordPattern);
  const words = new Set((found ?? []).map(foldedBefore));
  words.delete('');
  return words;
}

function folded(word: string): string {
  return beginningOf(foldName(word).replaceAll(/[./-]/g, ''), longestWord);
}

/** Texts share most of their words but numbers, and to fold one takes several times as long as to look it up. */
const known = new Map<string, string>();
const maxKnown = 20_000;

function foldedBefore(word: string): string {
  if (/\d/.test(word)) return folded(word);
  let found = known.get(word);
  if (found !== undefined) return found;
  found = ownCopy(folded(word));
  if (known.size >= maxKnown) known.clear();
  known.set(ownCopy(word), found);
  return found;
}

/** Words that stand everywhere and distinguish nothing. */
export const stopWords: ReadonlySet<string> = new Set(
  'a aby ale bez bo by dla do i ich in its jak jako jego jej jest lub ma na nad nie o od of oraz po pod przez przy sie ta te the to u w we wraz z za ze'.split(
    ' ',
  ),
);

/**
 * A word is found under two stems, for an ending may be a part of the name: Rzeszowa is of Rzeszów (light stem rzeszow)
 * as projektów is of projekt (heavy stem projekt), and Radom is no plural.
 */
const lightEndings = ['ie', 'ia', 'iu', 'ii', 'io', 'a', 'e', 'i', 'y', 'u', 'o'];
const heavyEndings = [
  ...['iego', 'iemu', 'iami', 'iach', 'owie', 'ego', 'emu', 'ami', 'ach', 'ych', 'ymi', 'imi', 'ich', 'iej', 'owi'],
  ...['ow', 'om', 'em', 'im', 'ym', 'ej'],
  ...lightEndings,
];

/** Stems that change inside, with the one under which all their forms are found. */
const irregular: Readonly<Record<string, string>> = {
  urzed: 'urzad',
  urzedz: 'urzad',
  miesc: 'miast',
  powiec: 'powiat',
  drodz: 'drog',
  bialegostok: 'bialystok',
  bialymstok: 'bialystok',
  krasnegostaw: 'krasnystaw',
  krasnymstaw: 'krasnystaw',
};

export function stemsOf(word: string): string[] {
  if (/\d/.test(word)) return [word];
  const stems = [without(lightEndings, word), without(heavyEndings, word)];
  return [...new Set(stems.map((stem) => irregular[stem] ?? stem))];
}

function without(endings: readonly string[], word: string): string {
  const ending = endings.find((one) => word.endsWith(one) && word.length - one.length >= shortestStemOf(one));
  return ending === undefined ? word : word.slice(0, -ending.length);
}

/** Radom and Bytom keep their om; nowego and nowym share now. */
function shortestStemOf(ending: string): number {
  return ending === 'om' || ending === 'ow' || ending === 'em' ? 4 : 3;
}
