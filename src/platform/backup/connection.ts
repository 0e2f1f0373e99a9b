/** The connection of a backup: ends at once when it is to stop, and when the database sends nothing for long. */
import pg from 'pg';
import { checkDatabaseUrl, describeConnectionFailure } from '../database/connection-errors.ts';
import { cut, cutOn } from '../database/cut.ts';
import { isOutOfSpace } from '../disk-space.ts';
import { HubError, OperatorError } from '../errors.ts';

export interface Timeouts {
  /** Of a table that something has to itself: an import, or a migration. */
  readonly lockMs: number;
  /** From one piece of what the database sends to the next. */
  readonly silenceMs: number;
}

const defaultTimeouts: Timeouts = { lockMs: 120_000, silenceMs: 300_000 };
const connectTimeoutMs = 10_000;

interface ConnectionOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeouts?: Partial<Timeouts> | undefined;
}

export interface BackupConnection {
  readonly client: pg.Client;
  readonly lockMs: number;
  /** Fails where the database is silent for too long. */
  waitFor<T>(work: () => Promise<T>): Promise<T>;
}

export async function withConnection<T>(
  databaseUrl: string,
  { signal, timeouts }: ConnectionOptions,
  work: (connection: BackupConnection) => Promise<T>,
): Promise<T> {
  checkDatabaseUrl(databaseUrl);
  const { lockMs, silenceMs } = { ...defaultTimeouts, ...timeouts };
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'wezel backup',
    connectionTimeoutMillis: connectTimeoutMs,
  });
  // A connection that breaks while idle also fails the next query, which reports it.
  client.on('error', () => {});
  const waitFor = <R>(wait: () => Promise<R>): Promise<R> => cutAfter(client, silenceMs, wait);
  try {
    return await cutOn(signal, client, async () => {
      await client.connect();
      return work({ client, lockMs, waitFor });
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw explained(error, databaseUrl, lockMs);
  } finally {
    await client.end().catch(() => {});
  }
}

async function cutAfter<T>(client: pg.Client, ms: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silent = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      cut(client);
      reject(silence(ms));
    }, ms);
  });
  try {
    return await Promise.race([work(), silent]);
  } finally {
    clearTimeout(timer);
  }
}

/** SQLSTATE lock_not_available. */
const lockNotAvailable = '55P03';

function explained(error: unknown, databaseUrl: string, lockMs: number): unknown {
  // The file's disk, not that of the database.
  if (error instanceof HubError || isOutOfSpace(error)) return error;
  if ((error as { code?: unknown } | null)?.code === lockNotAvailable) return locked(lockMs, error);
  return describeConnectionFailure(error, databaseUrl) ?? error;
}

const seconds = (ms: number): string => `${Math.round(ms / 1_000)} seconds`;

function silence(ms: number): OperatorError {
  return new OperatorError(
    'DATABASE_UNREACHABLE',
    `The database has sent nothing for ${seconds(ms)}; there is no new backup.`,
    'Check that the server is up, then try again.',
  );
}

function locked(ms: number, cause: unknown): OperatorError {
  return new OperatorError(
    'TABLES_LOCKED',
    `Something has had a table of the hub to itself for ${seconds(ms)}; there is no new backup.`,
    'Wait until the migration or the other program is done, then try again.',
    { cause },
  );
}
