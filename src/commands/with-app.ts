/** The hub as it answers requests, for a command that only asks it: nothing listens, and the database stays as it is. */
import path from 'node:path';
import type { Logger } from 'pino';
import { createApp } from '#app';
import type { App } from '#app-options';
import type { Config } from '#config';
import { type Hub, openHubToRead } from '#hub';
import { withHub } from './with-hub.ts';

export function withApp<T>(config: Config, log: Logger, work: (app: App) => Promise<T>): Promise<T> {
  const { limits, publicUrl, logFormat, dataDir } = config;
  const answer = async ({ database }: Hub): Promise<T> => {
    const clock = (): Date => new Date();
    const downloadsFolder = path.join(dataDir, 'downloads');
    const app = await createApp({ database, limits, log, logFormat, clock, publicUrl, downloadsFolder });
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  };
  return withHub(config, log, answer, openHubToRead);
}
