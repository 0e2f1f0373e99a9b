/** Waits until statements wait for locks, so that a test knows who comes first. */
import type pg from 'pg';
import { expect, vi } from 'vitest';

export async function waitingForLocks(pool: pg.Pool, count: number): Promise<void> {
  await vi.waitFor(
    async () => {
      const { rows } = await pool.query<{ waiting: number }>(
        "SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      expect(rows[0]?.waiting).toBe(count);
    },
    { timeout: 120_000, interval: 50 },
  );
}
