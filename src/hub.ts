/** The database of the hub, ready for use: found or started, migrated, never empty. */
import type { Logger } from 'pino';
import type { Config } from '#config';
import { describeConnectionFailure } from '#platform/database/connection-errors.ts';
import { type Database, type DatabaseOptions, openDatabase } from '#platform/database/index.ts';
import { migrate } from '#platform/database/migrations.ts';
import { joinEmbeddedPostgres } from '#platform/postgres/index.ts';
import { loadStarter } from '#sources/starter/load.ts';

export interface Hub {
  readonly database: Database;
  close(): Promise<void>;
}

export async function openHub(config: Config, log: Logger, options: DatabaseOptions = {}): Promise<Hub> {
  const { url, leave } = await findDatabase(config, log);
  try {
    for (const name of await migrate(url)) log.info({ migration: name }, 'migrated');
    const onIdleError = (error: Error): void => log.warn({ err: error }, 'a database connection broke');
    const database = openDatabase(url, { onIdleError, ...options });
    await loadStarter(database).catch(async (error: unknown) => {
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

interface FoundDatabase {
  readonly url: string;
  leave(): Promise<void>;
}

/** DATABASE_URL, or else a PostgreSQL of the hub's own under DATA_DIR. */
export async function findDatabase({ databaseUrl, dataDir }: Config, log: Logger): Promise<FoundDatabase> {
  if (databaseUrl !== null) return { url: databaseUrl, leave: async () => undefined };
  return joinEmbeddedPostgres(dataDir, { log: (line) => log.debug(line) });
}
