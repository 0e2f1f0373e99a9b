/** Gauges of a node among others: replicas, the primary, Redis. */
import type { Database } from '#platform/database/index.ts';
import type { CurrentRelease } from '#platform/releases/current.ts';
import type { Observer } from './observer.ts';
import type { RateLimit } from './rate-limit.ts';

export function observeServers(
  observer: Observer,
  database: Database,
  current: CurrentRelease,
  rateLimit: RateLimit | null,
): void {
  const { readers } = database;
  if (readers.length > 0) {
    const lag = 'Seconds for which the server that is read from has lacked a release of the primary.';
    observer.gauge('wezel_replica_lag_seconds', lag, () => current.lag.seconds);
    const fallback = '1 while the primary is read from because no replica is there.';
    observer.gauge('wezel_reads_from_primary', fallback, () => (current.server === readers.at(-1) ? 1 : 0));
    const primary = '1 while the server that is written to answers.';
    observer.gauge('wezel_primary_up', primary, () => (current.hasPrimary ? 1 : 0));
  }
  if (rateLimit?.sharing === undefined) return;
  const redis = '1 while limits are counted together in Redis, 0 while each process counts for itself.';
  observer.gauge('wezel_redis_up', redis, () => (rateLimit.sharing === 'ok' ? 1 : 0));
}
