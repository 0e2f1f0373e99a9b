/** Points that callers took in their windows, in this process; as many callers as fit, however many come. */

interface Window {
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

/**
 * Two generations, of which the older is dropped as a whole: when it is over, or when a flood of addresses would take more
 * room. To drop the oldest callers one by one is slow, since a Map keeps the places of what was deleted.
 */
export class Windows {
  readonly #windowMs: number;
  readonly #maxOfGeneration: number;
  #young = new Map<string, Window>();
  #old = new Map<string, Window>();
  #turnsAt = 0;

  constructor(windowSeconds: number, max: number = maxCallers) {
    this.#windowMs = windowSeconds * 1_000;
    this.#maxOfGeneration = Math.ceil(max / 2);
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  take(caller: string, points: number): Taken {
    const now = Date.now();
    const window = this.#running(caller, now) ?? this.#begin(caller, now);
    window.points += points;
    return { points: window.points, msLeft: window.endsAt - now };
  }

  #running(caller: string, now: number): Window | undefined {
    const window = this.#young.get(caller) ?? this.#old.get(caller);
    return window === undefined || window.endsAt <= now ? undefined : window;
  }

  #begin(caller: string, now: number): Window {
    if (now >= this.#turnsAt || this.#young.size >= this.#maxOfGeneration) {
      this.#old = now >= this.#turnsAt + this.#windowMs ? new Map() : this.#young;
      this.#young = new Map();
      this.#turnsAt = now + this.#windowMs;
    }
    const window = { points: 0, endsAt: now + this.#windowMs };
    this.#young.set(caller, window);
    return window;
  }
}
