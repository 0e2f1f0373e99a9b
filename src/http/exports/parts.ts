/** What exports are made with. */

import type { Logger } from 'pino';
import type { FilePlace } from '#exports/stores/index.ts';
import type { Documents } from '#http/graphql/documents.ts';
import type { Executor } from '#http/graphql/executor.ts';
import type { Engine } from '#http/graphql/run.ts';
import type { Clock } from '#platform/clock.ts';
import type { Callers } from '../callers.ts';
import type { PublishedOperation } from '../operations.ts';
import type { RateLimit } from '../rate-limit.ts';
import type { Traces } from '../tracing.ts';

export interface ExportParts {
  readonly engine: Engine;
  readonly executor: Executor;
  readonly documents: Documents;
  readonly operations: readonly PublishedOperation[];
  readonly callers: Callers;
  readonly rateLimit: RateLimit | null;
  readonly clock: Clock;
  readonly log: Logger;
  /** Null: nobody collects them. */
  readonly traces: Pick<Traces, 'run'> | null;
  readonly publicUrl: string;
  /** The last release that took personal data out of those before it. */
  readonly lastRedaction: () => Promise<number>;
  /** Where the files of long exports are kept; without it every export is sent at once. */
  readonly place: FilePlace | null;
}
