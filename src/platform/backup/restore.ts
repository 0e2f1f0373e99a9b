/**
 * Restores a backup into an empty database: the schema as it was, by the migrations of the backup, then its rows, all in
 * one transaction. Whatever ends it before COMMIT (an error, a killed process) leaves the database empty.
 */
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrate, withMigrationLock } from '../database/migrations.ts';
import { migrationsFolder, readMigrations } from '../database/schema-engine.ts';
import { OperatorError } from '../errors.ts';
import { damaged } from './archive.ts';
import { findRelation, quoted, quotedAll, readLaterDefinitions, readTables } from './catalog.ts';
import { refuseJobs, restoreJobs } from './jobs.ts';
import { type BackupFiles, type BackupHeader, type BackupTable, jobsKey, keyTables, migrationsTable } from './model.ts';
import { type Backup, type BackupPart, openBackup } from './read.ts';

export interface RestoreOptions {
  /** Where the files of the backup go; without it they stay in it. */
  readonly files?: Pick<BackupFiles, 'write'> | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onStage?: ((name: string) => void) | undefined;
  /** Of the version that restores. */
  readonly migrations?: string;
}

export interface RestoreReport {
  readonly header: BackupHeader;
  readonly rows: number;
  /** Mails, webhooks and exports that the hub sends and makes when it serves again. */
  readonly jobs: number;
  /** Migrations that the backup did not have. */
  readonly migrated: readonly string[];
}

export async function restoreBackup(
  databaseUrl: string,
  file: string,
  { files, signal, onStage = () => undefined, migrations = migrationsFolder }: RestoreOptions = {},
): Promise<RestoreReport> {
  onStage('checking the file');
  const backup = await openBackup(file, signal);
  const scripts = await scriptsOf(backup.header, migrations);
  const waiting = { signal, onWait: onStage };
  const restore = (client: pg.Client) => restoreWithin(client, backup, { scripts, files, signal, onStage });
  const rows = await withMigrationLock(databaseUrl, restore, waiting);
  onStage('bringing the database up to date');
  const jobs = backup.contents[jobsKey]?.rows ?? 0;
  return { header: backup.header, rows, jobs, migrated: await migrate(databaseUrl, migrations, waiting) };
}

/** The migrations that make the schema of the backup, as this version has them. */
async function scriptsOf({ migrations, hubVersion }: BackupHeader, folder: string): Promise<string[]> {
  const { migrationDirectories } = await readMigrations(folder);
  const known = new Map(migrationDirectories.map(({ path, migrationFile }) => [path, migrationFile.content]));
  const unknown = migrations.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new OperatorError(
      'BACKUP_NEWER',
      `The backup was made by version ${hubVersion} of the hub with the migration${unknown.length > 1 ? 's' : ''} ${unknown.join(', ')}, which this version does not know.`,
      'Restore it with that version of the hub or a newer one.',
    );
  }
  return migrations.map((name) => {
    const content = known.get(name);
    if (content?.tag === 'ok') return content.value;
    throw new OperatorError('MIGRATION_UNREADABLE', `The migration ${name} cannot be read.`, 'Install the hub anew.');
  });
}

interface Restoring {
  readonly scripts: readonly string[];
  readonly files: RestoreOptions['files'];
  readonly signal: AbortSignal | undefined;
  readonly onStage: (name: string) => void;
}

async function restoreWithin(
  client: pg.Client,
  backup: Backup,
  { scripts, files, signal, onStage }: Restoring,
): Promise<number> {
  const { header } = backup;
  try {
    await client.query('SET LOCAL client_min_messages = warning');
    await refuseUsed(client);
    onStage('making the tables');
    await makeSchema(client, scripts);
    const tables = await readTables(client);
    refuseOtherTables(header, tables);
    const later = await readLaterDefinitions(client);
    for (const { drop } of later) await client.query(drop);
    // Migrations write rows, too; and a trigger would take what is restored for a change.
    for (const { name } of tables) await client.query(`ALTER TABLE ${quoted(name)} DISABLE TRIGGER USER`);
    // SQL as text: the tables are those of the catalogue.
    await client.query(`TRUNCATE ${quotedAll(tables.map(({ name }) => name))}`);
    onStage('copying the rows');
    const rows = await copyTables(client, backup);
    await copyJobs(client, backup);
    // Before the rows count: a file that no row names harms nobody.
    if (files !== undefined) await restoreFiles(backup, files, signal);
    for (const { name } of tables) await client.query(`ALTER TABLE ${quoted(name)} ENABLE TRIGGER USER`);
    onStage('making indexes and foreign keys');
    for (const { create } of later.toReversed()) await client.query(create);
    for (const { name, value, isCalled } of header.sequences) {
      // SQL as text: sequences are none of the models.
      await client.query('SELECT setval(quote_ident($1)::regclass, $2::bigint, $3)', [name, value, isCalled]);
    }
    await client.query('ANALYZE');
    await client.query('COMMIT');
    return rows;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** For whoever has much to do before `restoreBackup`, which looks again. */
export function refuseUsedDatabase(
  databaseUrl: string,
  { signal, onStage }: Pick<RestoreOptions, 'signal' | 'onStage'>,
): Promise<void> {
  return withMigrationLock(databaseUrl, refuseUsed, { signal, onWait: onStage });
}

async function refuseUsed(client: pg.Client): Promise<void> {
  const found = await findRelation(client);
  if (found === undefined) return refuseJobs(client);
  throw new OperatorError(
    'DATABASE_NOT_EMPTY',
    `The database is not empty: it has ${found}.`,
    'Restore into an empty one: set DATABASE_URL to a new database, or DATA_DIR to a new folder.',
  );
}

/** As Prisma's engine makes it. */
const migrationsTableSql = `CREATE TABLE ${migrationsTable} (
  id varchar(36) PRIMARY KEY NOT NULL, checksum varchar(64) NOT NULL, finished_at timestamptz,
  migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`;

async function makeSchema(client: pg.Client, scripts: readonly string[]): Promise<void> {
  await client.query(migrationsTableSql);
  for (const script of scripts) {
    await client.query(script);
    // Each was written for a transaction of its own: nothing may wait for its end.
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
  }
}

/** The columns that the migrations of this version make are those that were copied. */
function refuseOtherTables(header: BackupHeader, tables: readonly BackupTable[]): void {
  const made = new Map(tables.map(({ name, columns }) => [name, columnsOf(columns)]));
  for (const { name, columns } of header.tables) {
    if (made.get(name) !== columnsOf(columns)) throw otherTables(name);
  }
  const copied = new Set(header.tables.map(({ name }) => name));
  const other = tables.find(({ name }) => !copied.has(name) && (header.hasKeys || !keyTables.includes(name)));
  if (other !== undefined) throw otherTables(other.name);
}

const columnsOf = (columns: BackupTable['columns']): string =>
  columns
    .map(({ name, type }) => `${name} ${type}`)
    .sort()
    .join(', ');

function otherTables(name: string): OperatorError {
  return new OperatorError(
    'BACKUP_OF_OTHER_TABLES',
    `The table ${name} of the backup is not as the migrations of the hub make it.`,
    'Restore it with the version of the hub that made it.',
  );
}

async function copyTables(client: pg.Client, { header, contents, parts }: Backup): Promise<number> {
  const all = parts();
  let next = await all.next();
  let total = 0;
  for (const table of header.tables) {
    const { name } = table;
    const own = async function* (): AsyncGenerator<Buffer> {
      for (; next.done !== true && next.value.table === name; next = await all.next()) yield next.value.bytes;
    };
    const rows = await copyTable(client, table, own());
    if (rows !== contents[name]?.rows) throw damaged(`number of rows of ${name}`);
    total += rows;
  }
  if (next.done !== true) throw damaged(`order of ${(next.value as BackupPart).table}`);
  return total;
}

async function restoreFiles(
  backup: Backup,
  files: Pick<BackupFiles, 'write'>,
  signal: AbortSignal | undefined,
): Promise<void> {
  for await (const { name, bytes } of backup.files()) {
    signal?.throwIfAborted();
    await files.write(name, bytes, signal);
  }
}

async function copyJobs(client: pg.Client, { header, contents, jobs }: Backup): Promise<void> {
  const expected = contents[jobsKey]?.rows ?? 0;
  if (header.jobs === undefined || expected === 0) return;
  const bytes = async function* (): AsyncGenerator<Buffer> {
    for await (const part of jobs()) yield part.bytes;
  };
  if ((await restoreJobs(client, header.jobs.columns, bytes())) !== expected) throw damaged('number of jobs');
}

/** FREEZE: the table was emptied in this transaction, so nobody has to look at its rows again. */
async function copyTable(client: pg.Client, table: BackupTable, parts: AsyncGenerator<Buffer>): Promise<number> {
  const columns = quotedAll(table.columns.map(({ name }) => name));
  // SQL as text: Kysely has no COPY.
  const sql = `COPY ${quoted(table.name)} (${columns}) FROM STDIN (FREEZE, ENCODING 'UTF8')`;
  const target = client.query(copyFrom(sql));
  await pipeline(parts, target);
  return target.rowCount;
}
