/** `npm run migrate`: brings the database to the state that this version of the hub needs. */
import type { Logger } from 'pino';
import type { Config } from '#config';
import { findDatabase } from '#hub';
import { migrate, settleMigration } from '#platform/database/migrations.ts';
import { stopSignal } from './signals.ts';

export interface MigrateOptions {
  readonly applied?: string | undefined;
  readonly rolledBack?: string | undefined;
}

export async function migrateDatabase(options: MigrateOptions, config: Config, log: Logger): Promise<void> {
  const signal = stopSignal();
  const { url, leave } = await findDatabase(config, log);
  try {
    signal.throwIfAborted();
    if (options.applied !== undefined) await settleMigration(url, options.applied, 'applied');
    if (options.rolledBack !== undefined) await settleMigration(url, options.rolledBack, 'rolled-back');
    const applied = await migrate(url);
    for (const name of applied) process.stdout.write(`applied ${name}\n`);
    if (applied.length === 0) process.stdout.write('The database is up to date.\n');
  } finally {
    await leave();
  }
}
