/** Removes files that nobody can use any longer, and what a process that was killed has left. */
import type { FilePlace } from '#exports/stores/index.ts';
import { contentNames, removeUnusedFile } from '#live-calls';
import type { Database } from '#platform/database/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { uploadStore } from './index.ts';

/** By the clock of the store: a file that is newer may still get its row. */
const strayMs = 24 * 60 * 60 * 1_000;

export async function cleanUploads({ pool }: Database, place: FilePlace, now: Date): Promise<void> {
  const store = uploadStore(place);
  let isMore = true;
  while (isMore) {
    isMore = await inTransaction(pool, (client) => removeUnusedFile(client, now, (name) => store.remove(name)));
  }
  // First what is there, then what is known: a file that comes meanwhile is known.
  const stored = await store.list();
  const known = await contentNames(pool);
  for (const { name, usedAt } of stored) {
    if (!known.has(name) && Date.now() - usedAt > strayMs) await store.remove(name);
  }
}
