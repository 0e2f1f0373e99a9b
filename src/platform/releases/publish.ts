/**
 * Every change of public data goes through here: one transaction, one new release number. Imports wait for each other,
 * and whatever does not reach COMMIT (an error, a killed process) leaves the previous release as it was.
 */
import type pg from 'pg';
import { connectTo } from '../database/connect.ts';
import type { Database } from '../database/index.ts';
import type { Problem } from '../problems/model.ts';
import { insertProblems } from '../problems/store.ts';
import { updateSearch } from '../search/update.ts';
import { type ImportCounts, type RejectedRow, type Source, type SourceDescription, sourceIdOf } from './model.ts';
import { recordChanges, recordUnpublished } from './record-changes.ts';
import { refuseManyRejects } from './rejects.ts';

/** Any constant will do, as long as no other lock of the hub uses it. */
const importLock = 7_236_001;
export const releaseChannel = 'wezel_release';

export interface ChangeContext {
  readonly client: pg.PoolClient;
  /** The number that this release gets if anything changes. */
  readonly release: number;
  readonly source: Source;
  /** The day that the same file was said to be of before, by mistake; what was stored for that day moves. */
  readonly movedFrom: string | null;
  /** Keeps a further source, of which some of the change is made. */
  addSource(description: SourceDescription): Promise<Source>;
}

export interface ChangeOutcome<T> {
  readonly counts: ImportCounts;
  readonly rejectedRows: readonly RejectedRow[];
  /** What was taken in part, or not joined for certain, beside the rows that were rejected. */
  readonly problems?: readonly Problem[];
  /** Whether anything public is different; if not, no release is made. */
  readonly changed: boolean;
  /** Whether anything at all was written: evidence may be kept that changes no answer. */
  readonly stored: boolean;
  readonly result: T;
}

export interface PublishOptions {
  readonly note?: string | undefined;
  /** Do all the work, report it, and roll it back. */
  readonly dryRun?: boolean | undefined;
  /** The rows were requested by the hub itself: however many are rejected, it is not the wrong file. */
  readonly isSelected?: boolean | undefined;
  /** The day comes from the operator or a guess: the same file with another day corrects the former one. */
  readonly movesDay?: boolean | undefined;
  /** The release that this one takes back. */
  readonly retracts?: number | undefined;
  /** Called when another import is running and this one waits for it. */
  readonly onWait?: (() => void) | undefined;
  /** Ends the connection, and with it the transaction. */
  readonly signal?: AbortSignal | undefined;
}

export interface Published<T> {
  /** Null when nothing public changed, and in a dry run. */
  readonly release: number | null;
  readonly counts: ImportCounts;
  readonly result: T;
}

export async function publishChange<T>(
  database: Database,
  description: SourceDescription,
  change: (context: ChangeContext) => Promise<ChangeOutcome<T>>,
  options: PublishOptions = {},
): Promise<Published<T>> {
  const client = await connectTo(database.pool);
  let isOpen = true;
  const releaseClient = (error?: Error): void => {
    if (isOpen) client.release(error);
    isOpen = false;
  };
  const stop = (): void => releaseClient(new Error('The import was stopped'));
  options.signal?.addEventListener('abort', stop);
  try {
    options.signal?.throwIfAborted();
    await client.query('BEGIN');
    // An import may take longer than a reader's statement, and is bounded by the size of its file.
    await client.query('SET LOCAL statement_timeout = 0');
    await takeImportLock(client, options.onWait);
    return await publishWithin(client, description, change, options);
  } catch (error) {
    if (isOpen) await client.query('ROLLBACK').catch(stop);
    throw options.signal?.aborted === true ? options.signal.reason : error;
  } finally {
    options.signal?.removeEventListener('abort', stop);
    releaseClient();
  }
}

async function publishWithin<T>(
  client: pg.PoolClient,
  description: SourceDescription,
  change: (context: ChangeContext) => Promise<ChangeOutcome<T>>,
  options: PublishOptions,
): Promise<Published<T>> {
  const release = await beginRelease(client);
  const addSource = (of: SourceDescription): Promise<Source> => insertSource(client, of);
  const known = options.movesDay === true ? await findSameFile(client, description) : null;
  const { source, movedFrom } = known ?? { source: await addSource(description), movedFrom: null };
  const outcome = await change({ client, release, source, addSource, movedFrom });
  if (options.isSelected !== true) refuseManyRejects(outcome.counts, outcome.rejectedRows);
  const isChanged = outcome.changed || movedFrom !== null;
  const published = isChanged && options.dryRun !== true;
  if (published) await updateSearch(client, release);
  if (published) await insertRelease(client, release, source, outcome, options);
  if (published) await recordChanges(client, release);
  else if (outcome.stored) await recordUnpublished(client, release);
  await client.query(options.dryRun !== true && (outcome.stored || isChanged) ? 'COMMIT' : 'ROLLBACK');
  return { release: published ? release : null, counts: outcome.counts, result: outcome.result };
}

async function takeImportLock(client: pg.PoolClient, onWait: (() => void) | undefined): Promise<void> {
  const free = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS taken', [importLock]);
  if (free.rows[0]?.taken === true) return;
  onWait?.();
  await client.query('SELECT pg_advisory_xact_lock($1)', [importLock]);
}

/** The number of the next release, by which the journal and new rows know it for the rest of the transaction. */
async function beginRelease(client: pg.PoolClient): Promise<number> {
  const { rows } = await client.query<{ number: number }>(
    `SELECT number, set_config('wezel.release', number::text, true) FROM next_release() AS number`,
  );
  return rows[0]?.number ?? 1;
}

interface KnownSource {
  readonly source: Source;
  readonly movedFrom: string | null;
}

/** The source that is the same file, of this day or of another, from which it is moved. */
async function findSameFile(client: pg.PoolClient, description: SourceDescription): Promise<KnownSource | null> {
  const { kind, sha256, asOf } = description;
  const known = await client.query<{ id: string; day: string }>(
    `SELECT source.id, as_of::text AS day FROM source LEFT JOIN release ON release.source_id = source.id
     WHERE kind = $1 AND sha256 = $2 AND release.status IS DISTINCT FROM 'WITHDRAWN' ORDER BY as_of = $3 DESC, number DESC NULLS LAST LIMIT 1`,
    [kind, sha256, asOf],
  );
  const [same] = known.rows;
  if (same === undefined) return null;
  const source = { ...description, id: same.id };
  if (same.day === asOf) return { source, movedFrom: null };
  const { publisher, url, licence } = description;
  await client.query('UPDATE source SET as_of = $2, publisher = $3, url = $4, licence = $5 WHERE id = $1', [
    same.id,
    asOf,
    publisher,
    url,
    licence,
  ]);
  return { source, movedFrom: same.day };
}

async function insertSource(client: pg.PoolClient, description: SourceDescription): Promise<Source> {
  const source = { ...description, id: sourceIdOf(description) };
  await client.query(
    `INSERT INTO source (id, kind, name, publisher, url, file_name, sha256, as_of, licence)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING`,
    [
      source.id,
      source.kind,
      source.name,
      source.publisher,
      source.url,
      source.fileName,
      source.sha256,
      source.asOf,
      source.licence,
    ],
  );
  return source;
}

async function insertRelease(
  client: pg.PoolClient,
  release: number,
  source: Source,
  outcome: ChangeOutcome<unknown>,
  { note, retracts }: PublishOptions,
): Promise<void> {
  const { counts, rejectedRows } = outcome;
  await client.query(
    `INSERT INTO release (number, released_at, note, source_id, records, created, changed, unchanged, closed,
       duplicates, rejected, retracts, redacts)
     VALUES ($1, date_trunc('milliseconds', clock_timestamp()), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
       current_setting('wezel.redacts', true) IS NOT DISTINCT FROM 'yes')`,
    [
      release,
      note ?? null,
      source.id,
      counts.records,
      counts.created,
      counts.changed,
      counts.unchanged,
      counts.closed,
      counts.duplicates,
      counts.rejected,
      retracts ?? null,
    ],
  );
  if (retracts !== undefined) await withdraw(client, retracts, release);
  const rejects = rejectedRows.map((rejected): Problem => ({ kind: 'ROW_REJECTED', ...rejected }));
  await insertProblems(client, release, [...rejects, ...(outcome.problems ?? [])]);
  // Delivered at COMMIT, so that a listener never hears of a release that it cannot read.
  await client.query('SELECT pg_notify($1, $2)', [releaseChannel, String(release)]);
}

/** Whoever takes a retraction back publishes again what that one had taken back. */
async function withdraw(client: pg.PoolClient, retracted: number, release: number): Promise<void> {
  await client.query(`UPDATE release SET status = 'WITHDRAWN', retracted_in = $2 WHERE number = $1`, [
    retracted,
    release,
  ]);
  await client.query(`UPDATE release SET status = 'PUBLISHED', retracted_in = NULL WHERE retracted_in = $1`, [
    retracted,
  ]);
}
