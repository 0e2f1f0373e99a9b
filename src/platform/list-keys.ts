/**
 * The place of an entry in a list as bytes in ascending order, whatever the collation of the database. It ends with the
 * key of the entry, so that it is unique and a cursor holds nothing else. Migrations make the same bytes in SQL.
 */

/** In the order of the Polish collation of CLDR. */
const alphabet = ` _-–—,;:!?.…·'"«»()[]{}§@*/\\&#%•°+±×<=>|~$£€0123456789aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż`;
const weights: ReadonlyMap<string, number> = new Map([...alphabet].map((letter, index) => [letter, index + 1]));
/** Letters of other scripts stand behind all Polish ones. */
const otherWeight = 254;
const ignored = /[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** By name or title; a shorter one stands before those that it begins. */
export function nameKey(name: string, key: string): Buffer {
  const letters = name
    .normalize('NFC')
    .toLowerCase()
    .replace(ignored, '')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[“”„‟]/g, '"');
  const bytes = Array.from(letters, (letter) => {
    return weights.get(letter) ?? weights.get(letter.normalize('NFKD').charAt(0)) ?? otherWeight;
  });
  return Buffer.from([...bytes, 0, ...Buffer.from(key)]);
}

/** As PostgreSQL reads and writes bytes. */
export function asBytea(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes).toString('hex')}`;
}
