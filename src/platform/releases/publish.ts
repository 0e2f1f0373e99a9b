/**
 * Every change of public data goes through here: one transaction, one new release number. Imports wait for each other,
 * and whatever does not reach COMMIT (an error, a killed process) leaves the previous release as it was.
 */
import { sql } from 'kysely';
import type pg from 'pg';
import { connectTo } from '../database/connect.ts';
import type { Database } from '../database/index.ts';
import { execute, query } from '../database/kysely.ts';
import type { Problem } from '../problems/model.ts';
import { insertProblems } from '../problems/store.ts';
import { updateSearch } from '../search/update.ts';
import { takeImportLock } from './import-lock.ts';
import { type ImportCounts, type RejectedRow, type Source, type SourceDescription, sourceIdOf } from './model.ts';
import { markOpenCorrections } from './open-corrections.ts';
import { recordChanges, recordUnpublished } from './record-changes.ts';
import { refuseRejects } from './rejects.ts';
import { changeOf, recordTiming } from './timing.ts';

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
  /** All of it or nothing: one row that is rejected, and nothing is written. */
  readonly isWhole?: boolean | undefined;
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
  const startedAt = performance.now();
  try {
    const published = await publishOnce(database, description, change, { ...options, startedAt });
    const { release, counts } = published;
    const outcome = options.dryRun === true ? 'dry run' : release === null ? 'unchanged' : 'published';
    database.onChange(changeOf(description, startedAt, { release, outcome, counts: { ...counts } }));
    return published;
  } catch (error) {
    database.onChange(changeOf(description, startedAt, { release: null, outcome: 'failed', counts: null }));
    throw error;
  }
}

type TimedOptions = PublishOptions & { readonly startedAt: number };

async function publishOnce<T>(
  database: Database,
  description: SourceDescription,
  change: (context: ChangeContext) => Promise<ChangeOutcome<T>>,
  options: TimedOptions,
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
  options: TimedOptions,
): Promise<Published<T>> {
  const release = await beginRelease(client);
  const addSource = (of: SourceDescription): Promise<Source> => insertSource(client, of);
  const known = options.movesDay === true ? await findSameFile(client, description) : null;
  const { source, movedFrom } = known ?? { source: await addSource(description), movedFrom: null };
  const outcome = await change({ client, release, source, addSource, movedFrom });
  refuseRejects(outcome.counts, outcome.rejectedRows, options);
  const isChanged = outcome.changed || movedFrom !== null;
  const published = isChanged && options.dryRun !== true;
  if (published) await updateSearch(client, release);
  if (published) await insertRelease(client, release, source, outcome, options);
  if (published) await markOpenCorrections(client);
  if (published) await recordChanges(client, release);
  else if (outcome.stored) await recordUnpublished(client, release);
  const isKept = options.dryRun !== true && (outcome.stored || isChanged);
  if (isKept) await recordTiming(client, description, outcome.counts, performance.now() - options.startedAt);
  await client.query(isKept ? 'COMMIT' : 'ROLLBACK');
  return { release: published ? release : null, counts: outcome.counts, result: outcome.result };
}

/** The number of the next release, by which the journal and new rows know it for the rest of the transaction. */
async function beginRelease(client: pg.PoolClient): Promise<number> {
  const next = sql<{ number: number }>`next_release()`.as<'next'>(sql`next(number)`);
  const [row] = await execute(
    client,
    query
      .selectFrom(next)
      .select(['next.number', sql`set_config('wezel.release', next.number::text, true)`.as('setting')]),
  );
  return row?.number ?? 1;
}

interface KnownSource {
  readonly source: Source;
  readonly movedFrom: string | null;
}

/** The source that is the same file, of this day or of another, from which it is moved. */
async function findSameFile(client: pg.PoolClient, description: SourceDescription): Promise<KnownSource | null> {
  const { kind, sha256, asOf } = description;
  const [same] = await execute(
    client,
    query
      .selectFrom('source')
      .leftJoin('release', 'release.source_id', 'source.id')
      .select(({ cast }) => ['source.id', cast<string>('source.as_of', 'text').as('day')])
      .where('source.kind', '=', kind)
      .where('source.sha256', '=', sha256)
      .where('release.status', 'is distinct from', 'WITHDRAWN')
      .orderBy(({ eb }) => eb('source.as_of', '=', sql<Date>`${asOf}::date`), 'desc')
      .orderBy('release.number', (order) => order.desc().nullsLast())
      .limit(1),
  );
  if (same === undefined) return null;
  const source = { ...description, id: same.id };
  if (same.day === asOf) return { source, movedFrom: null };
  const { publisher, url, licence } = description;
  await execute(
    client,
    query.updateTable('source').set({ as_of: asOf, publisher, url, licence }).where('id', '=', same.id),
  );
  return { source, movedFrom: same.day };
}

async function insertSource(client: pg.PoolClient, description: SourceDescription): Promise<Source> {
  const source = { ...description, id: sourceIdOf(description) };
  const { id, kind, name, publisher, url, fileName, sha256, asOf, licence } = source;
  await execute(
    client,
    query
      .insertInto('source')
      .values({ id, kind, name, publisher, url, file_name: fileName, sha256, as_of: asOf, licence })
      .onConflict((conflict) => conflict.column('id').doNothing()),
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
  const { records, created, changed, unchanged, closed, duplicates, rejected } = counts;
  await execute(
    client,
    query.insertInto('release').values({
      number: release,
      released_at: sql<Date>`date_trunc('milliseconds', clock_timestamp())`,
      note: note ?? null,
      source_id: source.id,
      ...{ records, created, changed, unchanged, closed, duplicates, rejected },
      retracts: retracts ?? null,
      redacts: sql<boolean>`current_setting('wezel.redacts', true) IS NOT DISTINCT FROM 'yes'`,
    }),
  );
  if (retracts !== undefined) await withdraw(client, retracts, release);
  const rejects = rejectedRows.map((row): Problem => ({ kind: 'ROW_REJECTED', ...row }));
  await insertProblems(client, release, [...rejects, ...(outcome.problems ?? [])]);
  // Delivered at COMMIT, so that a listener never hears of a release that it cannot read.
  const notify = query.fn('pg_notify', [sql.lit(releaseChannel), sql.lit(String(release))]);
  await execute(client, query.selectNoFrom(notify.as('notified')));
}

/** Whoever takes a retraction back publishes again what that one had taken back. */
async function withdraw(client: pg.PoolClient, retracted: number, release: number): Promise<void> {
  await execute(
    client,
    query.updateTable('release').set({ status: 'WITHDRAWN', retracted_in: release }).where('number', '=', retracted),
  );
  await execute(
    client,
    query.updateTable('release').set({ status: 'PUBLISHED', retracted_in: null }).where('retracted_in', '=', retracted),
  );
}
