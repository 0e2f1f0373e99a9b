/**
 * The release that is served now, with the reference rows that are cached for it. All values of one release
 * are read in one snapshot of the database; a new release replaces them together, so that no answer mixes two.
 * With replicas it is the release that the replica in use has, whatever the primary announces.
 */
import { setTimeout as wait } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { Logger } from 'pino';
import { connectTo } from '../database/connect.ts';
import type { Database } from '../database/index.ts';
import { openSnapshot } from '../database/snapshot.ts';
import type { ReferenceData, ReleaseState } from '../release-state.ts';
import { latestRelease } from './latest.ts';
import { LatestCheck } from './latest-check.ts';
import { PrimaryWatch } from './primary-watch.ts';
import { readRelease } from './read-release.ts';
import { Readers } from './readers.ts';
import { ReplicaLag } from './replica-lag.ts';

export { type ReferenceData, ReleaseState } from '../release-state.ts';

const ignore = (): void => undefined;

/** After a new release could not be read, though the database is there. */
const readAgainMs = 1_000;
/** How long whoever published waits until the replica has their release. */
const catchUp = { maxMs: 3_000, pauseMs: 20 };
/** Each has two connections of its own. */
const snapshots = { atOnce: 2, waiting: 50 };

export class CurrentRelease {
  readonly #database: Database;
  readonly #referenceData: readonly ReferenceData<unknown>[];
  readonly #log: Logger;
  readonly #onServed: ((from: number, to: number) => void)[] = [];
  readonly #primary: PrimaryWatch;
  /** Null where there are no replicas. */
  readonly #readers: Readers | null;
  readonly #lag: ReplicaLag;
  readonly #checks = new Map<Database, LatestCheck>();
  /** Whom the next release is read from. */
  #server: Database;
  #state: Promise<ReleaseState> | undefined;
  #retry: NodeJS.Timeout | undefined;
  /** The last that was read whole. */
  #last: ReleaseState | undefined;
  #closed = false;
  #served = 0;
  #refreshes = 0;
  readonly #snapshots = pLimit(snapshots.atOnce);

  constructor(database: Database, referenceData: readonly ReferenceData<unknown>[], log: Logger) {
    this.#database = database;
    this.#server = database;
    this.#referenceData = referenceData;
    this.#log = log;
    this.#lag = new ReplicaLag(database);
    this.#primary = new PrimaryWatch({
      database,
      log,
      onAnnounced: () => this.#announced(),
      onRelease: (release) => this.#noteOfPrimary(release),
      onBack: () => this.refresh(),
    });
    this.#readers = database.readers.length === 0 ? null : this.#openReaders(database);
  }

  /** Something else that is announced, over the same connection; called after a break, too, when it may have been missed. */
  hear(channel: string, heard: () => void): void {
    this.#primary.hear(channel, heard);
  }

  /** Called when a later release begins to be served, with the one that was served before. */
  onServed(listener: (from: number, to: number) => void): void {
    this.#onServed.push(listener);
  }

  /** Reads the current release and listens for the next ones. */
  async open(): Promise<void> {
    await this.#primary.open({ mayBeAway: this.#readers !== null });
    await this.#readers?.open();
    await this.get();
  }

  /** Whether the server that is read from answers, however busy its other connections are. */
  get isConnected(): boolean {
    return this.#readers?.isConnected ?? this.#primary.isConnected;
  }

  /** Whether the server that is written to answers. */
  get hasPrimary(): boolean {
    return this.#primary.isConnected;
  }

  /** Whether new releases are announced; if not, they are found by looking. */
  get isListening(): boolean {
    return this.#primary.isListening;
  }

  /** Seconds for which the server that is read from has lacked a release, and the latest one of the primary. */
  get lag(): { readonly seconds: number; readonly latest: number } {
    return this.#lag;
  }

  /** The server that is read from. */
  get server(): Database {
    return this.#server;
  }

  /** The release that is served; 0 before the first. */
  get number(): number {
    return this.#served;
  }

  /** Waits for a new release that is being read, so that what is announced is visible at once. */
  get(): Promise<ReleaseState> {
    this.#state ??= this.#first();
    return this.#state;
  }

  async #first(): Promise<ReleaseState> {
    try {
      return await this.#load(this.server);
    } catch (error) {
      this.#state = undefined;
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    await Promise.all([this.#primary.close(), this.#readers?.close()]);
  }

  /** Keeps what is served until the newer release is read whole; a failed reading is tried again. */
  async refresh(): Promise<void> {
    this.#refreshes += 1;
    try {
      await this.#state?.catch(ignore);
      await this.#replace(this.server);
    } catch (error) {
      if (this.#closed) return;
      this.#log.error({ err: error }, 'the new release could not be read; the one before is still served');
      this.#readAgain();
    } finally {
      this.#refreshes -= 1;
    }
  }

  /** The same for a release that was published just now, which a replica has a moment later. */
  async catchUp(): Promise<void> {
    if (this.#readers === null) return this.refresh();
    const until = Date.now() + catchUp.maxMs;
    const published = await latestRelease(this.#database.pool).catch(() => 0);
    do {
      await this.refresh();
      if (this.#served >= published) return;
      await wait(catchUp.pauseMs);
    } while (Date.now() < until && !this.#closed);
  }

  /**
   * The number of the latest release of a server, requested after this call. An answer whose reading from there ended before
   * shows one release only if this is still its own.
   */
  latest(server: Database = this.server): Promise<number> {
    const check = this.#checks.get(server) ?? new LatestCheck(server);
    this.#checks.set(server, check);
    return check.latest();
  }

  /** A statement failed because of this server. Whether another one, or the same again, is there to be asked instead. */
  async leave(server: Database): Promise<boolean> {
    return (await this.#readers?.leave(server)) ?? false;
  }

  /**
   * Work on the latest release of the server in use, which stays the latest for it however many are published meanwhile. Null: too
   * many do so.
   */
  async inSnapshot<T>(work: (release: ReleaseState) => Promise<T>): Promise<T | null> {
    if (this.#snapshots.pendingCount >= snapshots.waiting) return null;
    return this.#snapshots(async () => {
      const snapshot = await openSnapshot(this.server);
      try {
        return await work(await this.#readFrom(snapshot, this.#last));
      } finally {
        await snapshot.close();
      }
    });
  }

  async #readFrom(server: Database, known?: ReleaseState): Promise<ReleaseState> {
    const client = await connectTo(server.pool);
    try {
      return await readRelease(client, server, this.#referenceData, known);
    } finally {
      client.release();
    }
  }

  #openReaders(database: Database): Readers {
    return new Readers({
      servers: database.readers,
      log: this.#log,
      served: () => this.#served,
      isLate: () => this.#lag.seconds > database.maxLagSeconds,
      adopt: (server) => this.#adopt(server),
      onRelease: (release) => this.#noteOfReader(release),
    });
  }

  async #adopt(server: Database): Promise<void> {
    const before = this.#server;
    // First, so that nobody who refreshes meanwhile reads from the one before.
    this.#server = server;
    try {
      await this.#state?.catch(ignore);
      await this.#replace(server);
    } catch (error) {
      this.#server = before;
      throw error;
    }
  }

  #announced(): void {
    this.#readers?.hurry();
    if (this.#readers === null) void this.refresh();
  }

  /** Also what was not announced, or was while nobody listened. */
  #noteOfPrimary(release: number): void {
    if (this.#readers === null) this.#noteOfReader(release);
    else this.#lag.note(release, this.#served);
  }

  #noteOfReader(release: number): void {
    if (release !== this.#served && this.#refreshes === 0 && this.#retry === undefined) void this.refresh();
  }

  /** While the server is away, whoever watches it refreshes once it is back. */
  #readAgain(): void {
    if (this.#closed || !this.isConnected) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      void this.refresh();
    }, readAgainMs).unref();
  }

  async #replace(server: Database): Promise<void> {
    const known = this.#last;
    const loading = this.#load(server, known);
    this.#state = loading;
    try {
      await loading;
    } catch (error) {
      if (this.#state === loading) this.#state = known === undefined ? undefined : Promise.resolve(known);
      throw error;
    }
  }

  async #load(server: Database, known?: ReleaseState): Promise<ReleaseState> {
    const client = await connectTo(server.pool);
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const state = await readRelease(client, server, this.#referenceData, known);
      await client.query('COMMIT');
      this.#serve(state);
      return state;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  #serve(state: ReleaseState): void {
    const { number } = state;
    const before = this.#last?.number;
    this.#served = number;
    if (this.#readers !== null) this.#lag.note(Math.max(number, this.#lag.latest), number);
    if (number >= (before ?? 0)) this.#last = state;
    if (before !== undefined && number > before) for (const listener of this.#onServed) listener(before, number);
  }
}
