/** Adds to the search what a version of the hub before this one did not look through, without a release. */
import type { Database } from '../database/index.ts';
import { inTransaction } from '../database/transaction.ts';
import type { SearchType } from '../search/model.ts';
import { addToSearch, missingFromSearch } from '../search/update.ts';
import { takeImportLock } from './import-lock.ts';
import { latestRelease } from './latest.ts';

/** The types that it added. Processes that start together wait for the first, and find nothing left to do. */
export async function completeSearch({ pool }: Database): Promise<readonly SearchType[]> {
  if ((await latestRelease(pool)) === 0 || (await missingFromSearch(pool)).length === 0) return [];
  return inTransaction(pool, async (client) => {
    await client.query('SET LOCAL statement_timeout = 0');
    await takeImportLock(client);
    const missing = await missingFromSearch(client);
    await addToSearch(client, missing);
    return missing.map(({ type }) => type);
  });
}
