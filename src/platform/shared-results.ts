import { LRUCache } from 'lru-cache';

interface Sized {
  /** How many entries it keeps in memory, known once it is made. */
  readonly size: number;
}

/**
 * Results that are computed once for all who request them, the last of them up to a total size. What fails is not kept, and
 * fails for its maker alone: it may be that its operation was aborted.
 */
export class SharedResults<T extends Sized> {
  readonly #results: LRUCache<string, Promise<T>>;

  constructor(maxSize: number) {
    this.#results = new LRUCache({ maxSize });
  }

  get(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.#results.get(key);
    if (known !== undefined) return known.catch(() => this.get(key, make));
    const making = make();
    this.#results.set(key, making, { size: 1 });
    making.then(
      ({ size }) => {
        // Deleted first: the cache keeps the former size of a value that is set again.
        if (this.#forget(key, making)) this.#results.set(key, making, { size: Math.max(1, size) });
      },
      () => this.#forget(key, making),
    );
    return making;
  }

  #forget(key: string, making: Promise<T>): boolean {
    return this.#results.peek(key) === making && this.#results.delete(key);
  }
}

/** Such results of each release, for as long as somebody has it. */
export function sharedByRelease<T extends Sized>(maxSize: number): (release: object) => SharedResults<T> {
  const ofReleases = new WeakMap<object, SharedResults<T>>();
  return (release) => {
    const known = ofReleases.get(release) ?? new SharedResults<T>(maxSize);
    ofReleases.set(release, known);
    return known;
  };
}
