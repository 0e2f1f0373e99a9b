/** What Prometheus reads of the database: connections, jobs that wait, how long imports took. */
import { type Database, execute, type PoolUse, poolUses, query } from '#platform/database/index.ts';
import { endsInTime } from '#platform/in-time.ts';
import type { HubMetrics, Labelled } from './metrics.ts';

/** Whoever asks more often gets what was read last: it costs the database little. */
const readEveryMs = 1_000;
/** A database that is away must not keep the other metrics. */
const timeoutMs = 1_000;

/** `ofThreads`: the connections of the worker threads. */
export function observeDatabase(
  metrics: HubMetrics,
  database: Database,
  ofThreads: () => Promise<readonly PoolUse[]>,
): void {
  observePools(metrics, database, ofThreads);
  const jobs = remembered(() => readJobs(database));
  const depth = { name: 'wezel_jobs', help: 'Exports, mails and webhooks in the queue.', labels: ['queue', 'state'] };
  metrics.gauges(depth, jobs);
  observeImports(metrics, database);
}

/** By thread, and by pool: the primary's, and of each server that is read from. */
function observePools(metrics: HubMetrics, database: Database, ofThreads: () => Promise<readonly PoolUse[]>): void {
  const threads = remembered(ofThreads);
  const all = async (): Promise<(readonly [thread: string, use: PoolUse])[]> => [
    ...poolUses(database).map((use) => ['main', use] as const),
    ...(await threads()).map((use) => ['worker', use] as const),
  ];
  const each = (read: (use: PoolUse) => number) => async (): Promise<Labelled> =>
    (await all()).map(([thread, use]) => [[thread, use.pool], read(use)]);
  const labels = ['thread', 'pool'];
  metrics.gauges(
    {
      name: 'wezel_database_connections',
      help: 'Connections by thread, pool and state.',
      labels: [...labels, 'state'],
    },
    async () =>
      (await all()).flatMap(([thread, { pool, busy, idle }]) => [
        [[thread, pool, 'busy'], busy] as const,
        [[thread, pool, 'idle'], idle] as const,
      ]),
  );
  metrics.gauges(
    { name: 'wezel_database_waiting', help: 'Callers that wait for a connection now.', labels },
    each(({ waiting }) => waiting),
  );
  metrics.totals(
    {
      name: 'wezel_database_waits_total',
      help: 'How often somebody waited because all connections were taken.',
      labels,
    },
    each(({ waits }) => waits),
  );
  metrics.totals(
    { name: 'wezel_database_wait_seconds_total', help: 'How long they waited together, in seconds.', labels },
    each(({ waitSeconds }) => waitSeconds),
  );
}

interface Timing {
  readonly source: string;
  readonly imports: number;
  readonly seconds: number;
  readonly lastSeconds: number;
  readonly lastAt: number;
}

/** Read from the database: most imports are processes of their own. */
function observeImports(metrics: HubMetrics, database: Database): void {
  const timings = remembered(() => readTimings(database));
  const labels = ['source'];
  const each = (read: (timing: Timing) => number) => async (): Promise<Labelled> =>
    (await timings()).map((timing) => [[timing.source], read(timing)]);
  metrics.totals(
    { name: 'wezel_imports_total', help: 'Changes of public data that were written, by kind of source.', labels },
    each(({ imports }) => imports),
  );
  metrics.totals(
    { name: 'wezel_import_seconds_total', help: 'How long those took together, in seconds.', labels },
    each(({ seconds }) => seconds),
  );
  metrics.gauges(
    { name: 'wezel_last_import_seconds', help: 'How long the last of a kind took, in seconds.', labels },
    each(({ lastSeconds }) => lastSeconds),
  );
  metrics.gauges(
    { name: 'wezel_last_import_timestamp_seconds', help: 'When the last of a kind ended, in Unix time.', labels },
    each(({ lastAt }) => lastAt),
  );
}

/** Once in a second; what cannot be read is what it was. */
function remembered<T>(read: () => Promise<readonly T[]>): () => Promise<readonly T[]> {
  let known: readonly T[] = [];
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;
  const refresh = async (): Promise<void> => {
    try {
      known = await read();
      readAt = performance.now();
    } catch {
      // The gauge of the database says that it is away.
    } finally {
      reading = undefined;
    }
  };
  return async () => {
    if (performance.now() - readAt < readEveryMs) return known;
    reading ??= refresh();
    await endsInTime(reading, timeoutMs);
    return known;
  };
}

async function readJobs({ pool }: Database): Promise<Labelled> {
  // SQL as text: the queue's own schema is none of the models, and it is there only once somebody enqueued anything.
  const { rows: found } = await pool.query<{ found: boolean }>(
    `SELECT to_regclass('wezel_jobs.job') IS NOT NULL AS found`,
  );
  if (found[0]?.found !== true) return [];
  // SQL as text: the queue's own table, as above.
  const { rows } = await pool.query<{ name: string; state: string; count: number }>(
    `SELECT name, CASE WHEN state IN ('created', 'retry') THEN 'waiting' ELSE state::text END AS state, count(*)::integer AS count
     FROM wezel_jobs.job WHERE state IN ('created', 'retry', 'active', 'failed') AND name IN ('export', 'mail', 'webhook')
     GROUP BY 1, 2`,
  );
  const counts = new Map(rows.map(({ name, state, count }) => [`${name} ${state}`, count]));
  return ['export', 'mail', 'webhook'].flatMap((name) =>
    ['waiting', 'active', 'failed'].map((state) => [[name, state], counts.get(`${name} ${state}`) ?? 0] as const),
  );
}

async function readTimings({ pool }: Database): Promise<Timing[]> {
  const rows = await execute(pool, query.selectFrom('import_timing').selectAll());
  return rows.map(({ source_kind, imports, duration_ms, last_ms, last_at }) => ({
    source: source_kind,
    imports: Number(imports),
    seconds: Number(duration_ms) / 1_000,
    lastSeconds: Number(last_ms) / 1_000,
    lastAt: new Date(last_at).getTime() / 1_000,
  }));
}
