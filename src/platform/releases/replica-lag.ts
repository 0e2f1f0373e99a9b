/** For how long the primary has had a release that the replica lacks. */
import { sql } from 'kysely';
import type { Database } from '../database/index.ts';
import { execute, query } from '../database/kysely.ts';

interface Missing {
  /** The one after it is the first that is missing. */
  readonly served: number;
  readonly sinceMs: number;
}

export class ReplicaLag {
  readonly #primary: Database;
  #latest = 0;
  #missing: Missing | null = null;

  constructor(primary: Database) {
    this.#primary = primary;
  }

  /** The latest release of the primary, as far as it is known. */
  get latest(): number {
    return this.#latest;
  }

  /** 0 for a replica that has all releases, however long ago the last one was. */
  get seconds(): number {
    return this.#missing === null ? 0 : Math.max(0, (Date.now() - this.#missing.sinceMs) / 1_000);
  }

  /** What the primary has, and what is served. */
  note(latest: number, served: number): void {
    this.#latest = latest;
    if (latest <= served) this.#missing = null;
    else if (this.#missing?.served !== served) void this.#measure(served);
  }

  /** By the clock of the primary, which dated the release. */
  async #measure(served: number): Promise<void> {
    this.#missing = { served, sinceMs: Date.now() };
    const age = sql<number>`extract(epoch FROM clock_timestamp() - released_at)::float8`;
    const oldest = query
      .selectFrom('release')
      .select(age.as('seconds'))
      .where('number', '>', served)
      .orderBy('number')
      .limit(1);
    // While the primary is away, the moment at which it was noticed has to do.
    const [found] = await execute(this.#primary.pool, oldest).catch(() => []);
    if (found !== undefined && this.#missing?.served === served)
      this.#missing = { served, sinceMs: Date.now() - found.seconds * 1_000 };
  }
}
