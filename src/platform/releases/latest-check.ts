/** Which release is the latest on a server, for whoever asks meanwhile at once. */
import type { Database } from '../database/index.ts';
import { releaseCheck } from '../database/release-check.ts';

const ignore = (): void => undefined;

export class LatestCheck {
  readonly #database: Database;
  #next: Promise<number> | undefined;
  #last: Promise<void> = new Promise((resolve) => setImmediate(resolve));

  constructor(database: Database) {
    this.#database = database;
  }

  /** As the database has it after this call. One statement runs at a time: whoever asks meanwhile shares the next. */
  latest(): Promise<number> {
    this.#next ??= this.#last.then(() => {
      this.#next = undefined;
      const check = this.#database.pool.query<{ number: number }>(releaseCheck);
      this.#last = check.then(ignore, ignore);
      return check.then(({ rows }) => rows[0]?.number ?? 0);
    });
    return this.#next;
  }
}
