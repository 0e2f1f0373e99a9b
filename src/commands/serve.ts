/** `npm start`: serves the hub until it is instructed to stop. */
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { App, AppOptions } from '#app-options';
import type { Config } from '#config';
import { type Listening, listen } from '#http/server.ts';
import type { Unreadable } from '#http/unreadable.ts';
import { uploadsForBackup } from '#http/uploads/backup-files.ts';
import { openHub } from '#hub';
import { BackupSchedule } from '#platform/backup/schedule.ts';
import type { Database } from '#platform/database/index.ts';
import { backupPlace } from './backup-place.ts';
import { stopSignal } from './signals.ts';
import { loadStarterBehind } from './starter.ts';

export async function serve(config: Config, log: Logger): Promise<void> {
  const signal = stopSignal();
  // The code of the API is read while PostgreSQL starts.
  const [{ createApp }, hub] = await Promise.all([
    import('#app'),
    openHub(config, log, { isServer: true, statementTimeoutMs: config.limits.statementTimeoutMs }),
  ]);
  try {
    const starter = await loadStarterBehind(hub.database, config, log);
    try {
      const schedule = scheduleOf(config, hub.database, log);
      const app = await createApp({
        ...optionsOf(config),
        database: hub.database,
        log,
        starterStatus: starter.status,
        workersAfter: starter.loaded,
        backups: schedule,
      });
      try {
        const servers = await listenEverywhere(app, config, log);
        process.stdout.write(`Węzeł answers at ${servers[0]?.url}/graphql\n`);
        starter.begin();
        void resume(app, signal, log);
        schedule?.start();
        if (!signal.aborted) await once(signal, 'abort');
        const { drainSeconds } = config;
        log.info(drainSeconds > 0 ? { drainSeconds } : {}, 'stopping');
        app.drain();
        if (drainSeconds > 0) {
          for (const server of servers) server.drain();
          await sleep(drainSeconds * 1_000);
        }
        app.endStreams();
        await Promise.all(servers.map((server) => server.stop()));
      } finally {
        await schedule?.close();
        await app.close();
      }
    } finally {
      await starter.stop();
    }
  } finally {
    await hub.close();
  }
}

const resumeAgainMs = { first: 2_000, max: 60_000 };

/** Again while the primary is away. */
async function resume(app: App, signal: AbortSignal, log: Logger): Promise<void> {
  for (let pauseMs = resumeAgainMs.first; !signal.aborted; pauseMs = Math.min(2 * pauseMs, resumeAgainMs.max)) {
    try {
      await app.resume();
      return;
    } catch (error) {
      log.warn({ err: error }, 'unfinished exports and mails wait');
      await sleep(pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}

function optionsOf({
  limits,
  publicUrl,
  publisher,
  rate,
  cache,
  observation,
  workerThreads,
  logFormat,
  dataDir,
  mail,
  uploads,
  provider,
  operator,
  s3,
}: Config): Omit<AppOptions, 'database' | 'log'> {
  const { metricsArePublic, otlpEndpoint, logsCached } = observation;
  return {
    limits,
    logFormat,
    clock: () => new Date(),
    news: {},
    measuresService: true,
    publicUrl,
    publisher,
    rate,
    cache,
    metricsArePublic,
    logsCached,
    downloadsFolder: path.join(dataDir, 'downloads'),
    otlpEndpoint,
    workerThreads,
    mail: { ...mail, outbox: path.join(dataDir, 'outbox') },
    provider,
    uploads: { ...uploads, place: { folder: dataDir, s3 } },
    operator,
    s3,
  };
}

function scheduleOf({ backup, dataDir, s3 }: Config, database: Database, log: Logger): BackupSchedule | undefined {
  const { everySeconds } = backup;
  if (everySeconds === null) return undefined;
  const files = uploadsForBackup({ folder: dataDir, s3 });
  return new BackupSchedule({
    databaseUrl: () => database.direct(),
    settings: { ...backup, everySeconds },
    place: backupPlace(backup),
    files,
    log,
  });
}

async function listenEverywhere({ handler, metrics, isProxy }: App, config: Config, log: Logger): Promise<Listening[]> {
  const { host, port, limits, observation } = config;
  const timeouts = { headersMs: limits.headersTimeoutMs, requestMs: limits.requestTimeoutMs };
  const onUnreadable = (refused: Unreadable): void => log.info(refused, 'refused');
  const connections = limits.connections;
  const server = await listen(handler, { host, port, connections, timeouts, isProxy, onUnreadable });
  if (observation.metricsPort === null) return [server];
  try {
    const metricsServer = await listen(metrics, { host, port: observation.metricsPort, connections: 100 });
    return [server, metricsServer];
  } catch (error) {
    await server.stop();
    throw error;
  }
}
