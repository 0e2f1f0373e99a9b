/** Jobs of a backup that was restored: sent again once, with their ids, when a process of the hub begins its queue. */
import type pg from 'pg';
import type { JobInsert, PgBoss } from 'pg-boss';
import { inTransaction } from '#platform/database/transaction.ts';
import { jobTable, restoredJobTable } from '#platform/jobs.ts';

/** In one transaction. */
const batch = 500;

/** Whether anything was ever enqueued, here or in the hub of the backup. */
export async function hasJobs(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ found: boolean }>(
    // SQL as text: the queue's own schema is none of the models.
    'SELECT to_regclass($1) IS NOT NULL OR to_regclass($2) IS NOT NULL AS found',
    [jobTable, restoredJobTable],
  );
  return rows[0]?.found === true;
}

interface RestoredJob {
  readonly queue: string;
  readonly id: string;
  readonly data: object | null;
  readonly group_id: string | null;
}

/** Moves those of the queues, which are there already, before anybody works at them. Other processes may do the same at once. */
export async function takeRestored(boss: PgBoss, pool: pg.Pool, queues: readonly string[]): Promise<void> {
  const { rows } = await pool.query<{ found: boolean }>(
    // SQL as text: the queue's own schema is none of the models.
    'SELECT to_regclass($1) IS NOT NULL AS found',
    [restoredJobTable],
  );
  if (rows[0]?.found !== true) return;
  let taken = batch;
  while (taken === batch) taken = await inTransaction(pool, (client) => takeBatch(boss, client, queues));
}

async function takeBatch(boss: PgBoss, client: pg.PoolClient, queues: readonly string[]): Promise<number> {
  const { rows } = await client.query<RestoredJob>(
    // SQL as text: the queue's own schema is none of the models.
    `WITH taken AS (
       DELETE FROM ${restoredJobTable} WHERE (queue, id) IN (
         SELECT queue, id FROM ${restoredJobTable} WHERE queue = ANY($1) ORDER BY created_on LIMIT ${batch} FOR UPDATE SKIP LOCKED)
       RETURNING queue, id, data, group_id, created_on)
     SELECT queue, id, data, group_id FROM taken ORDER BY created_on`,
    [queues],
  );
  const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) };
  for (const queue of queues) {
    const own = rows.filter((row) => row.queue === queue);
    if (own.length > 0) await boss.insert(queue, own.map(insertOf), { db });
  }
  return rows.length;
}

function insertOf({ id, data, group_id }: RestoredJob): JobInsert {
  return {
    id,
    ...(data === null ? {} : { data }),
    ...(group_id === null ? {} : { group: { id: group_id } }),
  };
}
