/** Releases as they begin to be served, for any number of listeners over the one connection that hears of them. */
import type { CurrentRelease } from '#platform/releases/current.ts';

type Listener = (release: number) => void;

export class Announcements {
  readonly #listeners = new Set<Listener>();
  readonly #ends = new Set<() => void>();
  #isClosed = false;

  constructor(current: CurrentRelease) {
    current.onServed((from, to) => {
      for (let release = from + 1; release <= to; release += 1) {
        for (const listener of [...this.#listeners]) listener(release);
      }
    });
  }

  get count(): number {
    return this.#listeners.size;
  }

  /** `end` is called when the hub stops. Returns what ends the listening. */
  listen(listener: Listener, end: () => void): () => void {
    this.#listeners.add(listener);
    this.#ends.add(end);
    // A server that stops still answers who comes at the last moment.
    if (this.#isClosed) setImmediate(end);
    return () => {
      this.#listeners.delete(listener);
      this.#ends.delete(end);
    };
  }

  /** Ends all streams, so that a server that stops need not wait for them. */
  close(): void {
    this.#isClosed = true;
    for (const end of [...this.#ends]) end();
  }
}
