/**
 * Admits work of many callers round-robin: a few pieces at once, two of one caller, and the callers one after the other,
 * however many pieces one of them has waiting. What would wait too long is refused.
 */
import { RefusalError } from '#platform/errors.ts';

export interface FairQueueBounds {
  /** At once, of all callers. */
  readonly running: number;
  readonly runningPerCaller: number;
  readonly waiting: number;
  readonly waitingPerCaller: number;
  readonly waitMs: number;
}

export const defaultBounds: Omit<FairQueueBounds, 'running'> = {
  runningPerCaller: 2,
  waiting: 400,
  waitingPerCaller: 40,
  waitMs: 5_000,
};

/** Answered with 503 and Retry-After. */
export class BusyError extends RefusalError {
  readonly code = 'SERVICE_UNAVAILABLE';

  constructor() {
    super('Too many large operations are waiting.', 'Send it again in a few seconds, or request less at once.', {
      polish:
        'Zbyt wiele dużych operacji czeka na wykonanie. Wyślij tę operację ponownie za kilka sekund albo poproś o mniej naraz.',
    });
  }
}

interface Entry {
  start(): void;
}

export class FairQueue {
  readonly #bounds: FairQueueBounds;
  readonly #running = new Map<string, number>();
  /** By caller, in the order of their turns. */
  readonly #waiting = new Map<string, Entry[]>();
  #runningCount = 0;
  #waitingCount = 0;

  constructor(bounds: FairQueueBounds) {
    this.#bounds = bounds;
  }

  get running(): number {
    return this.#runningCount;
  }

  get waiting(): number {
    return this.#waitingCount;
  }

  /** Work whose signal is aborted while it waits is never begun. */
  async run<T>(caller: string, work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    if (this.#mayStart(caller)) this.#count(caller, 1);
    else await this.#wait(caller, signal);
    try {
      return await work();
    } finally {
      this.#count(caller, -1);
      this.#startNext();
    }
  }

  #mayStart(caller: string): boolean {
    const { running, runningPerCaller } = this.#bounds;
    return this.#runningCount < running && (this.#running.get(caller) ?? 0) < runningPerCaller;
  }

  #count(caller: string, change: 1 | -1): void {
    const now = (this.#running.get(caller) ?? 0) + change;
    if (now === 0) this.#running.delete(caller);
    else this.#running.set(caller, now);
    this.#runningCount += change;
  }

  #wait(caller: string, signal: AbortSignal): Promise<void> {
    const { waiting, waitingPerCaller, waitMs } = this.#bounds;
    const entries = this.#waiting.get(caller) ?? [];
    if (this.#waitingCount >= waiting || entries.length >= waitingPerCaller) return Promise.reject(new BusyError());
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
      };
      const entry: Entry = {
        start: () => {
          settle();
          resolve();
        },
      };
      const refuse = (error: unknown): void => {
        settle();
        this.#forget(caller, entry);
        reject(error as Error);
      };
      const abort = (): void => refuse(signal.reason);
      const timer = setTimeout(() => refuse(new BusyError()), waitMs);
      signal.addEventListener('abort', abort);
      this.#waiting.set(caller, [...entries, entry]);
      this.#waitingCount += 1;
    });
  }

  #forget(caller: string, entry: Entry): void {
    const others = (this.#waiting.get(caller) ?? []).filter((other) => other !== entry);
    if (others.length === 0) this.#waiting.delete(caller);
    else this.#waiting.set(caller, others);
    this.#waitingCount -= 1;
  }

  #startNext(): void {
    for (const [caller, [entry]] of this.#waiting) {
      if (entry === undefined || !this.#mayStart(caller)) continue;
      this.#forget(caller, entry);
      // Its next turn comes after those of all others.
      const rest = this.#waiting.get(caller);
      if (rest !== undefined) {
        this.#waiting.delete(caller);
        this.#waiting.set(caller, rest);
      }
      this.#count(caller, 1);
      entry.start();
      return;
    }
  }
}
