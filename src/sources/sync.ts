/** What every command that fetches from a source by itself is given and gives back. */
import type { Database } from '#platform/database/index.ts';
import type { ImportReport, Progress } from './import.ts';

export interface Synchroniser {
  /** As it is typed: `npm run sync -- <name>`. */
  readonly name: string;
  readonly summary: string;
  run(job: SyncJob): AsyncGenerator<SyncedPart>;
}

export interface SyncJob {
  readonly database: Database;
  /** Where requests and answers are remembered over runs. */
  readonly folder: string;
  /** `answerMs`: how long an answer may take. */
  readonly api: { readonly url: string; readonly clientId: string | null; readonly answerMs?: number | undefined };
  readonly options: SyncOptions;
  readonly today: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly progress: SyncProgress;
  readonly signal?: AbortSignal | undefined;
}

/** As they are typed; each source reads those that it knows. */
export interface SyncOptions {
  readonly variables?: string | undefined;
  readonly years?: string | undefined;
  readonly level?: string | undefined;
}

export interface SyncProgress extends Progress {
  /** What is waited for, and how long. */
  wait(why: string, seconds: number): void;
}

/** What was published at once. */
export interface SyncedPart {
  readonly name: string;
  readonly report: ImportReport;
}
