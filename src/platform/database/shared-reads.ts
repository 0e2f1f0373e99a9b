/** What an operation reads more than once, as aliases of one field do, is sent once. */
import { isDeepStrictEqual } from 'node:util';

interface Read {
  readonly values: readonly unknown[];
  readonly result: Promise<unknown>;
}

/** A larger result is shared until it is there, so that an operation does not keep all that it has read. */
const maxKeptRows = 1_000;
/** Of one statement with other values: beyond, comparing them costs more than it saves. */
const maxReads = 200;

export class SharedReads {
  readonly #reads = new Map<string, Read[]>();

  /** Everyone gets an array of their own. */
  async result<T>(text: string, values: readonly unknown[], send: () => Promise<T>): Promise<T> {
    const reads = this.#reads.get(text) ?? [];
    const known = reads.find((read) => isDeepStrictEqual(read.values, values));
    const result = (await (known?.result ?? this.#send(text, reads, { values, result: send() }))) as T;
    return Array.isArray(result) ? ([...result] as T) : result;
  }

  #send(text: string, reads: readonly Read[], read: Read): Promise<unknown> {
    if (reads.length >= maxReads) return read.result;
    this.#reads.set(text, [...reads, read]);
    const forget = (): void => {
      this.#reads.set(text, this.#reads.get(text)?.filter((other) => other !== read) ?? []);
    };
    read.result.then((result) => {
      if (Array.isArray(result) && result.length > maxKeptRows) forget();
    }, forget);
    return read.result;
  }
}
