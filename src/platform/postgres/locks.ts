import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperatorError } from '../errors.ts';

/**
 * Locks between processes that the operating system drops when their holder dies, however it dies. Node offers no file
 * locks of its own, but its SQLite takes them on all platforms, and counts several holders inside one process rightly.
 * Nothing is ever written into these files. No other code may open them: closing a file drops its POSIX locks.
 */
export interface Lock {
  release(): void;
}

const SQLITE_BUSY = 5;
const POLL_MS = 25;
/** Longer than the slowest start or stop that another process may be busy with. */
const TIMEOUT_MS = 300_000;

/** Waits without blocking the event loop, because the holder may be in this very process. */
export async function takeExclusive(path: string): Promise<Lock> {
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    const lock = tryExclusive(path);
    if (lock) return lock;
    if (Date.now() > deadline) throw stuck(path);
    await sleep(POLL_MS);
  }
}

export function tryExclusive(path: string): Lock | undefined {
  // A journal on disk would make SQLite refuse the lock when the disk is full, and stay behind after a kill.
  return tryLock(path, (file) => file.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE'));
}

/** Many may hold it at once; an open read transaction is SQLite's shared lock. */
export function takeShared(path: string): Lock {
  const lock = tryLock(path, (file) => {
    file.exec('BEGIN');
    // SQL as text: SQLite.
    file.prepare('SELECT 1 FROM sqlite_schema').get();
  });
  if (!lock) throw stuck(path);
  return lock;
}

function tryLock(path: string, take: (file: DatabaseSync) => void): Lock | undefined {
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    take(file);
    return { release: () => file.close() };
  } catch (error) {
    file.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return undefined;
    throw new OperatorError(
      'DATABASE_DIR_WITHOUT_LOCKS',
      `The file system of ${path} does not support locks (${(error as Error).message}).`,
      'Set DATA_DIR to a folder on a local disk, or set DATABASE_URL to a PostgreSQL server.',
      { cause: error },
    );
  }
}

function stuck(path: string): OperatorError {
  return new OperatorError(
    'DATABASE_BUSY',
    `Another hub process has been starting or stopping the embedded PostgreSQL for minutes (lock ${path}).`,
    'Find the stuck hub process, end it and start again.',
  );
}
