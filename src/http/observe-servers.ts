/** Gauges of the servers that a node uses: the primary; replicas and Redis, which have no value where there are none. */
import type { Database } from '#platform/database/index.ts';
import type { CurrentRelease } from '#platform/releases/current.ts';
import type { HubMetrics } from './metrics.ts';
import type { RateLimit } from './rate-limit.ts';

export function observeServers(
  metrics: HubMetrics,
  database: Database,
  current: CurrentRelease,
  rateLimit: RateLimit | null,
): void {
  const { readers } = database;
  const ofReplicas = (name: string, help: string, read: () => number): void =>
    metrics.gauges({ name, help }, () => (readers.length === 0 ? [] : [[[], read()]]));
  const lag = 'Seconds for which the server that is read from has lacked a release of the primary.';
  ofReplicas('wezel_replica_lag_seconds', lag, () => current.lag.seconds);
  const fallback = '1 while the primary is read from because no replica is there.';
  ofReplicas('wezel_reads_from_primary', fallback, () => (current.server === readers.at(-1) ? 1 : 0));
  const primary = '1 while the server that is written to answers.';
  metrics.gauge('wezel_primary_up', primary, () => (current.hasPrimary ? 1 : 0));
  const redis = '1 while limits are counted together in Redis, 0 while each process counts for itself.';
  metrics.gauges({ name: 'wezel_redis_up', help: redis }, () => {
    if (rateLimit?.sharing === undefined) return [];
    return [[[], rateLimit.sharing === 'ok' ? 1 : 0]];
  });
}
