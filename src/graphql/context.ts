import type { Database } from '#platform/database/index.ts';
import type { ReleaseState } from '#platform/releases/current.ts';

/** What every resolver gets: one release, one day, one database. */
export interface Context {
  readonly database: Database;
  readonly release: ReleaseState;
  /** The day in Poland on which the request came, ISO. */
  readonly today: string;
  readonly requestId: string;
}
