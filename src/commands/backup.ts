/** `npm run backup -- <file>`: all of the database in one file, while the hub serves. */
import type { Logger } from 'pino';
import type { Config } from '#config';
import { uploadsForBackup } from '#http/uploads/backup-files.ts';
import { findDatabase } from '#hub';
import { writeBackup } from '#platform/backup/write.ts';
import { BadArgumentError } from '#platform/errors.ts';
import { createProgress } from './progress.ts';
import { stopSignal } from './signals.ts';

export interface BackupCommandOptions {
  readonly keys?: boolean | undefined;
  readonly json?: boolean | undefined;
}

export async function backupDatabase(
  file: string,
  { keys = false, json = false }: BackupCommandOptions,
  config: Config,
  log: Logger,
): Promise<void> {
  refuseAddress(file);
  const signal = stopSignal();
  const progress = createProgress('backup');
  progress.stage('opening the database');
  const { url, leave } = await findDatabase(config, log);
  try {
    signal.throwIfAborted();
    const report = await writeBackup(url, file, {
      hasKeys: keys,
      files: uploadsForBackup({ folder: config.dataDir, s3: config.s3 }),
      signal,
      onTable: (_name, place, of) => (place === 0 ? progress.stage('copying the tables', of) : progress.done(place)),
    });
    progress.end();
    const { release, rows, files, missingFiles, jobs, bytes, keysLeftOut, webhooksDisabled } = report;
    (json ? process.stderr : process.stdout).write(
      `${file}: release ${release}, ${rows} rows, ${files} files, ${jobs} jobs, ${bytes} bytes.\n`,
    );
    if (keysLeftOut > 0)
      process.stderr.write(`Without ${keysLeftOut} keys, sessions and sign-in links; --keys takes them along.\n`);
    if (webhooksDisabled > 0)
      process.stderr.write(
        `Without what signs ${webhooksDisabled} webhooks, which it has as disabled; --keys takes it along.\n`,
      );
    if (json) process.stdout.write(`${JSON.stringify({ file, ...report })}\n`);
    if (missingFiles.length > 0) reportMissing(missingFiles);
  } finally {
    progress.end();
    await leave();
  }
}

/** Of two letters or more, so that it is no drive. */
const scheme = /^[a-z][a-z\d+.-]+:/i;

/** It would be taken for the name of a file of this folder. */
function refuseAddress(file: string): void {
  if (!scheme.test(file)) return;
  throw new BadArgumentError(
    `${file} is an address, and a backup is written into a file.`,
    'Name a file; the hub that serves sends scheduled backups to the bucket of BACKUP_S3_URL.',
  );
}

/** The rest is whole, and better than no backup. */
const exitCodeOfMissing = 2;
const shownFiles = 20;

function reportMissing(files: readonly string[]): void {
  const shown = files.slice(0, shownFiles).map((file) => `  ${file}\n`);
  const more = files.length > shownFiles ? `  and ${files.length - shownFiles} more\n` : '';
  process.stderr.write(
    `WARNING: ${files.length} files of applications are not in the backup, for they are missing or damaged where they are kept:\n${shown.join('')}${more}`,
  );
  process.exitCode = exitCodeOfMissing;
}
