/** Adds to the search what a version of the hub before this one did not look through, without a release. */
import type { Database } from '../database/index.ts';
import { inTransaction } from '../database/transaction.ts';
import type { SearchType } from '../search/model.ts';
import { addToSearch, missingFromSearch } from '../search/update.ts';
import { takeImportLock } from './import-lock.ts';
import { latestRelease } from './latest.ts';

/** Another process that starts now takes less; an import may take an hour. */
const waitMs = 5_000;
/** SQLSTATE lock_not_available */
const lockNotAvailable = '55P03';

/**
 * The types that it added; null where an import is at work, which nobody waits for: its release reads them whole, or the
 * next start does. Processes that start together wait for the first, and find nothing left to do.
 */
export async function completeSearch({ pool }: Database): Promise<readonly SearchType[] | null> {
  if ((await latestRelease(pool)) === 0 || (await missingFromSearch(pool)).length === 0) return [];
  try {
    return await inTransaction(pool, async (client) => {
      await client.query(`SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = ${waitMs}`);
      await takeImportLock(client);
      const missing = await missingFromSearch(client);
      await addToSearch(client, missing);
      return missing.map(({ type }) => type);
    });
  } catch (error) {
    if ((error as { code?: string }).code === lockNotAvailable) return null;
    throw error;
  }
}
