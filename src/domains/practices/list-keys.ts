/**
 * The place of an entry in lists of its kind, as bytes in ascending order, whatever the collation of the database. It ends
 * with the slug, so that it is unique and a cursor holds nothing else. The migration `practices_as_tables` made the same.
 */
import type { Content } from './content.ts';
import { isText, polishOf } from './content.ts';
import type { RecordKind } from './model.ts';

/** In the order of the Polish collation of CLDR. */
const alphabet = ` _-–—,;:!?.…·'"«»()[]{}§@*/\\&#%•°+±×<=>|~$£€0123456789aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż`;
const weights: ReadonlyMap<string, number> = new Map([...alphabet].map((letter, index) => [letter, index + 1]));
/** Letters of other scripts stand behind all Polish ones. */
const otherWeight = 254;
const ignored = /[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** By title; a shorter one stands before those that it begins. */
function titleKey(title: string, slug: string): Buffer {
  const letters = title
    .normalize('NFC')
    .toLowerCase()
    .replace(ignored, '')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[“”„‟]/g, '"');
  const key = Array.from(letters, (letter) => {
    return weights.get(letter) ?? weights.get(letter.normalize('NFKD').charAt(0)) ?? otherWeight;
  });
  return Buffer.from([...key, 0, ...Buffer.from(slug)]);
}

/** By a day, month or year, the latest first; what has none last. */
function dayKey(day: string, slug: string): Buffer {
  return Buffer.from([...Array.from(day, (digit) => 255 - digit.charCodeAt(0)), 255, ...Buffer.from(slug)]);
}

/** Of a presentation: by its event, then by its session and its place in it. */
export function presentationKey(eventKey: Buffer, session: number, place: number): Buffer {
  const places = Buffer.alloc(4);
  places.writeUInt16BE(session, 0);
  places.writeUInt16BE(place, 2);
  return Buffer.concat([eventKey, Buffer.of(0), places]);
}

export function listKeyOf(kind: RecordKind, slug: string, content: Content): Buffer {
  const day = dayOf(kind, content);
  if (day !== undefined) return dayKey(day, slug);
  const title = content['title'];
  return titleKey(isText(title) ? polishOf(title) : '', slug);
}

/** Undefined for kinds that are listed by title. */
function dayOf(kind: RecordKind, content: Content): string | undefined {
  switch (kind) {
    case 'CALL':
      return String(content['closesOn'] ?? content['opensOn'] ?? content['announcedOn'] ?? '');
    case 'EVENT':
      return String(content['startsOn'] ?? '');
    case 'ADOPTION':
      return String(content['on'] ?? '');
    case 'COST_BENEFIT':
      return String(content['to'] ?? '');
    default:
      return undefined;
  }
}

/** Whether a cursor may hold this key. */
export function isListKey(key: readonly string[]): boolean {
  return key.length === 1 && /^\\x([0-9a-f]{2}){1,1000}$/.test(key[0] ?? '');
}

/** As PostgreSQL reads and writes bytes. */
export function asBytea(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes).toString('hex')}`;
}
