/** Writes one state of the whole database into a file, while the hub serves and imports go on. */
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { explainFullDisk } from '../disk-space.ts';
import { OperatorError } from '../errors.ts';
import { latestRelease } from '../releases/latest.ts';
import { hubVersion } from '../version.ts';
import { ArchiveWriter } from './archive.ts';
import { quoted, quotedAll, readMigrationNames, readSequences, readTableNames, readTables } from './catalog.ts';
import { type BackupConnection, type Timeouts, withConnection } from './connection.ts';
import { jobColumns, jobSelect } from './jobs.ts';
import {
  type BackupFiles,
  type BackupHeader,
  type BackupTable,
  contentsName,
  filePrefix,
  formatName,
  formatVersion,
  headerName,
  jobPartName,
  jobsKey,
  keyTables,
  migrationsTable,
  partName,
  withoutKeys,
} from './model.ts';

export interface BackupOptions {
  /** With the tables of keys. */
  readonly hasKeys: boolean;
  /** Without them the backup is of the database alone. */
  readonly files?: BackupFiles | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeouts?: Partial<Timeouts> | undefined;
  /** Called as each table begins. */
  readonly onTable?: ((name: string, place: number, of: number) => void) | undefined;
}

export interface BackupReport {
  readonly release: number;
  readonly rows: number;
  readonly bytes: number;
  readonly files: number;
  /** Those that rows name and that are not there, or not as they were stored; what each is of. */
  readonly missingFiles: readonly string[];
  /** Of mails, webhooks and exports that wait or run. */
  readonly jobs: number;
  /** How many rows of keys were left out. */
  readonly keysLeftOut: number;
  /** How many webhooks it has as disabled, because their secrets were left out. */
  readonly webhooksDisabled: number;
}

/** Of uncompressed rows: what is in memory at a time, for every part of a table. */
const partBytes = 16 * 1024 * 1024;
/** Higher levels take twice the time for a few per cent. */
const gzipOptions = { level: 5, strategy: constants.Z_DEFAULT_STRATEGY };
const gzipAsync = promisify(gzip);

/** The file appears under its name only when it is whole, in place of one that was there. */
export async function writeBackup(databaseUrl: string, file: string, options: BackupOptions): Promise<BackupReport> {
  const part = `${file}.part`;
  const handle = await openNew(part, file);
  try {
    const archive = new ArchiveWriter(handle);
    const report = await withConnection(databaseUrl, options, (connection) =>
      writeSnapshot(connection, archive, options),
    );
    await handle.close();
    await rename(part, file);
    await syncFolder(path.dirname(file));
    return report;
  } catch (error) {
    throw explainFullDisk(error, path.dirname(file), 'There is no new backup; one that was there is as it was.');
  } finally {
    await handle.close().catch(() => {});
    await rm(part, { force: true });
  }
}

/** Only its owner may read it: it has personal data that imports have not published, and perhaps keys. */
async function openNew(part: string, file: string) {
  try {
    await rm(part, { force: true });
    return await open(part, 'wx', 0o600);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new OperatorError(
      'FILE_UNWRITABLE',
      `${file} cannot be written (${code}).`,
      'Name a file in a folder that exists and can be written to.',
      {
        cause: error,
      },
    );
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

async function writeSnapshot(
  connection: BackupConnection,
  archive: ArchiveWriter,
  { hasKeys, files, signal, onTable }: BackupOptions,
): Promise<BackupReport> {
  const { client, waitFor } = connection;
  const names = await waitFor(() => readTableNames(client));
  if (!names.includes(migrationsTable)) throw nothingThere();
  await waitFor(() => beginSnapshot(connection, names));
  const header = await waitFor(() => readHeader(client, hasKeys));
  await archive.add(headerName, Buffer.from(`${JSON.stringify(header, null, 1)}\n`));
  const contents: Record<string, { rows: number; parts: number }> = {};
  const copy = { ...connection, archive, hasKeys };
  const jobs = await writeJobs(copy);
  if (jobs.parts > 0) contents[jobsKey] = jobs;
  for (const [place, table] of header.tables.entries()) {
    onTable?.(table.name, place, header.tables.length);
    contents[table.name] = await writeTable(copy, table);
  }
  // Later than the rows: a file is stored before its row is.
  const copied = files === undefined ? nothing : await writeFiles(connection, archive, files, signal);
  await archive.add(contentsName, Buffer.from(`${JSON.stringify(contents, null, 1)}\n`));
  await archive.end();
  const keysLeftOut = hasKeys ? 0 : await waitFor(() => countRows(client, names, keyTables));
  const isActive = 'WHERE disabled_at IS NULL';
  const webhooksDisabled = hasKeys ? 0 : await waitFor(() => countRows(client, names, ['webhook'], isActive));
  await waitFor(() => client.query('COMMIT'));
  const rows = header.tables.reduce((sum, { name }) => sum + (contents[name]?.rows ?? 0), 0);
  return {
    release: header.release,
    rows,
    bytes: archive.bytes,
    ...copied,
    jobs: jobs.rows,
    keysLeftOut,
    webhooksDisabled,
  };
}

async function beginSnapshot({ client, lockMs }: BackupConnection, names: readonly string[]): Promise<void> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await client.query('SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0');
  // The same text of a value everywhere, whatever the database is set to.
  await client.query(
    "SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'",
  );
  await client.query(`SET LOCAL lock_timeout = ${lockMs}`);
  // Before the snapshot is taken: from then on no migration changes a table.
  await client.query(`LOCK TABLE ${quotedAll(names)} IN ACCESS SHARE MODE`);
}

type CopiedFiles = Pick<BackupReport, 'files' | 'missingFiles'>;

const nothing: CopiedFiles = { files: 0, missingFiles: [] };

async function writeFiles(
  { client, waitFor }: BackupConnection,
  archive: ArchiveWriter,
  files: BackupFiles,
  signal?: AbortSignal,
): Promise<CopiedFiles> {
  const missing = new Map(await waitFor(() => files.named(client)));
  let copied = 0;
  for (const name of await files.list(signal)) {
    signal?.throwIfAborted();
    const bytes = await files.read(name, signal);
    if (bytes === null) continue;
    await archive.add(`${filePrefix}${name}`, bytes);
    missing.delete(name);
    copied += 1;
  }
  return { files: copied, missingFiles: [...missing.values()] };
}

async function readHeader(client: pg.Client, hasKeys: boolean): Promise<BackupHeader> {
  const { applied, cutOff } = await readMigrationNames(client);
  if (cutOff.length > 0) throw cutOffMigration(cutOff);
  const all = await readTables(client);
  const release = all.some(({ name }) => name === 'release') ? await latestRelease(client) : 0;
  const postgres = await client.query<{ server_version: string }>('SHOW server_version');
  return {
    format: formatName,
    formatVersion,
    hubVersion,
    createdAt: new Date().toISOString(),
    release,
    postgres: postgres.rows[0]?.server_version ?? '',
    migrations: applied,
    hasKeys,
    tables: hasKeys ? all : all.filter(({ name }) => !keyTables.includes(name)),
    // A sequence is in no snapshot: read after the tables' it may be ahead of them, which does no harm.
    sequences: await readSequences(client),
    jobs: { columns: jobColumns },
  };
}

interface Copy extends BackupConnection {
  readonly archive: ArchiveWriter;
  readonly hasKeys: boolean;
}

interface Copied {
  readonly rows: number;
  readonly parts: number;
}

function writeTable(copy: Copy, { name, columns }: BackupTable): Promise<Copied> {
  const names = columns.map((column) => column.name);
  const instead = copy.hasKeys ? undefined : withoutKeys[name];
  const selected = names.map((column) => instead?.[column] ?? quoted(column)).join(', ');
  const rows = `${quoted(name)} (${quotedAll(names)})`;
  // SQL as text: the tables are those of the catalogue.
  const what = instead === undefined ? rows : `(SELECT ${selected} FROM ${quoted(name)})`;
  return writeRows(copy, what, (part) => partName(name, part));
}

/** Locked no longer than they are copied: an upgrade of the queue changes its own tables. */
async function writeJobs(copy: Copy): Promise<Copied> {
  const { client, waitFor, hasKeys } = copy;
  const select = await waitFor(() => jobSelect(client, hasKeys));
  if (select === null) return { rows: 0, parts: 0 };
  await waitFor(() => client.query('SAVEPOINT jobs'));
  const copied = await writeRows(copy, `(${select})`, jobPartName);
  await waitFor(() => client.query('ROLLBACK TO SAVEPOINT jobs'));
  return copied;
}

async function writeRows(
  { client, archive, waitFor }: Copy,
  what: string,
  nameOf: (part: number) => string,
): Promise<Copied> {
  let chunks: Buffer[] = [];
  let bytes = 0;
  let parts = 0;
  const flush = async (): Promise<void> => {
    const raw = Buffer.concat(chunks, bytes);
    [chunks, bytes] = [[], 0];
    parts += 1;
    await archive.add(nameOf(parts), await gzipAsync(raw, gzipOptions));
  };
  // SQL as text: Kysely has no COPY.
  const source = client.query(copyTo(`COPY ${what} TO STDOUT (ENCODING 'UTF8')`));
  const rows = (source as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  for (let next = await waitFor(() => rows.next()); next.done !== true; next = await waitFor(() => rows.next())) {
    chunks.push(next.value);
    bytes += next.value.length;
    if (bytes >= partBytes) await flush();
  }
  if (bytes > 0) await flush();
  return { rows: source.rowCount, parts };
}

async function countRows(
  client: pg.Client,
  names: readonly string[],
  tables: readonly string[],
  condition = '',
): Promise<number> {
  let sum = 0;
  for (const name of tables.filter((table) => names.includes(table))) {
    // SQL as text: which of these tables there are the database says, which may be older than the models.
    const { rows } = await client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${quoted(name)} ${condition}`,
    );
    sum += rows[0]?.count ?? 0;
  }
  return sum;
}

function nothingThere(): OperatorError {
  return new OperatorError(
    'NOTHING_TO_BACK_UP',
    'The database has nothing of the hub.',
    'Set DATABASE_URL or DATA_DIR as the hub that serves has it.',
  );
}

function cutOffMigration(names: readonly string[]): OperatorError {
  return new OperatorError(
    'MIGRATION_UNFINISHED',
    `The migration ${names.join(', ')} was cut off before its end could be recorded.`,
    'Settle it first: npm run migrate says how.',
  );
}
