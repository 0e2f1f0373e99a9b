/**
 * A pooler such as PgBouncer gives every transaction another connection to PostgreSQL: notifications, prepared statements and
 * cancelling, which belong to one connection, do not work through it.
 */
import type pg from 'pg';

// SQL as text: about the connection, not the models.
export const poolerCheck = 'SELECT pg_backend_pid() AS id';

/** Whether one stands between: it gives its clients process ids of its own. */
export async function isPooled(client: pg.ClientBase, timeoutMs?: number): Promise<boolean> {
  const statement = { text: poolerCheck, ...(timeoutMs && { query_timeout: timeoutMs }) };
  const { rows } = await client.query<{ id: number }>(statement);
  return rows[0]?.id !== (client as unknown as { readonly processID: number | null }).processID;
}
