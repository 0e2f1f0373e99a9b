/**
 * Mails, webhooks and exports that wait or run, of the queue's own schema. What is sent is noted in the transaction that
 * enqueues it, so that nobody would enqueue them again. SQL as text: that schema is none of the models.
 */
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { OperatorError } from '../errors.ts';
import { jobSchema, jobTable, restoredJobTable } from '../jobs.ts';
import { quoted, quotedAll } from './catalog.ts';

/** Of the table from which they are sent again; whoever adds one there adds it here. */
export const jobColumns = ['queue', 'id', 'data', 'group_id', 'created_on'] as const;

async function findTables(client: pg.ClientBase): Promise<string[]> {
  const tables = [jobTable, restoredJobTable];
  const { rows } = await client.query<{ name: string }>(
    'SELECT name FROM unnest($1::text[]) name WHERE to_regclass(name) IS NOT NULL',
    [tables],
  );
  return rows.map(({ name }) => name);
}

/** Those of queues that pg-boss has for itself are none of the hub's. */
const selects: Readonly<Record<string, string>> = {
  [jobTable]: `SELECT name AS queue, id, data, group_id, created_on FROM ${jobTable}
    WHERE state IN ('created', 'retry', 'active') AND NOT starts_with(name, '__pgboss')`,
  [restoredJobTable]: `SELECT ${quotedAll(jobColumns)} FROM ${restoredJobTable}`,
};

/** Webhooks that an older version enqueued have their secret with them. */
const dataWithoutKeys = `CASE WHEN queue = 'webhook' THEN data - 'secret' ELSE data END`;

/** A statement that selects them; null: nothing was ever enqueued. */
export async function jobSelect(client: pg.ClientBase, hasKeys: boolean): Promise<string | null> {
  const found = await findTables(client);
  if (found.length === 0) return null;
  const all = found.map((table) => selects[table]).join(' UNION ALL ');
  const columns = jobColumns.map((name) => (name === 'data' && !hasKeys ? dataWithoutKeys : quoted(name))).join(', ');
  return `SELECT ${columns} FROM (${all}) AS jobs ORDER BY created_on`;
}

/** Of any state: one that is done would keep the queue from taking another of the same id. */
export async function refuseJobs(client: pg.ClientBase): Promise<void> {
  for (const table of await findTables(client)) {
    const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
    const count = rows[0]?.count ?? 0;
    if (count === 0) continue;
    throw new OperatorError(
      'DATABASE_NOT_EMPTY',
      `The database is not empty: the schema ${jobSchema} has ${count} jobs of another hub, which would be sent.`,
      `Restore into an empty database, or remove them first: DROP SCHEMA ${jobSchema} CASCADE.`,
    );
  }
}

/** In the transaction of the restore; returns how many there were. */
export async function restoreJobs(
  client: pg.Client,
  columns: readonly string[],
  parts: AsyncGenerator<Buffer>,
): Promise<number> {
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${jobSchema}`);
  await client.query(
    `CREATE TABLE IF NOT EXISTS ${restoredJobTable} (
       queue text NOT NULL, id uuid NOT NULL, data jsonb, group_id text, created_on timestamptz NOT NULL, PRIMARY KEY (queue, id))`,
  );
  const target = client.query(
    copyFrom(`COPY ${restoredJobTable} (${quotedAll(columns)}) FROM STDIN (ENCODING 'UTF8')`),
  );
  await pipeline(parts, target);
  return target.rowCount;
}
