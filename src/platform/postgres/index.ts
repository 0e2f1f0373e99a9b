import { databaseUrl } from './connection.ts';
import { explainLoss } from './failures.ts';
import { type Lock, takeExclusive, takeShared, tryExclusive } from './locks.ts';
import { isClusterThere, type Place, preparePlace } from './place.ts';
import { ensureServer, type Log, stopServer } from './server.ts';

export { explainLoss, isClusterThere };

export interface EmbeddedDatabase {
  readonly url: string;
  /** The last process to leave stops PostgreSQL. */
  leave(): Promise<void>;
}

/**
 * Starts the PostgreSQL of a data folder, or attaches to the one that runs there. It is a daemon that belongs to all hub
 * processes on this folder and outlives any of them that is killed; docs/decisions/embedded-postgres.md says why so.
 */
export async function joinEmbeddedPostgres(dataDir: string, options: { log?: Log } = {}): Promise<EmbeddedDatabase> {
  const { log = () => {} } = options;
  const place = preparePlace(dataDir);
  const entrance = await takeExclusive(place.startLock);
  try {
    const port = await ensureServer(place, log);
    const url = databaseUrl(place, port);
    const share = takeShared(place.usersLock);
    let left: Promise<void> | undefined;
    return {
      url,
      leave: () => {
        left ??= leave(place, share, log);
        return left;
      },
    };
  } finally {
    entrance.release();
  }
}

async function leave(place: Place, share: Lock, log: Log): Promise<void> {
  const entrance = await takeExclusive(place.startLock);
  try {
    share.release();
    const alone = tryExclusive(place.usersLock);
    if (!alone) return;
    alone.release();
    await stopServer(place, log);
  } finally {
    entrance.release();
  }
}
