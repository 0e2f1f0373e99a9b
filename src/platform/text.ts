/** How names are compared: folded for finding, in Polish collation for ordering. */

const dashes = /\s*[\u002d\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]\s*/g;
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

/**
 * A name without letter case, Polish letters and typographic variants: `Bielsko – Biała` → `bielsko-biala`.
 * NFKD takes ą, ć, ę, ń, ó, ś, ź, ż apart and turns no-break spaces into blanks; ł has no decomposition.
 */
export function foldName(text: string): string {
  if (hasCommonLetters(text)) return foldCommon(text);
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replace(invisible, '')
    .replace(dashes, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What Polish texts usually consist of is folded at a fraction of the cost of Unicode normalisation. */
const commonLetters = /^[ -~ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”·]*$/;

export function hasCommonLetters(text: string): boolean {
  return commonLetters.test(text);
}

const baseLetters: Readonly<Record<string, string>> = {
  ą: 'a',
  ć: 'c',
  ę: 'e',
  ł: 'l',
  ń: 'n',
  ó: 'o',
  ś: 's',
  ź: 'z',
  ż: 'z',
};

function foldCommon(text: string): string {
  const bare = text.toLowerCase().replace(/[ąćęłńóśźż]/g, (letter) => baseLetters[letter] ?? letter);
  const joined = bare.includes('-') ? bare.replace(/ *- */g, '-') : bare;
  return (joined.includes('  ') ? joined.replace(/ +/g, ' ') : joined).trim();
}

const collator = new Intl.Collator('pl');

/** Polish alphabetical order (ą after a, ł after l). Strings the collation holds equal still have one fixed order. */
export function comparePolish(a: string, b: string): number {
  return collator.compare(a, b) || compareCodePoints(a, b);
}

function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0;
  let index = 0;
  while (index < a.length && a.codePointAt(index) === b.codePointAt(index)) index++;
  return (a.codePointAt(index) ?? -1) - (b.codePointAt(index) ?? -1);
}

/** The order of `<`, for codes and ids. */
export function compareCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A part of an address as it was before it was percent-encoded; what cannot be decoded stays as it is. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The first so many UTF-16 units of a text, or one less: half a character is none, and PostgreSQL has none. */
export function beginningOf(text: string, units: number): string {
  if (text.length <= units) return text;
  const isCut = /[\uD800-\uDBFF]/.test(text.charAt(units - 1));
  return text.slice(0, isCut ? units - 1 : units);
}

/** For what is kept: a part of a longer text keeps the whole of it in memory. */
export function ownCopy(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
