/** One connection that watches one server: it hears what is announced there, and reads which release the server has. */
import pg from 'pg';
import { isPooled } from '../database/pooler.ts';
import { Heartbeat } from './heartbeat.ts';

export interface WatchParts {
  readonly url: string;
  /** As PostgreSQL lists the connection. */
  readonly name: string;
  /** Empty for a replica, on which nobody can listen. */
  readonly channels: readonly string[];
  onNotice(channel: string): void;
  /** With the number of the latest release, twice a second. */
  onRelease(release: number): void;
  /** Once, after it was open: the connection broke or, silent, the server does not answer. */
  onLost(isSilent: boolean): void;
}

const ignore = (): void => undefined;

/** For the connection, and for what it sends first. */
const openTimeoutMs = 5_000;
const lockTimeoutMs = 250;

export class ServerWatch {
  readonly #parts: WatchParts;
  readonly #client: pg.Client;
  #heartbeat: Heartbeat | undefined;
  #isOver = false;
  #isListening = false;

  constructor(parts: WatchParts) {
    this.#parts = parts;
    this.#client = new pg.Client({
      connectionString: parts.url,
      keepAlive: true,
      application_name: parts.name,
      connectionTimeoutMillis: openTimeoutMs,
    });
    this.#client.on('notification', ({ channel }) => parts.onNotice(channel));
    this.#client.on('error', () => this.#end(false));
    this.#client.on('end', () => this.#end(false));
  }

  async open(): Promise<void> {
    await this.#client.connect();
    if (!(await isPooled(this.#client, openTimeoutMs))) await this.#prepare(this.#parts.channels);
    if (this.#isOver) throw new Error('Closed while it was connecting');
    this.#heartbeat = new Heartbeat(this.#client, {
      onRelease: (release) => this.#parts.onRelease(release),
      onSilence: () => this.#end(true),
    });
  }

  /** Whether the server is watched at the moment. */
  get isOpen(): boolean {
    return this.#heartbeat !== undefined && !this.#isOver;
  }

  /** False where a pooler stands between, which passes nothing on. */
  get isListening(): boolean {
    return this.#isListening && this.isOpen;
  }

  hurry(): void {
    this.#heartbeat?.hurry();
  }

  async close(): Promise<void> {
    this.#isOver = true;
    this.#heartbeat?.stop();
    await this.#client.end().catch(ignore);
  }

  /** What only a connection without a pooler between keeps. */
  async #prepare(channels: readonly string[]): Promise<void> {
    // SQL as text: settings of the connection, and Kysely has no LISTEN.
    const text = [
      // Somebody who locks the table of releases is no reason to think that the server is gone.
      `SET lock_timeout = ${lockTimeoutMs}`,
      ...channels.map((channel) => `LISTEN ${channel}`),
    ].join('; ');
    await this.#client.query({ text, query_timeout: openTimeoutMs } as pg.QueryConfig);
    this.#isListening = channels.length > 0;
  }

  #end(isSilent: boolean): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#heartbeat?.stop();
    this.#client.end().catch(ignore);
    if (this.#heartbeat !== undefined) this.#parts.onLost(isSilent);
  }
}
