/** How long others may keep what holds until the next release, or until midnight in Poland where it depends on the day. */
import type { CacheSettings } from '#config';
import { secondsToMidnightInPoland } from '#platform/clock.ts';

/** `private`: what comes with a key stays with its owner, for the headers state what is left to them. */
export function cacheControl(
  { maxAgeSeconds, staleSeconds }: CacheSettings,
  { day, now, whose }: { readonly day: string | null; readonly now: Date; readonly whose: 'public' | 'private' },
): string {
  const left = day === null ? Number.POSITIVE_INFINITY : secondsToMidnightInPoland(now);
  const fresh = Math.min(maxAgeSeconds, left);
  return `${whose}, max-age=${fresh}, stale-while-revalidate=${Math.min(staleSeconds, left - fresh)}`;
}
