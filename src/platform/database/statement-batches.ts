/**
 * Gathers the prepared statements that operations send in the same turn of the event loop, and sends them in one message. So
 * the more there is to do, the less each of them costs; on a quiet hub each goes by itself, and at once.
 *
 * Whoever waits behind a slow one is sent again by itself, and the slow one goes alone for a while.
 */
import type pg from 'pg';
import { type Canceller, cancelOn, submitOn } from './cancel.ts';
import { parameterOf } from './parameters.ts';
import type { RowConfig } from './row-shape.ts';
import { type BatchedStatement, type PreparedConfig, StatementBatch } from './statement-batch.ts';

/**
 * In one message. More would keep the rows of more operations in memory at once, which costs the collector what the messages
 * save; and the database has something to do while the hub gathers the next ones.
 */
const maxTogether = 4;
/** Longer than that nobody waits for another's statement. */
const defaultSlowMs = 25;
/** For how long the text of a slow one is sent by itself. */
const aloneMs = 1_000;

interface Config extends RowConfig {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface SendOptions {
  readonly signal: AbortSignal | undefined;
  /** Gets the latest release, before the rows are given. */
  readonly onLatest: (release: number) => void;
  /** One that takes long, or that changes something: it shares no message, and is sent once. */
  readonly isAlone: boolean;
}

class Request implements BatchedStatement {
  readonly config: PreparedConfig;
  readonly signal: AbortSignal | undefined;
  readonly onLatest: (release: number) => void;
  readonly #batches: StatementBatch[] = [];
  /** The one that has to answer; undefined while it is about to be sent again. */
  #last: StatementBatch | undefined;
  isSettled = false;
  readonly #resolve: (rows: unknown[]) => void;
  readonly #reject: (error: unknown) => void;
  readonly #again: (request: Request) => void;

  constructor(
    config: PreparedConfig,
    { signal, onLatest }: SendOptions,
    resolve: (rows: unknown[]) => void,
    reject: (error: unknown) => void,
    again: (request: Request) => void,
  ) {
    this.config = config;
    this.signal = signal;
    this.onLatest = onLatest;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#again = again;
    signal?.addEventListener('abort', this.#abort, { once: true });
  }

  get isStopped(): boolean {
    return this.signal?.aborted === true;
  }

  sentWith(batch: StatementBatch): void {
    this.#batches.push(batch);
    this.#last = batch;
  }

  onRows(rows: unknown[]): void {
    if (this.#settle()) this.#resolve(rows);
  }

  /** One that was cancelled with another's statement has not failed. */
  onError(error: Error, batch: StatementBatch): void {
    if (!this.#waitsFor(batch)) return;
    if (batch.isCancelled && (error as { code?: string }).code === '57014') this.sendAgain();
    else this.fail(error);
  }

  onSkipped(batch: StatementBatch): void {
    if (this.#waitsFor(batch)) this.sendAgain();
  }

  /** Whatever is still reported of the message before fails nobody. */
  sendAgain(): void {
    this.#last = undefined;
    this.#again(this);
  }

  /** Its connection is broken. */
  onBroken(error: Error, batch: StatementBatch): void {
    if (this.#waitsFor(batch)) this.fail(error);
  }

  fail(error: unknown): void {
    if (this.#settle()) this.#reject(error);
  }

  /** One that was sent again is answered by the message that it was sent with last, or by an earlier one that comes first. */
  #waitsFor(batch: StatementBatch): boolean {
    return !this.isSettled && this.#last === batch;
  }

  readonly #abort = (): void => {
    this.fail(this.signal?.reason);
    for (const batch of this.#batches) batch.abandon(this);
  };

  #settle(): boolean {
    if (this.isSettled) return false;
    this.isSettled = true;
    this.signal?.removeEventListener('abort', this.#abort);
    return true;
  }
}

export class StatementBatches {
  readonly #pool: pg.Pool;
  readonly #canceller: Canceller;
  readonly #slowMs: number;
  /** By the names of prepared statements, of which there are only so many. */
  readonly #slowUntil = new Map<string, number>();
  #waiting: Request[] = [];

  constructor(pool: pg.Pool, canceller: Canceller, slowMs = defaultSlowMs) {
    this.#pool = pool;
    this.#canceller = canceller;
    this.#slowMs = slowMs;
  }

  /** The rows of a prepared statement, which only reads unless it is sent alone: one that shares a message may be sent twice. */
  send(config: Config, options: SendOptions): Promise<unknown[]> {
    return new Promise((resolve, reject) => {
      // What cannot be sent fails here, before it shares a message.
      const prepared = { ...config, values: config.values.map(parameterOf) };
      const request = new Request(prepared, options, resolve, reject, (again) => this.#run([again]));
      if (options.isAlone || this.#isSlow(config.name)) this.#run([request]);
      else this.#gather(request);
    });
  }

  #gather(request: Request): void {
    this.#waiting.push(request);
    if (this.#waiting.length === 1) setImmediate(this.#flush);
    if (this.#waiting.length >= maxTogether) this.#flush();
  }

  readonly #flush = (): void => {
    const requests = this.#waiting;
    if (requests.length === 0) return;
    this.#waiting = [];
    this.#run(requests);
  };

  #run(requests: readonly Request[]): void {
    this.#pool.connect((error, client, release) => {
      const live = requests.filter(({ isSettled }) => !isSettled);
      if (client === undefined) for (const request of live) request.fail(error);
      else if (live.length === 0) release();
      else this.#send(live, client, release);
    });
  }

  #send(requests: readonly Request[], client: pg.PoolClient, release: (error?: Error) => void): void {
    const batch = new StatementBatch(requests, () => cancelOn(client, this.#canceller));
    for (const request of requests) request.sentWith(batch);
    const timer = setTimeout(() => setImmediate(() => this.#goOnWithout(batch)), this.#slowMs);
    const done = (error: Error | null): void => {
      clearTimeout(timer);
      if (error !== null) release(error);
      else if (batch.isCancelled) void batch.whenCancelled().then(() => release());
      else release();
    };
    const broken = (error: Error): void => {
      for (const request of requests) request.onBroken(error, batch);
    };
    submitOn(client, batch, { done, broken });
  }

  /** Those behind a slow one. */
  #goOnWithout(batch: StatementBatch): void {
    const { current, behind } = batch;
    if (current === undefined) return;
    this.#slowUntil.set(current.config.name, performance.now() + aloneMs);
    for (const request of behind as readonly Request[]) if (!request.isSettled) request.sendAgain();
  }

  #isSlow(name: string): boolean {
    if (this.#slowUntil.size === 0) return false;
    const until = this.#slowUntil.get(name);
    if (until === undefined) return false;
    if (until > performance.now()) return true;
    this.#slowUntil.delete(name);
    return false;
  }
}
