import type { Limits } from '#config';
import type { Database } from '#platform/database/index.ts';
import type { ReleaseState } from '#platform/releases/current.ts';

/** What every resolver gets: one release, one day, one database. */
export interface Context {
  readonly database: Database;
  readonly release: ReleaseState;
  /** The day in Poland on which the request came, ISO. Whoever reads it makes an answer that ends at midnight. */
  readonly today: string;
  readonly requestId: string;
  readonly limits: Limits;
  /** What the caller may still ask for; reading it makes an answer that is only theirs. Null: there is no limit. */
  readonly quota: Quota | null;
  /** Names of all fields that the document has anywhere: a column of no such field need not be read. */
  readonly fields: ReadonlySet<string>;
  /** Raised when the operation takes too long. One whose caller is gone goes on: others may wait for its answer. */
  readonly signal: AbortSignal | undefined;
}

export interface Quota {
  /** `anonymous` or `key`. */
  readonly policy: string;
  readonly points: number;
  readonly remaining: number;
  readonly windowSeconds: number;
  readonly resetSeconds: number;
}
