/**
 * A database that was killed closes its connections, and whoever waits hears at once. One that is frozen, or behind a cable
 * that was cut, closes nothing: then somebody has to notice, and nobody need wait any longer.
 */
import type pg from 'pg';
import { cut } from './cut.ts';

/** Looks like what Node says of such a connection, so that Prisma and the hub know what it means. */
class NoAnswerError extends Error {
  readonly code = 'ETIMEDOUT';
  readonly syscall = 'connect';
  readonly errno = -110;

  constructor() {
    super('The database does not answer');
  }
}

type Reject = (error: NoAnswerError) => void;

/**
 * Whoever waits now, each at a place that it gives to the last one when it goes. A Set would do, but one that thousands enter
 * and leave every second makes itself anew each few times, and its former tables, once they are old, keep alive what stood in
 * them until the whole heap is cleaned: the context and the rows of one operation in eight.
 */
class Waiting {
  readonly #places: { reject: Reject; place: number }[] = [];

  /** What to call when it waits no longer. */
  add(reject: Reject): () => void {
    const entry = { reject, place: this.#places.length };
    this.#places.push(entry);
    return () => this.#remove(entry);
  }

  all(): readonly Reject[] {
    return this.#places.map(({ reject }) => reject);
  }

  #remove(entry: { place: number }): void {
    const last = this.#places.pop();
    if (last === undefined || last === entry) return;
    this.#places[entry.place] = last;
    last.place = entry.place;
  }
}

export class Outage {
  readonly #clients = new Set<pg.ClientBase>();
  readonly #waiting = new Waiting();
  #isOn = false;

  /** Ends every connection and whatever waits for one; new ones are refused until `end`. */
  begin(): void {
    this.#isOn = true;
    for (const reject of this.#waiting.all()) reject(new NoAnswerError());
    for (const client of this.#clients) cut(client);
  }

  end(): void {
    this.#isOn = false;
  }

  /** The work, or the error that the database is away, whichever comes first. */
  during<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const done = this.#waiting.add(reject);
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
