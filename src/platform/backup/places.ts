/** Where scheduled backups are kept: in the folder in which they are made, or in a bucket. */
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

export interface BackupPlace {
  /** Backups are written into it. */
  readonly folder: string;
  /** The names of the backups that are kept, the oldest first. */
  list(signal: AbortSignal): Promise<string[]>;
  /** Takes what was made in the folder away from it; does nothing where that is where it stays. */
  collect(signal: AbortSignal): Promise<void>;
  remove(name: string, signal: AbortSignal): Promise<void>;
}

/** What a place that is not the folder itself needs. */
export interface BackupBucket {
  list(signal: AbortSignal): Promise<string[]>;
  /** Takes a whole file away. */
  put(name: string, file: string, signal: AbortSignal): Promise<void>;
  /** Writes the backup into a file. */
  fetch(name: string, file: string, signal: AbortSignal): Promise<void>;
  remove(name: string, signal: AbortSignal): Promise<void>;
}

const namePattern = /^wezel-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.tar$/;

/** `wezel-2026-11-29T14-05-00Z.tar`: no colons, which some file systems refuse. */
export function backupNameAt(time: number): string {
  return `wezel-${new Date(time).toISOString().slice(0, 19).replaceAll(':', '-')}Z.tar`;
}

/** In milliseconds; null: it is no name of a backup. */
export function timeOfBackup(name: string | undefined): number | null {
  const [, day, hours, minutes, seconds] = namePattern.exec(name ?? '') ?? [];
  return day === undefined ? null : Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`);
}

/** Of backups among other names, which are nobody's business. */
export function backupsAmong(names: readonly string[]): string[] {
  return names.filter((name) => timeOfBackup(name) !== null).sort();
}

export function folderPlace(folder: string): BackupPlace {
  return {
    folder,
    list: async () => backupsAmong(await readdir(folder)),
    collect: () => Promise.resolve(),
    remove: (name) => rm(path.join(folder, name)),
  };
}

/** Made in a folder of its own, from which whole ones go to the bucket, also those that could not be sent before. */
export function bucketPlace(bucket: BackupBucket, parent: string): BackupPlace {
  const folder = path.join(parent, 'outgoing');
  return {
    folder,
    list: async (signal) => backupsAmong(await bucket.list(signal)),
    async collect(signal) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await removeAbandonedCopies(parent);
      for (const name of backupsAmong(await readdir(folder))) await bucket.put(name, path.join(folder, name), signal);
    },
    remove: (name, signal) => bucket.remove(name, signal),
  };
}

/** Begins the names of folders into which backups are fetched; whoever uses one touches it every so often. */
export const copyPrefix = 'incoming-';
export const touchEveryMs = 60_000;
const abandonedMs = 3_600_000;

/** Copies of a process that was killed: nobody has touched them for long. One that only another user may remove stays. */
export async function removeAbandonedCopies(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const folder = path.join(parent, name);
    const found = name.startsWith(copyPrefix) ? await stat(folder).catch(() => null) : null;
    if (found?.isDirectory() === true && Date.now() - found.mtimeMs > abandonedMs) {
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}
