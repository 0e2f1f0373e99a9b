/**
 * A database that was killed closes its connections, and whoever waits hears at once. One that is frozen, or behind a cable
 * that was cut, closes nothing: then somebody has to notice, and nobody need wait any longer.
 */
import type pg from 'pg';

/** Looks like what Node says of such a connection, so that Prisma and the hub know what it means. */
class NoAnswerError extends Error {
  readonly code = 'ETIMEDOUT';
  readonly syscall = 'connect';
  readonly errno = -110;

  constructor() {
    super('The database does not answer');
  }
}

type Waiting = (error: NoAnswerError) => void;

export class Outage {
  readonly #clients = new Set<pg.PoolClient>();
  readonly #waiting = new Set<Waiting>();
  #isOn = false;

  constructor(pool: pg.Pool) {
    pool.on('connect', (client) => this.#clients.add(client));
    pool.on('remove', (client) => this.#clients.delete(client));
    this.#guard(pool);
  }

  /** Ends every connection and whatever waits for one; new ones are refused until `end`. */
  begin(): void {
    this.#isOn = true;
    for (const waiting of [...this.#waiting]) waiting(new NoAnswerError());
    for (const client of this.#clients) cut(client);
  }

  end(): void {
    this.#isOn = false;
  }

  /** The work, or the error that the database is away, whichever comes first. */
  during<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      const done = (): void => void this.#waiting.delete(reject);
      work().then(resolve, reject).finally(done);
    });
  }

  #guard(pool: pg.Pool): void {
    const connect = pool.connect.bind(pool) as (...parameters: unknown[]) => unknown;
    const guarded = (done?: (error: Error) => void): unknown => {
      if (!this.#isOn) return done === undefined ? connect() : connect(done);
      if (done === undefined) return Promise.reject(new NoAnswerError());
      process.nextTick(done, new NoAnswerError());
    };
    pool.connect = guarded as typeof pool.connect;
  }
}

/** `end()` would say goodbye first and wait for an answer. */
function cut(client: pg.PoolClient): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}
