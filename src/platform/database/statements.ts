/** Counts the statements that one request sends through the pool, and ends them with it. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';

export interface StatementCount {
  statements: number;
  /** Once it is raised, no further statement is sent. */
  signal?: AbortSignal;
}

const counts = new AsyncLocalStorage<StatementCount>();

export function countingStatements<T>(count: StatementCount, work: () => T): T {
  return counts.run(count, work);
}

/** Counted where the statement is asked for: when it is sent, the request that waits for it may be another. */
export function countStatements(pool: pg.Pool): void {
  const query = pool.query.bind(pool) as (...parameters: unknown[]) => unknown;
  const counted = (...parameters: unknown[]): unknown => {
    const count = counts.getStore();
    if (count !== undefined) {
      if (count.signal?.aborted === true) return Promise.reject(count.signal.reason);
      count.statements += 1;
    }
    return query(...parameters);
  };
  pool.query = counted as typeof pool.query;
}
