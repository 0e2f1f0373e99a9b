/** `npm start`: serves the hub until it is told to stop. */
import { once } from 'node:events';
import type { Logger } from 'pino';
import { createApp } from '#app';
import type { Config } from '#config';
import { listen } from '#http/server.ts';
import { openHub } from '#hub';
import { stopSignal } from './signals.ts';

export async function serve({ limits, host, port, ...config }: Config, log: Logger): Promise<void> {
  const signal = stopSignal();
  const hub = await openHub({ limits, host, port, ...config }, log, { statementTimeoutMs: limits.statementTimeoutMs });
  try {
    const app = await createApp({ database: hub.database, limits, log, clock: () => new Date() });
    try {
      const server = await listen(app.handler, { host, port, bodyBytes: limits.bodyBytes });
      process.stdout.write(`Węzeł answers at ${server.url}/graphql\n`);
      if (!signal.aborted) await once(signal, 'abort');
      log.info('stopping');
      await server.stop();
    } finally {
      await app.close();
    }
  } finally {
    await hub.close();
  }
}
