/** A row that was rejected is a problem of its release, too, under the same id. */
import { encodeGlobalID } from '@pothos/plugin-relay';

export const problemIdDescription = 'An id that no other problem has, for caches; `node` does not take it.';

export function problemIdOf({ release, ordinal }: { readonly release: number; readonly ordinal: number }): string {
  return encodeGlobalID('Problem', `${release}:${ordinal}`);
}
