/** Cursors of answers that come in parts: which page of the list, of which release, and which piece of its text is next. */
import { createHash } from 'node:crypto';
import { z } from 'zod';

const prefix = 'part:';

const placeInParts = z.strictObject({
  part: z.int().min(2),
  /** The cursor and size of the page whose text is cut; null: the first page, or an answer without pages. */
  after: z.string().nullable(),
  size: z.int().min(1).nullable(),
  release: z.int().min(0),
  digest: z.string(),
});

export type PlaceInParts = z.infer<typeof placeInParts>;

export const isPartCursor = (cursor: string): boolean => cursor.startsWith(prefix);

export function writePartCursor(place: PlaceInParts): string {
  return `${prefix}${Buffer.from(JSON.stringify(place)).toString('base64url')}`;
}

/** Null when it is not one of this hub. */
export function readPartCursor(cursor: string): PlaceInParts | null {
  try {
    return placeInParts.parse(JSON.parse(Buffer.from(cursor.slice(prefix.length), 'base64url').toString()));
  } catch {
    return null;
  }
}

/** Of the whole text: pieces of two texts must not be joined. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

/**
 * Pieces of a text of JSON, each of at most `room` characters when it is written as a string in JSON, where quotes and
 * backslashes take two. No character is cut in two.
 */
export function piecesOf(text: string, room: number): string[] {
  const pieces: string[] = [];
  let [start, used] = [0, 0];
  for (let at = 0; at < text.length; ) {
    const character = String.fromCodePoint(text.codePointAt(at) as number);
    const taken = character === '"' || character === '\\' ? 2 : character.length;
    if (used + taken > room) {
      pieces.push(text.slice(start, at));
      [start, used] = [at, 0];
    }
    used += taken;
    at += character.length;
  }
  return [...pieces, text.slice(start)];
}
