import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { HubError, OperatorError } from '#platform/errors.ts';
import { beginLasting } from './advisory-lock.ts';
import { checkDatabaseUrl, describeConnectionFailure } from './connection-errors.ts';
import { cutOn } from './cut.ts';
import { scriptsAsOneTransaction } from './engine-adapter.ts';
import { admitNewer, type OnNewer } from './newer-migrations.ts';
import { recordedMigrations, refuseMissing, refuseUnfinished } from './recorded-migrations.ts';
import { runScript } from './run-script.ts';
import { everything, migrationNames, migrationsFolder, openSchemaEngine, readMigrations } from './schema-engine.ts';

const oldestPostgres = 15;

/** Any number will do, as long as nothing else in the database locks it; these are the letters "WEZEL". */
const migrationLock = 0x57_45_5a_45_4c;

interface MigrationOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with what it waits for, as long as it waits. */
  readonly onWait?: ((what: string) => void) | undefined;
  readonly onNewer?: OnNewer | undefined;
}

const ignore = (): void => undefined;

/** Brings the database up to this code and returns the names of the migrations it applied. */
export function migrate(
  databaseUrl: string,
  folder = migrationsFolder,
  options: MigrationOptions = {},
): Promise<string[]> {
  const work = async (client: pg.Client): Promise<string[]> => {
    const known = await migrationNames(folder);
    // Without keeping its table, for which a migration of the engine could wait.
    await client.query('SAVEPOINT recorded');
    const recorded = await recordedMigrations(client);
    const names = recorded.map(({ name }) => name);
    refuseUnfinished(recorded);
    await admitNewer(client, { recorded: names, known }, options.onNewer);
    await client.query('ROLLBACK TO SAVEPOINT recorded');
    const applied = new Set(names);
    if (known.every((name) => applied.has(name))) return [];
    return applyPending(databaseUrl, folder, options);
  };
  return withMigrationLock(databaseUrl, work, options);
}

/**
 * Settles a migration that was cut off, as `prisma migrate resolve` does: `applied` when its changes are in the database,
 * `rolled-back` when they are not, so that it runs again.
 */
export function settleMigration(
  databaseUrl: string,
  migrationName: string,
  as: 'applied' | 'rolled-back',
  folder = migrationsFolder,
): Promise<void> {
  return withMigrationLock(databaseUrl, async (client) => {
    const unfinished = (await recordedMigrations(client)).filter(({ finished }) => !finished).map(({ name }) => name);
    if (!unfinished.includes(migrationName)) {
      const hint =
        unfinished.length === 0 ? 'Nothing needs settling; run npm run migrate.' : `Settle ${unfinished.join(', ')}.`;
      throw new OperatorError(
        'MIGRATION_NOT_UNFINISHED',
        `The migration ${migrationName} was not cut off in this database.`,
        hint,
      );
    }
    await withEngine(databaseUrl, async (engine) => {
      if (as === 'rolled-back') await engine.markMigrationRolledBack({ migrationName });
      else await engine.markMigrationApplied({ migrationName, migrationsList: await readMigrations(folder) });
    });
  });
}

/**
 * Two instances that start together migrate one after the other; the second then finds nothing left to do. The connection is the
 * caller's to use, in the transaction that has the lock: what it writes counts when it commits.
 */
export function withMigrationLock<T>(
  databaseUrl: string,
  work: (client: pg.Client) => Promise<T>,
  { signal, onWait = ignore }: MigrationOptions = {},
): Promise<T> {
  const locked = async (client: pg.Client): Promise<T> => {
    await refuseOldPostgres(client);
    await beginLasting(client);
    await takeLock(client, onWait);
    const result = await work(client);
    // A pooler keeps the connection.
    await client.query('ROLLBACK');
    return result;
  };
  return withClient(databaseUrl, locked, signal);
}

async function withClient<T>(
  databaseUrl: string,
  work: (client: pg.Client) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  checkDatabaseUrl(databaseUrl);
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    application_name: 'wezel migrate',
  });
  // A connection that breaks while idle also fails the next query, which reports it.
  client.on('error', () => {});
  try {
    return await cutOn(signal, client, async () => {
      await client.connect();
      return work(client);
    });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof HubError) throw error;
    throw describeConnectionFailure(error, databaseUrl) ?? error;
  } finally {
    await client.end().catch(() => {});
  }
}

async function takeLock(client: pg.Client, onWait: (what: string) => void): Promise<void> {
  // SQL as text: a lock, and no table.
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS taken', [
    migrationLock,
  ]);
  if (rows[0]?.taken === true) return;
  onWait('waiting for another restore or migration of this database');
  // SQL as text: a lock, and no table.
  await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
}

/** For whoever only reads: refuses a database that is not as this code needs it, and changes nothing. */
export function refuseOtherMigrations(
  databaseUrl: string,
  { onNewer, folder = migrationsFolder }: Pick<MigrationOptions, 'onNewer'> & { readonly folder?: string } = {},
): Promise<void> {
  return withClient(databaseUrl, async (client) => {
    const known = await migrationNames(folder);
    const recorded = await recordedMigrations(client);
    const names = recorded.map(({ name }) => name);
    refuseUnfinished(recorded);
    await admitNewer(client, { recorded: names, known }, onNewer);
    refuseMissing(
      names,
      known.filter((name) => !names.includes(name)),
    );
  });
}

async function refuseOldPostgres(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
  const version = rows[0]?.server_version ?? '';
  if (Number.parseInt(version, 10) >= oldestPostgres) return;
  throw new OperatorError(
    'POSTGRES_TOO_OLD',
    `The database server is PostgreSQL ${version}; the hub needs ${oldestPostgres} or newer.`,
    'Upgrade the server, or unset DATABASE_URL to use the embedded one.',
  );
}

function applyPending(databaseUrl: string, folder: string, options: MigrationOptions): Promise<string[]> {
  const apply = async (engine: SchemaEngine, failedScript: FailedScript): Promise<string[]> => {
    try {
      const migrationsList = await readMigrations(folder);
      const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: everything });
      return appliedMigrationNames;
    } catch (error) {
      if (codeOf(error) === 'P3005') throw notOurs(error);
      const failure = failedScript();
      throw failure instanceof pg.DatabaseError
        ? await migrationFailed(engine, error, failure, databaseUrl)
        : (failure ?? error);
    }
  };
  return withEngine(databaseUrl, apply, options);
}

type FailedScript = () => unknown;

async function withEngine<T>(
  databaseUrl: string,
  work: (engine: SchemaEngine, failedScript: FailedScript) => Promise<T>,
  { signal, onWait = ignore }: MigrationOptions = {},
): Promise<T> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1, application_name: 'wezel migrate' });
  pool.on('error', () => {});
  let failure: unknown;
  const adapters = scriptsAsOneTransaction(async (script) => {
    try {
      await runScript(pool, script, { signal, onWait });
    } catch (error) {
      failure = error;
      throw error;
    }
  }, pool);
  try {
    using engine = await openSchemaEngine(adapters);
    return await work(engine, () => failure);
  } finally {
    await pool.end();
  }
}

/** The server refused the script, so nothing of it stayed: the migration may run again once the cause is gone. */
async function migrationFailed(
  engine: SchemaEngine,
  error: unknown,
  failure: pg.DatabaseError,
  databaseUrl: string,
): Promise<OperatorError> {
  const migrationName = /migration_name="([^"]+)"/.exec(String(error))?.[1] ?? '';
  await engine.markMigrationRolledBack({ migrationName }).catch(() => {});
  const extension = extensionRefused(failure, migrationName);
  if (extension !== null) return extension;
  const known = describeConnectionFailure(failure, databaseUrl);
  return new OperatorError(
    'MIGRATION_FAILED',
    `The migration ${migrationName} failed and left nothing behind: ${known?.message ?? `${failure.message}.`}`,
    known?.hint ?? 'Fix the cause, then run npm run migrate again.',
    { cause: failure },
  );
}

/** Of the codes of PostgreSQL: insufficient_privilege, feature_not_supported, undefined_file. */
const refusals: readonly (string | undefined)[] = ['42501', '0A000', '58P01'];

function extensionRefused(failure: pg.DatabaseError, migrationName: string): OperatorError | null {
  const [, extension] = /extension "(\w+)"/.exec(failure.message) ?? [];
  if (extension === undefined || !refusals.includes(failure.code)) return null;
  return new OperatorError(
    'EXTENSION_REFUSED',
    `The migration ${migrationName} needs the PostgreSQL extension ${extension}, and left nothing behind: ${failure.message}.`,
    `Run CREATE EXTENSION ${extension} in the database as its owner or a superuser (on Debian it comes with postgresql-contrib), then npm run migrate again.`,
    { cause: failure },
  );
}

function notOurs(cause: unknown): OperatorError {
  return new OperatorError(
    'DATABASE_NOT_EMPTY',
    'The database already holds tables that the hub did not make.',
    'Point DATABASE_URL at an empty database, or at one that the hub made.',
    { cause },
  );
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null)?.code;
}
