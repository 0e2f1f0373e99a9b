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
    const onWait = (what: string): void => void process.stderr.write(`migrate: ${what} …\n`);
    const applied = await migrate(url, undefined, { signal, onWait });
    process.stdout.write(linesFor(applied, process.stdout.isTTY));
  } finally {
    await leave();
  }
}

/** A new database takes dozens: people on a terminal get one line, a log one for each. */
function linesFor(applied: readonly string[], isTerminal: boolean): string {
  if (applied.length === 0) return 'The database is up to date.\n';
  if (!isTerminal) return applied.map((name) => `applied ${name}\n`).join('');
  const count = applied.length === 1 ? '1 migration' : `${applied.length} migrations`;
  return `Applied ${count}; the last is ${applied.at(-1)}.\n`;
}
