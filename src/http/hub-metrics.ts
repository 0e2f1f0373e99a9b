/** What Prometheus reads of the hub itself: its release, its caches, what runs and what waits. */
import type { Database } from '#platform/database/index.ts';
import type { CurrentRelease } from '#platform/releases/current.ts';
import { observeDatabase } from './database-metrics.ts';
import type { Executor } from './graphql/executor.ts';
import type { ResponseCache } from './graphql/response-cache.ts';
import type { HubMetrics } from './metrics.ts';
import type { CacheUse } from './pages/rendered.ts';
import type { WorkerPool } from './workers/pool.ts';

export interface HubMetricsParts {
  readonly database: Database;
  readonly current: CurrentRelease;
  readonly executor: Executor;
  readonly workers: Pick<WorkerPool, 'connections'> | null;
  readonly responseCache: ResponseCache;
  readonly pages: { readonly bytes: number; readonly cacheUse: CacheUse };
  readonly rest: CacheUse;
  readonly streams: { readonly count: number };
  readonly exports: { readonly running: number };
  /** Undefined: this process makes no backups. */
  readonly backups: BackupTimes | undefined;
}

export interface BackupTimes {
  /** Of the newest, in milliseconds; null: there is none. */
  readonly lastSuccess: number | null;
  readonly everySeconds: number;
}

export function observeHub(metrics: HubMetrics, parts: HubMetricsParts): void {
  const { database, current, executor, workers, responseCache, pages, rest, streams, exports } = parts;
  metrics.gauge('wezel_release', 'The release that is served.', () => current.number);
  metrics.gauges(
    { name: 'wezel_release_timestamp_seconds', help: 'When the release that is served was published, in Unix time.' },
    async () => {
      const { releasedAt } = await current.get();
      return releasedAt === null ? [] : [[[], releasedAt.getTime() / 1_000]];
    },
  );
  metrics.gauge('wezel_response_cache_bytes', 'Bytes of cached responses.', () => responseCache.bytes);
  metrics.gauge('wezel_pages_bytes', 'Bytes of the pages and charts that are cached.', () => pages.bytes);
  const caches = { answers: responseCache.use, pages: pages.cacheUse, rest };
  const labels = ['cache'];
  const each = (read: (use: CacheUse) => number) => () =>
    Object.entries(caches).map(([name, use]) => [[name], read(use)] as const);
  metrics.totals(
    { name: 'wezel_cache_hits_total', help: 'What was answered from a cache.', labels },
    each(({ hits }) => hits),
  );
  metrics.totals(
    { name: 'wezel_cache_misses_total', help: 'What had to be computed, beside what a cache answers.', labels },
    each(({ misses }) => misses),
  );
  metrics.gauge('wezel_large_operations_running', 'Large operations that are executed.', () => executor.running);
  metrics.gauge('wezel_large_operations_waiting', 'Large operations that wait in the queue.', () => executor.waiting);
  metrics.gauge('wezel_streams', 'Streams of events that are open.', () => streams.count);
  metrics.gauge('wezel_exports_running', 'Exports that are being sent.', () => exports.running);
  observeBackups(metrics, parts.backups);
  observeDatabase(metrics, database, async () => (await workers?.connections()) ?? []);
}

/** Where there is none it is as old as Unix time, so that the alert that compares both fires. */
function observeBackups(metrics: HubMetrics, backups: BackupTimes | undefined): void {
  metrics.gauges(
    { name: 'wezel_last_backup_timestamp_seconds', help: 'When the newest scheduled backup was made, in Unix time.' },
    () => (backups === undefined ? [] : [[[], (backups.lastSuccess ?? 0) / 1_000]]),
  );
  metrics.gauges({ name: 'wezel_backup_period_seconds', help: 'How often one is made (BACKUP_EVERY).' }, () =>
    backups === undefined ? [] : [[[], backups.everySeconds]],
  );
}
