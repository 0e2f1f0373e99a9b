/**
 * How often the Local Data Bank may be requested (https://api.stat.gov.pl/Home/BdlApi). It counts by address, or by client,
 * over four windows at once, so requests of earlier runs count too.
 */
import type { RequestLog } from './request-log.ts';

export interface Window {
  readonly ms: number;
  readonly requests: number;
  readonly name: string;
}

const minute = 60_000;
const hour = 60 * minute;

function windows(counts: readonly [number, number, number, number]): readonly Window[] {
  const [second, quarter, halfDay, week] = counts;
  return [
    // A tenth longer: requests that left a second apart may arrive closer together.
    { ms: 1_100, requests: second, name: 'second' },
    { ms: 15 * minute, requests: quarter, name: '15 minutes' },
    { ms: 12 * hour, requests: halfDay, name: '12 hours' },
    { ms: 7 * 24 * hour, requests: week, name: '7 days' },
  ];
}

export const anonymousWindows = windows([5, 100, 1_000, 10_000]);
export const registeredWindows = windows([10, 500, 5_000, 50_000]);

export interface Delay {
  readonly ms: number;
  /** The window that is full; null when there is nothing to wait for. */
  readonly window: Window | null;
}

export class RequestBudget {
  readonly #windows: readonly Window[];
  readonly #log: RequestLog;
  readonly #now: () => number;

  constructor(windows: readonly Window[], log: RequestLog, now: () => number) {
    this.#windows = windows;
    this.#log = log;
    this.#now = now;
  }

  /** How long to wait before one more request. */
  get delay(): Delay {
    const now = this.#now();
    return delayOf(this.#windows, this.#log.times, now);
  }

  /** Written down before the request leaves: one that a kill cuts off was counted by the other side, too. */
  spend(): void {
    this.#log.add(this.#now());
  }

  /** How long so many requests will take, when each takes so long by itself. */
  timeFor(requests: number, msEach: number): number {
    const start = this.#now();
    const times = [...this.#log.times];
    let now = start;
    for (let index = 0; index < requests; index += 1) {
      now += delayOf(this.#windows, times, now).ms;
      times.push(now);
      now += msEach;
    }
    return now - start;
  }
}

/** `times` ascend. A window is full when its last so many requests all lie in it; it is free when the first of them leaves. */
function delayOf(windows: readonly Window[], times: readonly number[], now: number): Delay {
  let longest: Delay = { ms: 0, window: null };
  for (const window of windows) {
    const first = times[times.length - window.requests];
    const ms = first === undefined ? 0 : first + window.ms - now;
    if (ms > longest.ms) longest = { ms, window };
  }
  return longest;
}
