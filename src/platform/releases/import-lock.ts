/** Only one transaction at a time changes public data, or what is derived of it. */
import { sql } from 'kysely';
import type pg from 'pg';
import { execute, query } from '../database/kysely.ts';

/** Any constant will do, as long as no other lock of the hub uses it. */
const importLock = 7_236_001;

/** Until the end of the transaction. */
export async function takeImportLock(client: pg.PoolClient, onWait?: () => void): Promise<void> {
  const lock = sql.lit(importLock);
  const taken = query.fn<boolean>('pg_try_advisory_xact_lock', [lock]);
  const [free] = await execute(client, query.selectNoFrom(taken.as('taken')));
  if (free?.taken === true) return;
  onWait?.();
  await execute(client, query.selectNoFrom(query.fn('pg_advisory_xact_lock', [lock]).as('taken')));
}
