import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../errors.ts';
import { explainFileError } from './failures.ts';

/** Where the embedded PostgreSQL keeps everything: one private folder inside the hub's data folder. */
export interface Place {
  readonly dataDir: string;
  readonly root: string;
  /** Password and data folder, which come into being together by one rename. */
  readonly cluster: string;
  readonly data: string;
  readonly passwordFile: string;
  readonly logFile: string;
  readonly startLock: string;
  readonly usersLock: string;
  readonly hostFile: string;
}

export function preparePlace(dataDir: string): Place {
  try {
    makeFolder(dataDir);
    const place = layOut(realpathSync(dataDir));
    mkdirSync(place.root, { recursive: true, mode: 0o700 });
    createEmpty(place.startLock);
    createEmpty(place.usersLock);
    for (const path of [place.root, place.startLock, place.usersLock])
      accessSync(path, constants.R_OK | constants.W_OK);
    return place;
  } catch (error) {
    throw explainFileError(error, dataDir);
  }
}

/** Whether a data folder has a database; makes nothing. */
export function isClusterThere(dataDir: string): boolean {
  return existsSync(layOut(dataDir).data);
}

function layOut(dataDir: string): Place {
  const root = join(dataDir, 'postgres');
  const cluster = join(root, 'cluster');
  return {
    dataDir,
    root,
    cluster,
    data: join(cluster, 'data'),
    passwordFile: join(cluster, 'password'),
    logFile: join(root, 'server.log'),
    startLock: join(root, 'start.lock'),
    usersLock: join(root, 'users.lock'),
    hostFile: join(root, 'host'),
  };
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    // Node reports ENOENT when the recursive mkdir meets a read-only file system.
    const hidden = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw hidden ? Object.assign(error as Error, { code: 'EROFS' }) : error;
  }
}

/** Never opens an existing file: closing it again would drop the POSIX locks that this process holds on it. */
function createEmpty(path: string): void {
  try {
    closeSync(openSync(path, 'ax', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

export function readPassword(place: Place): string {
  const password = readIfThere(place.passwordFile)?.trim();
  if (password) return password;
  throw new OperatorError(
    'DATABASE_PASSWORD_LOST',
    `The password of the embedded PostgreSQL is missing from ${place.passwordFile}.`,
    `Restore that file from a backup, or move ${place.cluster} away to begin with an empty database.`,
  );
}

/**
 * The name that the server carries in its command line, in the titles of its child processes and in SQL. Derived from
 * the folder's identity, not its path: a copied data folder is another cluster, a renamed one is the same.
 */
export function clusterName(place: Place): string {
  const { dev, ino } = statSync(place.data, { bigint: true });
  return `wezel-${dev.toString(36)}-${ino.toString(36)}`;
}

export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw explainFileError(error, path);
  }
}
