/** The database of the hub, ready for use: found or started, migrated, with the first documents of the starter set. */
import type { Logger } from 'pino';
import type { Config } from '#config';
import { describeConnectionFailure } from '#platform/database/connection-errors.ts';
import { type Database, type DatabaseOptions, openDatabase } from '#platform/database/index.ts';
import { migrate } from '#platform/database/migrations.ts';
import { joinEmbeddedPostgres } from '#platform/postgres/index.ts';

export interface Hub {
  readonly database: Database;
  close(): Promise<void>;
}

export async function openHub(config: Config, log: Logger, options: DatabaseOptions = {}): Promise<Hub> {
  const { url, leave, locate } = await findDatabase(config, log);
  try {
    const migrations = await migrate(url);
    if (migrations.length > 0)
      log.info({ migrations: migrations.length, last: migrations.at(-1) }, 'database migrated');
    const onIdleError = (error: Error): void => log.warn({ reason: error.message }, 'a database connection broke');
    const database = openDatabase(url, { onIdleError, locate, ...options });
    await loadDocuments(config, database).catch(async (error: unknown) => {
      await database.close();
      throw error;
    });
    return {
      database,
      async close() {
        await database.close();
        await leave();
      },
    };
  } catch (error) {
    await leave();
    throw describeConnectionFailure(error, url) ?? error;
  }
}

async function loadDocuments({ starter }: Config, database: Database): Promise<void> {
  if (starter === 'none') return;
  // Much code, which is read while PostgreSQL starts.
  const { loadStarter } = await import('#sources/starter/load.ts');
  await loadStarter(database);
}

interface FoundDatabase {
  readonly url: string;
  /** Where it is after its connections broke; starts an embedded one again. */
  locate(): Promise<string>;
  leave(): Promise<void>;
}

/** DATABASE_URL, or else a PostgreSQL of the hub's own under DATA_DIR. */
export async function findDatabase({ databaseUrl, dataDir }: Config, log: Logger): Promise<FoundDatabase> {
  if (databaseUrl !== null) return { url: databaseUrl, locate: async () => databaseUrl, leave: async () => undefined };
  const join = () => joinEmbeddedPostgres(dataDir, { log: (line) => log.debug(line) });
  let membership = await join();
  return {
    url: membership.url,
    async locate() {
      const former = membership;
      membership = await join();
      // Only now, so that nobody takes the database for left.
      await former.leave();
      return membership.url;
    },
    leave: () => membership.leave(),
  };
}
