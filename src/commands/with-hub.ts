/** A command's work with the hub's database: whatever the database does meanwhile ends in a line that says what to do. */
import type { Logger } from 'pino';
import type { Config } from '#config';
import { type Hub, openHub, type openHubToRead } from '#hub';
import { describeConnectionFailure } from '#platform/database/connection-errors.ts';
import { isStorageFull } from '#platform/disk-space.ts';
import { explainLoss } from '#platform/postgres/index.ts';
import { loadStarterCountry } from './starter.ts';
import { traced } from './traced.ts';

/** With the whole starter set, which a server may not have loaded yet; a trace of the work has the name that is given. */
export async function withWholeHub<T>(
  config: Config,
  log: Logger,
  work: (hub: Hub) => Promise<T>,
  trace?: string,
): Promise<T> {
  return withHub(config, log, async (hub) => {
    await loadStarterCountry(hub.database, config, log);
    return trace === undefined ? work(hub) : traced(config, log, trace, () => work(hub));
  });
}

/** Nobody waits for an answer: a command that keeps the processor busy, or a slow machine, may take its time. */
const connectTimeoutMs = 60_000;

export async function withHub<T>(
  config: Config,
  log: Logger,
  work: (hub: Hub) => Promise<T>,
  open: typeof openHubToRead = openHub,
): Promise<T> {
  const hub = await open(config, log, { connectTimeoutMs });
  let result: T;
  try {
    result = await work(hub);
  } catch (error) {
    // Closing what is broken may fail, too; that is not what happened first.
    await hub.close().catch((failure: unknown) => log.debug({ reason: String(failure) }, 'closing failed'));
    // Files that find no room are not the database's.
    if (isStorageFull(error)) throw error;
    const failure = describeConnectionFailure(error, hub.database.url);
    const isEmbedded = config.database.urls.length === 0;
    throw (failure !== undefined && isEmbedded ? explainLoss(config.dataDir) : undefined) ?? failure ?? error;
  }
  await hub.close();
  return result;
}
