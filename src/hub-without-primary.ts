/** A node that reads from replicas starts while the primary is away, and does the rest when it is back. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { describeConnectionFailure } from '#platform/database/connection-errors.ts';
import { refuseOtherMigrations } from '#platform/database/migrations.ts';
import { HubError } from '#platform/errors.ts';

/** Of the errors of a connection: those that pass. */
const passing: ReadonlySet<string> = new Set([
  'DATABASE_UNREACHABLE',
  'DATABASE_STARTING',
  'DATABASE_STOPPED',
  'DATABASE_READ_ONLY',
]);

/** Whether the error says that the primary is away, and a replica has what this version of the hub reads. */
export async function mayStartWithout(error: unknown, readUrls: readonly string[], log: Logger): Promise<boolean> {
  const failure = error instanceof HubError ? error : describeConnectionFailure(error);
  if (readUrls.length === 0 || failure === undefined || !passing.has(failure.code)) return false;
  const onNewer = (): void => undefined;
  const served = await Promise.allSettled(readUrls.map((url) => refuseOtherMigrations(url, { onNewer })));
  if (served.every(({ status }) => status === 'rejected')) return false;
  log.warn({ reason: failure.message }, 'the primary is away; what replicas have is served, and nothing is written');
  return true;
}

const tryAgainMs = 2_000;

/** What a start does on the primary, until it has been done. */
export class Later {
  readonly #stopping = new AbortController();
  readonly #done: Promise<void>;

  constructor(work: () => Promise<void>, log: Logger) {
    this.#done = this.#run(work, log);
  }

  async #run(work: () => Promise<void>, log: Logger): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await sleep(tryAgainMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await work();
        return;
      } catch (error) {
        log.debug({ err: error }, 'the primary is still away');
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#done;
  }
}
