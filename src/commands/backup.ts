/** `npm run backup -- <file>`: all of the database in one file, while the hub serves. */
import type { Logger } from 'pino';
import type { Config } from '#config';
import { uploadsForBackup } from '#http/uploads/backup-files.ts';
import { findDatabase } from '#hub';
import { writeBackup } from '#platform/backup/write.ts';
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
    const { release, rows, files, bytes, keysLeftOut } = report;
    (json ? process.stderr : process.stdout).write(
      `${file}: release ${release}, ${rows} rows, ${files} files, ${bytes} bytes.\n`,
    );
    if (keysLeftOut > 0)
      process.stderr.write(`Without ${keysLeftOut} keys, sessions and sign-in links; --keys takes them along.\n`);
    if (json) process.stdout.write(`${JSON.stringify({ file, ...report })}\n`);
  } finally {
    progress.end();
    await leave();
  }
}
