import { LRUCache } from 'lru-cache';

/** Keeps what was used last, up to a number of bytes; what was not requested the longest goes first. */
export class BoundedCache<T extends {}> {
  readonly #entries: LRUCache<string, T>;

  /** Something larger than a tenth of the cache is not kept: it would drive too much else out. */
  constructor(max: number) {
    const positive = (bytes: number): number => Math.max(1, Math.floor(bytes));
    this.#entries = new LRUCache({ maxSize: positive(max), maxEntrySize: positive(max / 10) });
  }

  get bytes(): number {
    return this.#entries.calculatedSize;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): T | undefined {
    return this.#entries.get(key);
  }

  set(key: string, value: T, bytes: number): void {
    this.#entries.set(key, value, { size: Math.max(1, Math.ceil(bytes)) });
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }
}
