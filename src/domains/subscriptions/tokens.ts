/**
 * The token of a subscriber, as its row has it: itself, or after the restore of a backup without keys its hash, so that links
 * in mails that were sent lead on, and nobody who reads the backup has them.
 */
import { hashOf } from '#platform/secrets.ts';

const hashedPrefix = 'sha256:';

/** What a row may have for a token that somebody presents. A hash is none that one can present. */
export function storedForms(token: string): readonly string[] {
  const hashed = `${hashedPrefix}${hashOf(token)}`;
  return isHashedToken(token) ? [hashed] : [token, hashed];
}

/** No link can be made of it. */
export const isHashedToken = (stored: string): boolean => stored.startsWith(hashedPrefix);
