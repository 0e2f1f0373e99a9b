/** The database of the hub, ready for use: found or started, migrated, with the first documents of the starter set. */
import type { Logger } from 'pino';
import type { Config } from '#config';
import { describeConnectionFailure } from '#platform/database/connection-errors.ts';
import { type Database, type DatabaseOptions, openDatabase, type PublicChange } from '#platform/database/index.ts';
import { migrate, refuseOtherMigrations } from '#platform/database/migrations.ts';
import type { OnNewer } from '#platform/database/newer-migrations.ts';
import { findPrimary } from '#platform/database/primary.ts';
import { OperatorError } from '#platform/errors.ts';
import { isClusterThere, joinEmbeddedPostgres } from '#platform/postgres/index.ts';
import { completeSearch } from '#platform/releases/complete-search.ts';
import { latestRelease } from '#platform/releases/latest.ts';
import { Later, mayStartWithout } from './hub-without-primary.ts';

/** The first connection is made while this process reads much code, which on a busy machine takes many seconds. */
const startTimeoutMs = 60_000;
const connectTimeoutMs = 5_000;

export interface Hub {
  readonly database: Database;
  close(): Promise<void>;
}

export interface HubOptions extends DatabaseOptions {
  /** Many short requests: through the pooler where there is one, reading from replicas where there are some. */
  readonly isServer?: boolean;
}

export async function openHub(config: Config, log: Logger, options: HubOptions = {}): Promise<Hub> {
  const { isServer = false, ...rest } = options;
  const { url, hasPrimary, leave, locate } = await findMigrated(config, log, isServer);
  try {
    const onIdleError = (error: Error): void => log.warn({ reason: error.message }, 'a database connection broke');
    const servers = isServer ? config.database : undefined;
    const onChange = (change: PublicChange): void => log.info(change, 'import');
    const reporting = { onIdleError, onChange };
    const database = openDatabase(url, { ...reporting, locate, servers, connectTimeoutMs: startTimeoutMs, ...rest });
    const complete = async (): Promise<void> => {
      await loadDocuments(config, database);
      await addMissingToSearch(database, log);
    };
    try {
      if (hasPrimary) await complete();
    } catch (error) {
      await database.close();
      throw error;
    }
    if (options.connectTimeoutMs === undefined) database.pool.options.connectionTimeoutMillis = connectTimeoutMs;
    const later = hasPrimary ? null : new Later(complete, log);
    return hubOf(database, leave, later);
  } catch (error) {
    await leave();
    throw describeConnectionFailure(error, url) ?? error;
  }
}

interface MigratedDatabase extends FoundDatabase {
  /** False: it is away, and replicas have what this version reads. */
  readonly hasPrimary: boolean;
}

async function findMigrated(config: Config, log: Logger, isServer: boolean): Promise<MigratedDatabase> {
  const { urls, directUrls, readUrls } = config.database;
  let found: FoundDatabase | undefined;
  try {
    found = await findDatabase(config, log, isServer ? urls : undefined);
    const direct = isServer && directUrls.length > 0 ? await findPrimary(directUrls) : found.url;
    const migrations = await migrate(direct, undefined, {
      onWait: (what) => log.warn(what),
      // Commands import, export and back up; only what serves beside a later version need not know all that it added.
      ...(isServer ? { onNewer: warnOfNewer(log) } : {}),
    });
    if (migrations.length > 0)
      log.info({ migrations: migrations.length, last: migrations.at(-1) }, 'database migrated');
    return { ...found, hasPrimary: true };
  } catch (error) {
    const [url] = urls;
    if (isServer && url !== undefined && (await mayStartWithout(error, readUrls, log)))
      return { url, locate: () => findPrimary(urls), leave: async () => undefined, hasPrimary: false };
    await found?.leave();
    throw found === undefined ? error : (describeConnectionFailure(error, found.url) ?? error);
  }
}

/** What answers requests may do so beside a later version, as long as that has only added to the database. */
function warnOfNewer(log: Logger): OnNewer {
  return (unknown) => log.warn({ migrations: unknown }, 'a later version migrated the database');
}

/** For a command that only reads: nothing is migrated or loaded, and replicas are read from where there are some. */
export async function openHubToRead(config: Config, log: Logger, options: DatabaseOptions = {}): Promise<Hub> {
  const { urls, readUrls } = config.database;
  if (urls.length === 0 && !isClusterThere(config.dataDir)) throw noDatabase(config.dataDir);
  const { url, leave, locate } = await findToRead(config, log);
  try {
    await refuseOtherMigrationsOfAny([...readUrls, url], warnOfNewer(log));
    const onIdleError = (error: Error): void => log.warn({ reason: error.message }, 'a database connection broke');
    const database = openDatabase(url, { onIdleError, locate, servers: config.database, ...options });
    return hubOf(database, leave);
  } catch (error) {
    await leave();
    throw error;
  }
}

function hubOf(database: Database, leave: () => Promise<void>, later: Later | null = null): Hub {
  return {
    database,
    async close() {
      await later?.stop();
      await database.close();
      await leave();
    },
  };
}

/** Where there are replicas, the primary may be away. */
async function findToRead(config: Config, log: Logger): Promise<FoundDatabase> {
  const { urls, readUrls } = config.database;
  const [first] = urls;
  if (first === undefined || readUrls.length === 0) return findDatabase(config, log, urls);
  const locate = (): Promise<string> => findPrimary(urls);
  return { url: await locate().catch(() => first), locate, leave: async () => undefined };
}

/** Of the first server that answers. */
async function refuseOtherMigrationsOfAny([url = '', ...others]: readonly string[], onNewer: OnNewer): Promise<void> {
  try {
    await refuseOtherMigrations(url, { onNewer });
  } catch (error) {
    if (others.length === 0 || describeConnectionFailure(error) === undefined) throw error;
    await refuseOtherMigrationsOfAny(others, onNewer);
  }
}

function noDatabase(dataDir: string): OperatorError {
  return new OperatorError(
    'NO_DATABASE',
    `There is no database in ${dataDir} yet, and this command only reads.`,
    'Run npm start first, which makes one and loads the country; or set DATABASE_URL or DATA_DIR to where one is.',
  );
}

async function loadDocuments({ starter }: Config, database: Database): Promise<void> {
  if (starter === 'none') return;
  // Much code, which is read while PostgreSQL starts.
  const { loadStarter } = await import('#sources/starter/load.ts');
  await loadStarter(database);
}

/** A database that another version of the hub made may lack what this one looks through. */
async function addMissingToSearch(database: Database, log: Logger): Promise<void> {
  // Each domain states what of it is looked through; a hub that has nothing yet is spared reading them all.
  if ((await latestRelease(database.pool)) === 0) return;
  await import('#domains');
  try {
    const added = await completeSearch(database);
    if (added === null) log.warn('the search lacks some types until the import that is at work has published');
    else if (added.length > 0) log.info({ types: added }, 'added to the search');
  } catch (error) {
    log.warn({ err: error }, 'the search lacks some types until the next release');
  }
}

async function firstPrimary(urls: readonly string[]): Promise<string> {
  try {
    return await findPrimary(urls);
  } catch (error) {
    throw describeConnectionFailure(error, urls[0]) ?? error;
  }
}

interface FoundDatabase {
  readonly url: string;
  /** Where it is after its connections broke; starts an embedded one again. */
  locate(): Promise<string>;
  leave(): Promise<void>;
}

/**
 * The primary, or else a PostgreSQL of the hub's own under DATA_DIR. A command works past a pooler, for it needs a connection
 * of its own.
 */
export async function findDatabase(
  { database, dataDir }: Config,
  log: Logger,
  urls: readonly string[] = database.directUrls.length > 0 ? database.directUrls : database.urls,
): Promise<FoundDatabase> {
  if (urls.length > 0) {
    const locate = (): Promise<string> => findPrimary(urls);
    return { url: await firstPrimary(urls), locate, leave: async () => undefined };
  }
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
