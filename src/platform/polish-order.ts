/** Polish alphabetical order for the database, which must not depend on the collations that it happens to have. */

const alphabet = ' 0123456789aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż';
const weights: ReadonlyMap<string, number> = new Map([...alphabet].map((letter, index) => [letter, index + 1]));
/** Beyond this many letters titles are ordered by what comes next. */
const comparedLetters = 60;

/** Bytes that compare as the text does: without case and signs, other languages' letters as their base letters. */
export function polishSortKey(text: string): Buffer {
  const key: number[] = [];
  for (const letter of text.normalize('NFC').toLowerCase()) {
    if (key.length === comparedLetters) break;
    const weight = weights.get(letter) ?? weights.get(letter.normalize('NFKD').charAt(0));
    if (weight !== undefined) key.push(weight);
  }
  return Buffer.from(key);
}
