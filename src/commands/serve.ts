/** `npm start`: serves the hub until it is told to stop. */
import { once } from 'node:events';
import path from 'node:path';
import type { Logger } from 'pino';
import { type App, createApp } from '#app';
import type { Config } from '#config';
import { type Listening, listen } from '#http/server.ts';
import { openHub } from '#hub';
import { stopSignal } from './signals.ts';

export async function serve(config: Config, log: Logger): Promise<void> {
  const signal = stopSignal();
  const { limits, publicUrl, rate, cache, observation, workerThreads, logFormat } = config;
  const hub = await openHub(config, log, { statementTimeoutMs: limits.statementTimeoutMs });
  try {
    const { metricsArePublic, otlpEndpoint } = observation;
    const clock = (): Date => new Date();
    const app = await createApp({
      database: hub.database,
      limits,
      log,
      logFormat,
      clock,
      publicUrl,
      rate,
      cache,
      metricsArePublic,
      downloadsFolder: path.join(config.dataDir, 'downloads'),
      otlpEndpoint,
      workerThreads,
      mail: { ...config.mail, outbox: path.join(config.dataDir, 'outbox') },
    });
    try {
      const servers = await listenEverywhere(app, config);
      process.stdout.write(`Węzeł answers at ${servers[0]?.url}/graphql\n`);
      if (!signal.aborted) await once(signal, 'abort');
      log.info('stopping');
      await Promise.all(servers.map((server) => server.stop()));
    } finally {
      await app.close();
    }
  } finally {
    await hub.close();
  }
}

async function listenEverywhere({ handler, metrics }: App, config: Config): Promise<Listening[]> {
  const { host, port, limits, observation } = config;
  const timeouts = { headersMs: limits.headersTimeoutMs, requestMs: limits.requestTimeoutMs };
  const server = await listen(handler, { host, port, connections: limits.connections, timeouts });
  if (observation.metricsPort === null) return [server];
  try {
    const metricsServer = await listen(metrics, { host, port: observation.metricsPort, connections: 100 });
    return [server, metricsServer];
  } catch (error) {
    await server.stop();
    throw error;
  }
}
