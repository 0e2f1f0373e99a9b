/** Points that callers took in their windows, in this process; as many callers as fit, however many come. */
import { LRUCache } from 'lru-cache';

interface Counter {
  points: number;
  readonly endsAt: number;
}

export interface Taken {
  /** Of this window, this time included. */
  readonly points: number;
  readonly msLeft: number;
}

/** Some 20 MB. */
const maxCallers = 100_000;

/** Not rate-limiter-flexible's in memory: see docs/decisions/rate-counters.md. */
export class RateCounters {
  readonly #windowMs: number;
  readonly #counters: LRUCache<string, Counter>;

  constructor(windowSeconds: number, max: number = maxCallers) {
    this.#windowMs = windowSeconds * 1_000;
    this.#counters = new LRUCache({ max, ttl: this.#windowMs, ttlResolution: 0, perf: Date });
  }

  /** Callers whose windows run. */
  get size(): number {
    this.#counters.purgeStale();
    return this.#counters.size;
  }

  take(caller: string, points: number): Taken {
    const now = Date.now();
    const known = this.#counters.get(caller);
    const counter = known !== undefined && known.endsAt > now ? known : this.#begin(caller, now);
    counter.points += points;
    return { points: counter.points, msLeft: counter.endsAt - now };
  }

  #begin(caller: string, now: number): Counter {
    const counter = { points: 0, endsAt: now + this.#windowMs };
    this.#counters.set(caller, counter);
    return counter;
  }
}
