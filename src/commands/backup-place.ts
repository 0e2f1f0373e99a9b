/** Where scheduled backups are kept, as the settings say: a folder, or a bucket of S3. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BackupAddress } from '#config';
import { storeIn } from '#exports/stores/index.ts';
import {
  type BackupBucket,
  type BackupPlace,
  backupsAmong,
  bucketPlace,
  copyPrefix,
  folderPlace,
  removeAbandonedCopies,
  touchEveryMs,
} from '#platform/backup/places.ts';
import { explainFullDisk } from '#platform/disk-space.ts';
import { BadArgumentError, OperatorError } from '#platform/errors.ts';

export function backupPlace(address: BackupAddress): BackupPlace {
  const bucket = backupBucket(address);
  return bucket === null ? folderPlace(address.folder) : bucketPlace(bucket, address.folder);
}

/** Null: backups stay in their folder. */
function backupBucket({ folder, s3 }: BackupAddress): BackupBucket | null {
  if (s3 === null) return null;
  const store = storeIn({ folder, s3 }, 'backups');
  return {
    list: async (signal) => (await store.list(signal)).map(({ name }) => name),
    async put(name, file, signal) {
      const { size } = await stat(file);
      await store.put(name, file, { bytes: size, sha256: await digestOf(file, signal), rows: null }, signal);
    },
    async fetch(name, file, signal) {
      const found = await store.find(name, signal);
      if (found === null) throw noSuchBackup(name, []);
      await pipeline(found.open(undefined, signal), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
    },
    remove: (name, signal) => store.remove(name, signal),
  };
}

async function digestOf(file: string, signal: AbortSignal): Promise<string> {
  const digest = createHash('sha256');
  await pipeline(createReadStream(file), digest, { signal });
  return digest.digest('hex');
}

const bucketPrefix = 's3:';

export interface FetchOptions {
  readonly signal: AbortSignal;
  /** Called before a backup is fetched from a bucket, which takes its time; what it throws ends all. */
  readonly beforeFetch: () => Promise<void>;
}

/** Calls `use` with a file of this machine that has the backup: `file` itself, or a copy of what `s3:<name>` or `s3:latest` means. */
export async function withBackupFile<T>(
  file: string,
  address: BackupAddress,
  { signal, beforeFetch }: FetchOptions,
  use: (local: string) => Promise<T>,
): Promise<T> {
  if (!file.startsWith(bucketPrefix)) return use(file);
  const bucket = backupBucket(address);
  if (bucket === null) {
    throw new BadArgumentError(
      `${file} is in a bucket, and BACKUP_S3_URL is not set.`,
      'Set it as the hub that made the backup has it, or name a file.',
    );
  }
  const kept = backupsAmong(await bucket.list(signal));
  const requested = file.slice(bucketPrefix.length);
  const name = requested === 'latest' ? kept.at(-1) : kept.find((one) => one === requested);
  if (name === undefined) throw noSuchBackup(requested, kept);
  await beforeFetch();
  await mkdir(address.folder, { recursive: true, mode: 0o700 });
  await removeAbandonedCopies(address.folder);
  const folder = await mkdtemp(path.join(address.folder, copyPrefix));
  const touch = (): void => void utimes(folder, new Date(), new Date()).catch(() => undefined);
  const timer = setInterval(touch, touchEveryMs);
  try {
    const local = path.join(folder, name);
    await bucket.fetch(name, local, signal).catch((error: unknown) => {
      if (signal.aborted) throw signal.reason;
      throw explainFullDisk(error, address.folder, 'Nothing was restored.');
    });
    return await use(local);
  } finally {
    clearInterval(timer);
    await rm(folder, { recursive: true, force: true });
  }
}

const shownNames = 5;

function noSuchBackup(name: string, kept: readonly string[]): OperatorError {
  const newest = kept.slice(-shownNames).toReversed().join(', ');
  return new OperatorError(
    'NO_BACKUP',
    `The bucket of BACKUP_S3_URL has no backup ${name}.`,
    kept.length === 0 ? 'It has none at all.' : `Its newest are ${newest}.`,
  );
}
