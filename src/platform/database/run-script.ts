/** Runs the script of a migration beside what reads and writes: waiting for a table, it would keep all others from it. */
import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';

/** Every read of a table queues behind a migration that waits to change it: it lets them pass, and tries again. */
const lockMs = 2_000;
const pauseMs = 1_000;
const lineEveryMs = 10_000;

/** SQLSTATE lock_not_available. */
const lockNotAvailable = '55P03';

interface Waiting {
  readonly signal: AbortSignal | undefined;
  readonly onWait: (what: string) => void;
}

export async function runScript(pool: pg.Pool, script: string, { signal, onWait }: Waiting): Promise<void> {
  let lastLine = Number.NEGATIVE_INFINITY;
  for (;;) {
    try {
      // One message, and so one transaction. A pooler may give each connection the time limit of short statements.
      await pool.query(`SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = ${lockMs};\n${script}`);
      return;
    } catch (error) {
      if ((error as { code?: unknown }).code !== lockNotAvailable) throw error;
    }
    if (performance.now() - lastLine >= lineEveryMs) {
      lastLine = performance.now();
      onWait(`a migration waits until tables are free, which ${await usersOf(pool)}`);
    }
    await wait(pauseMs);
    signal?.throwIfAborted();
  }
}

/** Whoever has used tables the longest is the likeliest. */
async function usersOf(pool: pg.Pool): Promise<string> {
  // SQL as text: locks and sessions are PostgreSQL's own, none of the models.
  const { rows } = await pool.query<{ name: string; pid: number; seconds: number | null }>(
    `SELECT coalesce(nullif(application_name, ''), 'a program without a name') AS name, pid,
            extract(epoch FROM now() - xact_start)::int AS seconds
     FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
       AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'relation' AND granted AND relation >= 16384)
     ORDER BY xact_start LIMIT 3`,
  );
  if (rows.length === 0) return 'were in use just now';
  // Of another role's sessions PostgreSQL shows the process alone.
  const since = (seconds: number | null): string => (seconds === null ? '' : `, for ${seconds} s`);
  const users = rows.map(({ name, pid, seconds }) => `${name} (process ${pid}${since(seconds)})`);
  return `are used by ${users.join(', ')}`;
}
