/**
 * The release that is served now, with the reference rows that are cached for it. All values of one release
 * are read in one snapshot of the database; a new release replaces them together, so that no answer mixes two.
 */
import pg from 'pg';
import type { Logger } from 'pino';
import { connectTo } from '../database/connect.ts';
import type { Database } from '../database/index.ts';
import { execute, query } from '../database/kysely.ts';
import { releaseCheck } from '../database/release-check.ts';
import { type ReferenceData, ReleaseState } from '../release-state.ts';
import { listenForHeartbeat } from './heartbeat.ts';
import { releaseChannel } from './publish.ts';

export { type ReferenceData, ReleaseState } from '../release-state.ts';

const ignore = (): void => undefined;

const reconnectDelayMs = { first: 250, max: 2_000 };
/** For a new connection of the listener, and for what it says first. */
const listenTimeoutMs = 5_000;
/** After a new release could not be read, though the database is there. */
const readAgainMs = 1_000;

export class CurrentRelease {
  readonly #database: Database;
  readonly #referenceData: readonly ReferenceData<unknown>[];
  readonly #log: Logger;
  readonly #heard = new Map<string, () => void>();
  readonly #onServed: ((from: number, to: number) => void)[] = [];
  #state: Promise<ReleaseState> | undefined;
  #listener: pg.Client | undefined;
  /** The listener, once it listens. */
  #hearing: pg.Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #stopWatching: () => void = ignore;
  /** The last that was read whole. */
  #last: ReleaseState | undefined;
  #closed = false;
  #served = 0;
  #nextCheck: Promise<number> | undefined;
  #lastCheck: Promise<void> = new Promise((resolve) => setImmediate(resolve));

  constructor(database: Database, referenceData: readonly ReferenceData<unknown>[], log: Logger) {
    this.#database = database;
    this.#referenceData = referenceData;
    this.#log = log;
  }

  /** Something else that is announced, over the same connection; called after a break, too, when it may have been missed. */
  hear(channel: string, heard: () => void): void {
    this.#heard.set(channel, heard);
  }

  /** Called when a later release begins to be served, with the one that was served before. */
  onServed(listener: (from: number, to: number) => void): void {
    this.#onServed.push(listener);
  }

  /** Reads the current release and listens for the next ones. */
  async open(): Promise<void> {
    await this.#listen();
    await this.get();
  }

  /** Whether the database is heard of, however busy its other connections are. */
  get isConnected(): boolean {
    return this.#listener !== undefined && this.#listener === this.#hearing;
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
      return await this.#load();
    } catch (error) {
      this.#state = undefined;
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#stopWatching();
    const listener = this.#listener;
    this.#listener = undefined;
    await listener?.end().catch(() => undefined);
  }

  /** Keeps what is served until the newer release is read whole; a failed reading is tried again. */
  async refresh(): Promise<void> {
    await this.#state?.catch(ignore);
    const known = this.#last;
    const loading = this.#load(known);
    this.#state = loading;
    try {
      await loading;
    } catch (error) {
      if (this.#closed) return;
      if (this.#state === loading) this.#state = known === undefined ? undefined : Promise.resolve(known);
      this.#log.error({ err: error }, 'the new release could not be read; the one before is still served');
      this.#readAgain();
    }
  }

  /** While nobody listens, reconnecting does it. */
  #readAgain(): void {
    if (this.#closed || this.#listener === undefined) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.refresh(), readAgainMs).unref();
  }

  /**
   * The number of the latest release, requested of the database after this call. An answer whose reading ended before shows
   * one release only if this is still its own. One such statement runs at a time: whoever asks meanwhile shares the next.
   */
  latest(): Promise<number> {
    this.#nextCheck ??= this.#lastCheck.then(() => {
      this.#nextCheck = undefined;
      const check = this.#database.pool.query<{ number: number }>(releaseCheck);
      this.#lastCheck = check.then(ignore, ignore);
      return check.then(({ rows }) => rows[0]?.number ?? 0);
    });
    return this.#nextCheck;
  }

  async #load(known?: ReleaseState): Promise<ReleaseState> {
    const client = await connectTo(this.#database.pool);
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const [latest] = await execute(
        client,
        query.selectFrom('release').select(['number', 'released_at as releasedAt']).orderBy('number', 'desc').limit(1),
      );
      const { number, releasedAt } = latest ?? { number: 0, releasedAt: null };
      const values = new Map<ReferenceData<unknown>, unknown>();
      if (known?.number !== number) {
        for (const referenceData of this.#referenceData)
          values.set(referenceData, await referenceData.load(client, number, known?.get(referenceData)));
      }
      await client.query('COMMIT');
      const state = known?.number === number ? known : new ReleaseState(number, releasedAt, values);
      const before = this.#last?.number;
      this.#served = number;
      if (number >= (before ?? 0)) this.#last = state;
      if (before !== undefined && number > before) for (const listener of this.#onServed) listener(before, number);
      return state;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  async #listen(): Promise<void> {
    const listener = new pg.Client({
      connectionString: this.#database.url,
      keepAlive: true,
      application_name: 'wezel listener',
      connectionTimeoutMillis: listenTimeoutMs,
    });
    listener.on('notification', ({ channel }) => {
      const heard = this.#heard.get(channel);
      if (heard === undefined) void this.refresh();
      else heard();
    });
    listener.on('error', () => this.#reconnect(listener));
    listener.on('end', () => this.#reconnect(listener));
    this.#listener = listener;
    await listener.connect();
    const listen: pg.QueryConfig & { query_timeout: number } = {
      text: [releaseChannel, ...this.#heard.keys()].map((channel) => `LISTEN ${channel}`).join('; '),
      query_timeout: listenTimeoutMs,
    };
    await listener.query(listen);
    this.#refuseIfClosed();
    this.#hearing = listener;
    this.#stopWatching = listenForHeartbeat(listener, () => this.#lose(listener));
  }

  /** The database closes nothing and answers nothing: whoever waits for it is informed so now. */
  #lose(listener: pg.Client): void {
    this.#log.warn('the database does not answer');
    this.#database.outage.begin();
    this.#reconnect(listener);
  }

  /** A release published while nobody listened is found by the refresh after the reconnection. */
  #reconnect(broken: pg.Client): void {
    if (this.#listener !== broken) return;
    this.#listener = undefined;
    this.#stopWatching();
    clearTimeout(this.#retry);
    broken.end().catch(() => undefined);
    this.#again(reconnectDelayMs.first);
  }

  #again(delayMs: number): void {
    if (this.#closed) return;
    this.#retry = setTimeout(() => void this.#tryAgain(delayMs), delayMs).unref();
  }

  /** Whoever closes must not wait for a connection that was being made meanwhile. */
  #refuseIfClosed(): void {
    if (this.#closed) throw new Error('Closed while it was reconnecting');
  }

  async #tryAgain(delayMs: number): Promise<void> {
    try {
      await this.#database.locate();
      this.#refuseIfClosed();
      await this.#listen();
      this.#database.outage.end();
      for (const heard of this.#heard.values()) heard();
      await this.refresh();
    } catch (error) {
      if (!this.#closed) this.#log.warn({ err: error }, 'the database is still away');
      this.#listener?.end().catch(() => undefined);
      this.#listener = undefined;
      clearTimeout(this.#retry);
      this.#again(Math.min(delayMs * 2, reconnectDelayMs.max));
    }
  }
}
