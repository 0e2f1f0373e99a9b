/** What one request reads: its statements, which end with it, and from which release they are answered. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';

/** The statements of one attempt to answer a request from one release. */
export interface Reading {
  readonly release: number;
  statements: number;
  /** Those that told that this was still the latest release when they had been answered. */
  confirmed: number;
  /** Once it is raised, no further statement is sent. */
  readonly signal: AbortSignal;
}

const readings = new AsyncLocalStorage<Reading>();

export function readingInto<T>(reading: Reading, work: () => T): T {
  return readings.run(reading, work);
}

export function currentReading(): Reading | undefined {
  return readings.getStore();
}

/** Counted where the statement is asked for: when it is sent, the request that waits for it may be another. */
export function countStatements(pool: pg.Pool): void {
  const query = pool.query.bind(pool) as (...parameters: unknown[]) => unknown;
  const counted = (...parameters: unknown[]): unknown => {
    const reading = currentReading();
    if (reading !== undefined) {
      if (reading.signal.aborted) return Promise.reject(reading.signal.reason);
      reading.statements += 1;
    }
    return query(...parameters);
  };
  pool.query = counted as typeof pool.query;
}
