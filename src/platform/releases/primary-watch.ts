/** Watches the primary for as long as the hub runs: what is announced there, which release it has, whether it is there. */
import type { Logger } from 'pino';
import type { Database } from '../database/index.ts';
import { releaseChannel } from './publish.ts';
import { ServerWatch } from './server-watch.ts';

export interface PrimaryWatchParts {
  readonly database: Database;
  readonly log: Logger;
  /** A release is announced. */
  onAnnounced(): void;
  /** The number of the latest release, twice a second. */
  onRelease(release: number): void;
  /** It is there again after a break, in which something may have been missed. */
  onBack(): Promise<void>;
}

const reconnectDelayMs = { first: 250, max: 2_000 };
/** Where nothing is announced, whatever may have been is assumed to be so often. */
const pollMs = 5_000;

export class PrimaryWatch {
  readonly #parts: PrimaryWatchParts;
  readonly #heard = new Map<string, () => void>();
  #watch: ServerWatch | undefined;
  #retry: NodeJS.Timeout | undefined;
  #polling: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(parts: PrimaryWatchParts) {
    this.#parts = parts;
  }

  /** Something else that is announced; called after a break, too, when it may have been missed. */
  hear(channel: string, heard: () => void): void {
    this.#heard.set(channel, heard);
  }

  /** While the primary is away, a node with replicas starts all the same. */
  async open({ mayBeAway }: { readonly mayBeAway: boolean }): Promise<void> {
    try {
      await this.#connect();
    } catch (error) {
      if (!mayBeAway) throw error;
      this.#abandon();
      this.#again(reconnectDelayMs.first);
    }
  }

  /** Whether the primary answers, however busy its other connections are. */
  get isConnected(): boolean {
    return this.#watch?.isOpen === true;
  }

  get isListening(): boolean {
    return this.#watch?.isListening === true;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    clearInterval(this.#polling);
    const watch = this.#watch;
    this.#watch = undefined;
    await watch?.close();
  }

  async #connect(): Promise<void> {
    const { database, onAnnounced, onRelease } = this.#parts;
    const watch: ServerWatch = new ServerWatch({
      url: await database.direct(),
      name: 'wezel listener',
      channels: [releaseChannel, ...this.#heard.keys()],
      onNotice: (channel) => (channel === releaseChannel ? onAnnounced() : this.#heard.get(channel)?.()),
      onRelease,
      onLost: (isSilent) => this.#lose(watch, isSilent),
    });
    this.#refuseIfClosed();
    this.#watch = watch;
    await watch.open();
    clearInterval(this.#polling);
    if (!watch.isListening) this.#polling = setInterval(() => this.#assumeAll(), pollMs).unref();
  }

  #assumeAll(): void {
    for (const heard of this.#heard.values()) heard();
  }

  /** A server that is frozen closes nothing and answers nothing: whoever waits for it is informed so now. */
  #lose(watch: ServerWatch, isSilent: boolean): void {
    if (this.#watch !== watch) return;
    this.#watch = undefined;
    clearInterval(this.#polling);
    const { database, log } = this.#parts;
    if (isSilent) {
      log.warn('the database does not answer');
      database.outage.begin();
    }
    this.#again(reconnectDelayMs.first);
  }

  #abandon(): void {
    void this.#watch?.close();
    this.#watch = undefined;
  }

  #again(delayMs: number): void {
    if (this.#isClosed) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#tryAgain(delayMs), delayMs).unref();
  }

  /** Whoever closes must not wait for a connection that was being made meanwhile. */
  #refuseIfClosed(): void {
    if (this.#isClosed) throw new Error('Closed while it was reconnecting');
  }

  async #tryAgain(delayMs: number): Promise<void> {
    const { database, log, onBack } = this.#parts;
    try {
      await database.locate();
      this.#refuseIfClosed();
      await this.#connect();
      database.outage.end();
      this.#assumeAll();
      await onBack();
    } catch (error) {
      if (!this.#isClosed) log.warn({ err: error }, 'the database is still away');
      this.#abandon();
      this.#again(Math.min(delayMs * 2, reconnectDelayMs.max));
    }
  }
}
