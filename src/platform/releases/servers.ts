/** Reading while servers come and go: what one could not answer another one may. */
import { describeConnectionFailure } from '../database/connection-errors.ts';
import type { Database } from '../database/index.ts';

export interface ServersInUse {
  /** The one that is read from. */
  readonly server: Database;
  /** A statement failed because of this server. Whether another one, or the same again, is there to be asked instead. */
  leave(server: Database): Promise<boolean>;
}

/** Work that only reads, begun again where its server was lost meanwhile. */
export async function readAgain<T>(servers: ServersInUse, attempts: number, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const { server } = servers;
    try {
      return await server.outage.during(work);
    } catch (error) {
      // Alone, the hub has been waiting for this one to come back.
      if (attempt >= attempts || !isServerFailure(error) || !(await servers.leave(server))) throw error;
    }
  }
}

/** What is read from the primary, since it is written there; while it is away, as the server in use has it. */
export async function readPrimary<T>(
  primary: Database,
  servers: Pick<ServersInUse, 'server'>,
  read: (server: Database) => Promise<T>,
): Promise<T> {
  try {
    return await read(primary);
  } catch (error) {
    if (servers.server === primary || !isServerFailure(error)) throw error;
    return read(servers.server);
  }
}

/** Whether another server could have answered: it is gone, or replaying changes got in the way of the statement. */
export function isServerFailure(error: unknown): boolean {
  return (
    describeConnectionFailure(error) !== undefined ||
    (error as { code?: unknown } | undefined)?.code === recoveryConflict
  );
}

/** SQLSTATE serialization_failure: on a standby "canceling statement due to conflict with recovery". */
const recoveryConflict = '40001';
