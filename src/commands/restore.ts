/** `npm run restore -- <file>`: a backup into an empty database, which is then brought up to date. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '#config';
import { uploadsForBackup } from '#http/uploads/backup-files.ts';
import { findDatabase } from '#hub';
import { refuseUsedDatabase, restoreBackup } from '#platform/backup/restore.ts';
import { withBackupFile } from './backup-place.ts';
import { createProgress } from './progress.ts';
import { stopSignal } from './signals.ts';

export interface RestoreCommandOptions {
  readonly json?: boolean | undefined;
}

export async function restoreDatabase(
  file: string,
  { json = false }: RestoreCommandOptions,
  config: Config,
  log: Logger,
): Promise<void> {
  const signal = stopSignal();
  const progress = createProgress('restore');
  progress.stage('opening the database');
  const { url, leave } = await findDatabase(config, log);
  try {
    signal.throwIfAborted();
    const files = uploadsForBackup({ folder: config.dataDir, s3: config.s3 });
    const beforeFetch = async (): Promise<void> => {
      await refuseUsedDatabase(url, { signal, onStage: progress.stage });
      progress.stage('fetching the file');
    };
    const { header, rows, jobs, migrated } = await withBackupFile(
      file,
      config.backup,
      { signal, beforeFetch },
      (local) => restoreBackup(url, local, { signal, onStage: progress.stage, files }),
    );
    // Those of another database have the same names; they are made again when they are wanted.
    await rm(path.join(config.dataDir, 'downloads'), { recursive: true, force: true });
    progress.end();
    const { release, createdAt, hubVersion, hasKeys } = header;
    const report = json ? process.stderr : process.stdout;
    report.write(`Restored release ${release} as of ${createdAt}: ${rows} rows.\n`);
    if (jobs > 0) report.write(`The hub sends ${jobs} mails, webhooks and exports that waited when it serves.\n`);
    if (migrated.length > 0) report.write(`Brought up to date with ${migrated.length} migrations.\n`);
    if (!hasKeys)
      process.stderr.write(
        'The backup has no API keys and sessions: make new keys with npm run keys. Webhooks are disabled: their owners delete them and add them again.\n',
      );
    if (json) {
      const facts = { release, createdAt, hubVersion, hasKeys, rows, jobs, migrated: migrated.length };
      process.stdout.write(`${JSON.stringify(facts)}\n`);
    }
  } finally {
    progress.end();
    await leave();
  }
}
