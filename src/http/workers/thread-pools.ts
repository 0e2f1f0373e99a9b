/** The connections of all worker threads together, as each reports them on request. */
import type { PoolUse } from '#platform/database/index.ts';
import { endsInTime } from '#platform/in-time.ts';
import type { ToThread } from './messages.ts';

interface ReportingThread {
  send(message: ToThread): void;
}

/** A thread that computes answers later; until then what it reported last counts. */
const replyMs = 250;

export class ThreadPools {
  readonly #known = new Map<ReportingThread, readonly PoolUse[]>();
  readonly #requested = new Map<ReportingThread, () => void>();
  /** Of threads that ended: totals never fall. */
  #ended: readonly PoolUse[] = [];

  async read(threads: Iterable<ReportingThread>): Promise<PoolUse[]> {
    const replies = [...threads].map((thread) => {
      thread.send({ type: 'pools' });
      return new Promise<void>((resolve) => this.#requested.set(thread, resolve));
    });
    await endsInTime(Promise.all(replies), replyMs);
    return sums([...this.#known.values(), this.#ended].flat());
  }

  hear(thread: ReportingThread, uses: readonly PoolUse[]): void {
    this.#known.set(thread, uses);
    this.#requested.get(thread)?.();
  }

  end(thread: ReportingThread): void {
    const last = (this.#known.get(thread) ?? []).map((use) => ({ ...use, busy: 0, idle: 0, waiting: 0 }));
    this.#known.delete(thread);
    this.#requested.get(thread)?.();
    this.#requested.delete(thread);
    this.#ended = sums([...this.#ended, ...last]);
  }
}

function sums(uses: readonly PoolUse[]): PoolUse[] {
  return [...Map.groupBy(uses, ({ pool }) => pool)].map(([pool, alike]) => ({
    pool,
    busy: sum(alike, 'busy'),
    idle: sum(alike, 'idle'),
    waiting: sum(alike, 'waiting'),
    waits: sum(alike, 'waits'),
    waitSeconds: sum(alike, 'waitSeconds'),
  }));
}

function sum(uses: readonly PoolUse[], key: Exclude<keyof PoolUse, 'pool'>): number {
  return uses.reduce((total, use) => total + use[key], 0);
}
