/** What goes once a day: files that nobody can use any longer, and what is private and no longer needed. */
import { forgetOldAccess, forgetOldActs } from '#accounts';
import type { FilePlace } from '#exports/stores/index.ts';
import { forgetStaged } from '#live-calls';
import { type Database, execute, query, type SqlReader } from '#platform/database/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { forgetDeliveries, forgetUnconfirmed } from '#subscriptions';
import { cleanUploads } from '../uploads/cleaning.ts';

export interface CleaningParts {
  readonly database: Database;
  /** Null: nobody can add files. */
  readonly place: FilePlace | null;
}

export async function clean({ database, place }: CleaningParts, now: Date): Promise<void> {
  for (const forget of [forgetOldAccess, forgetOldActs, forgetStaged, forgetUnconfirmed, forgetDeliveries]) {
    await inTransaction(database.pool, (client) => forget(client, now));
  }
  if (place !== null) await cleanUploads(database, place, now);
}

/** Whether anybody has ever contributed: otherwise no queue needs to run. */
export async function isAnythingToClean(client: SqlReader): Promise<boolean> {
  const tables = [
    'sign_in_link',
    'subscriber',
    'application_file',
    'audit_entry',
    'webhook_delivery',
    'idempotency_key',
  ] as const;
  for (const table of tables) {
    const found = await execute(
      client,
      query
        .selectFrom(table)
        .select(({ lit }) => lit(1).as('one'))
        .limit(1),
    );
    if (found.length > 0) return true;
  }
  return false;
}
