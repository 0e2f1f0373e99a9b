/** Which migrations a database has, and when this code cannot work with them. */
import type pg from 'pg';
import { OperatorError } from '#platform/errors.ts';

interface RecordedMigration {
  readonly name: string;
  readonly finished: boolean;
}

export async function recordedMigrations(client: pg.Client): Promise<RecordedMigration[]> {
  const { rows: tables } = await client.query<{ found: boolean }>(
    // SQL as text: the table of migrations is Prisma's, none of the models.
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found`,
  );
  if (tables[0]?.found !== true) return [];
  const { rows } = await client.query<RecordedMigration>(
    // SQL as text: the table of migrations is Prisma's, none of the models.
    `SELECT migration_name AS name, bool_or(finished_at IS NOT NULL) AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL GROUP BY migration_name ORDER BY migration_name`,
  );
  return rows;
}

export function refuseUnfinished(recorded: readonly RecordedMigration[]): void {
  const cutOff = recorded.find(({ finished }) => !finished);
  if (cutOff === undefined) return;
  throw new OperatorError(
    'MIGRATION_UNFINISHED',
    `The migration ${cutOff.name} was cut off before its end could be recorded.`,
    `Look whether its changes are in the database: if not, run npm run migrate -- --rolled-back ${cutOff.name}; if so, run npm run migrate -- --applied ${cutOff.name}.`,
  );
}

/** Of whoever may not apply them. */
export function refuseMissing(recorded: readonly string[], missing: readonly string[]): void {
  if (missing.length === 0) return;
  if (recorded.length === 0) {
    throw new OperatorError(
      'DATABASE_NOT_MIGRATED',
      'The database has no tables of the hub, and this command only reads.',
      'Run npm start first, which makes them, or correct DATABASE_URL.',
    );
  }
  const count = missing.length === 1 ? 'a migration' : `${missing.length} migrations`;
  throw new OperatorError(
    'DATABASE_NOT_MIGRATED',
    `The database lacks ${count} of this version of the hub, the last of them ${missing.at(-1)}; this command only reads.`,
    'Run npm run migrate or npm start of this version first, or use the version of the hub that serves the database.',
  );
}
