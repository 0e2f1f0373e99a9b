/** Where scheduled backups are kept, as the settings say: a folder, or a bucket of S3. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BackupAddress } from '#config';
import { storeIn } from '#exports/stores/index.ts';
import {
  type BackupBucket,
  type BackupPlace,
  backupsAmong,
  bucketPlace,
  folderPlace,
} from '#platform/backup/places.ts';
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
    list: async () => (await store.list()).map(({ name }) => name),
    async put(name, file) {
      const { size } = await stat(file);
      await store.put(name, file, { bytes: size, sha256: await digestOf(file), rows: null });
    },
    async fetch(name, file) {
      const found = await store.find(name);
      if (found === null) throw noSuchBackup(name, []);
      await pipeline(found.open(), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
    },
    remove: (name) => store.remove(name),
  };
}

async function digestOf(file: string): Promise<string> {
  const digest = createHash('sha256');
  await pipeline(createReadStream(file), digest);
  return digest.digest('hex');
}

const bucketPrefix = 's3:';

/** Calls `use` with a file of this machine that has the backup: `file` itself, or a copy of what `s3:<name>` or `s3:latest` means. */
export async function withBackupFile<T>(
  file: string,
  address: BackupAddress,
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
  const kept = backupsAmong(await bucket.list());
  const requested = file.slice(bucketPrefix.length);
  const name = requested === 'latest' ? kept.at(-1) : kept.find((one) => one === requested);
  if (name === undefined) throw noSuchBackup(requested, kept);
  await mkdir(address.folder, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(path.join(address.folder, 'incoming-'));
  try {
    const local = path.join(folder, name);
    await bucket.fetch(name, local);
    return await use(local);
  } finally {
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
