/** `npm run migrate`: brings the database to the state that this version of the hub needs. */
import type { Logger } from 'pino';
import type { Config } from '#config';
import { findDatabase } from '#hub';
import { migrate } from '#platform/database/migrations.ts';

export async function migrateDatabase(config: Config, log: Logger): Promise<void> {
  const { url, leave } = await findDatabase(config, log);
  try {
    const applied = await migrate(url);
    for (const name of applied) process.stdout.write(`applied ${name}\n`);
    if (applied.length === 0) process.stdout.write('The database is up to date.\n');
  } finally {
    await leave();
  }
}
