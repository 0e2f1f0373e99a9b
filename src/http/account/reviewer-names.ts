/** How a page names reviewers: by their addresses for editors, who assign them; for others by a number. */
import { findAccountById, hasRole } from '#accounts';
import type { SignedInExchange } from './exchange.ts';

export async function reviewerNames(
  { parts, signedIn }: SignedInExchange,
  ids: readonly string[],
  word: string,
): Promise<ReadonlyMap<string, string>> {
  const numbered = ids.map((id, index) => [id, `${word} ${index + 1}`] as const);
  if (!hasRole(signedIn.viewer, 'EDITOR')) return new Map(numbered);
  const named = numbered.map(async ([id, name]) => {
    const account = await findAccountById(parts.database.pool, id);
    return [id, account?.email ?? name] as const;
  });
  return new Map(await Promise.all(named));
}
