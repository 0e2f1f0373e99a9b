import type { Limits } from '#config';
import type { OperationDatabase } from '#platform/database/index.ts';
import type { ReleaseState } from '#platform/releases/current.ts';
import type { Contributor } from './contributor.ts';
import type { ExportService } from './export-service.ts';

/**
 * The loaders of all domains, by domain: each adds the type of what its factory returns, and src/domains/loaders.ts the
 * factory itself. They live as long as one attempt to answer one operation.
 */
// biome-ignore lint/suspicious/noEmptyInterface: domains add to it.
export interface Loaders {}

/** What every resolver gets: one release, one day, one way to the database. */
export interface Context {
  readonly db: OperationDatabase;
  readonly loaders: Loaders;
  readonly release: ReleaseState;
  /** The day in Poland on which the request came, ISO. Whoever reads it makes an answer that ends at midnight. */
  readonly today: string;
  readonly requestId: string;
  /** Of texts, where the document does not choose: by Accept-Language, else Polish. */
  readonly lang: 'PL' | 'EN';
  /** In a subscription to releases: the one that was published. */
  readonly announced: number | undefined;
  /** Where the pages of the hub are, without a slash at its end. */
  readonly publicUrl: string;
  readonly limits: Limits;
  /** What the caller may still ask for; reading it makes an answer that is only theirs. Null: there is no limit. */
  readonly quota: Quota | null;
  /** What exports are counted under. */
  readonly caller: string;
  /** Null where none are made. Reading it makes an answer that is not cached. */
  readonly exports: ExportService | null;
  /** Null in threads and where there are no accounts. Reading it makes an answer that is not cached. */
  readonly contributor: Contributor | null;
  /** Names of all fields that the document has anywhere. */
  readonly fields: ReadonlySet<string>;
  /** Aborted when the operation takes too long. One whose caller is gone goes on: others may wait for its answer. */
  readonly signal: AbortSignal | undefined;
  /** Notes that the answer has what changes between releases, so that nobody caches it. */
  readsLive(): void;
}

export interface Quota {
  /** `anonymous` or `key`. */
  readonly policy: string;
  readonly points: number;
  readonly remaining: number;
  readonly windowSeconds: number;
  readonly resetSeconds: number;
}
