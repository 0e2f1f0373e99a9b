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
  readonly #clients = new Set<pg.ClientBase>();
  readonly #waiting = new Set<Waiting>();
  #isOn = false;

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

  /** Throws while the database is away; else the connection is cut when the next outage begins. */
  admit(client: pg.ClientBase): void {
    if (this.#isOn) throw new NoAnswerError();
    this.#clients.add(client);
    client.once('end', () => this.#clients.delete(client));
  }
}

/** `end()` would say goodbye first and wait for an answer. */
function cut(client: pg.ClientBase): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}
