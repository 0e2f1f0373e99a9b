/**
 * Files that are made once and kept. They are made under another name and taken into the store when whole. Whoever asks
 * while a file is made waits for the same one.
 */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import pLimit from 'p-limit';
import { explainFullDisk } from '#platform/disk-space.ts';
import { PartsFolder } from './parts-folder.ts';
import { type FileFacts, type FilePlace, type FileStore, type KeptFile, storeIn } from './stores/index.ts';

export type { KeptFile } from './stores/index.ts';

/** Writes the content and returns the number of its rows. */
export type MakeFile = (target: Writable) => Promise<number | null>;

/** Each takes a connection and most of a core. */
const madeAtOnce = 2;
const spaceHint = 'Files of earlier releases can be removed: they are made again when they are wanted.';
const pruneEveryMs = 60_000;
const inUseMs = 10 * 60_000;

export class KeptFiles {
  /** Where files are made. */
  readonly #parts: PartsFolder;
  readonly #store: FileStore;
  readonly #making = new Map<string, Promise<KeptFile>>();
  readonly #limit = pLimit(madeAtOnce);
  #prunedAt = 0;

  /** `part` is a folder inside the place. */
  constructor(place: FilePlace, part: string) {
    this.#parts = new PartsFolder(path.join(place.folder, part, '.parts'));
    this.#store = storeIn(place, part);
  }

  /** `name` is a path inside the folder. */
  get(name: string, make: MakeFile): Promise<KeptFile> {
    const known = this.#making.get(name);
    if (known !== undefined) return known;
    const making = this.#find(name, make).finally(() => this.#making.delete(name));
    this.#making.set(name, making);
    return making;
  }

  async #find(name: string, make: MakeFile): Promise<KeptFile> {
    await this.tidy();
    return (await this.find(name)) ?? this.#limit(() => this.#make(name, make));
  }

  /** Null: it is not made. */
  find(name: string): Promise<KeptFile | null> {
    return this.#store.find(name);
  }

  /** Counts as a use, so that it is not pruned soon. */
  touch(name: string): Promise<void> {
    return this.#store.touch(name);
  }

  async names(): Promise<string[]> {
    return (await this.#store.list()).map(({ name }) => name);
  }

  remove(name: string): Promise<void> {
    return this.#store.remove(name);
  }

  async #make(name: string, make: MakeFile): Promise<KeptFile> {
    try {
      const part = await this.#parts.newFile();
      try {
        return await this.#store.put(name, part, await write(part, make));
      } finally {
        await this.#parts.remove(part);
      }
    } catch (error) {
      throw explainFullDisk(error, path.dirname(this.#parts.path), spaceHint);
    }
  }

  /** Removes what processes that were killed left behind. */
  tidy(): Promise<void> {
    return this.#parts.tidy();
  }

  /**
   * Removes files whose names match: those that nobody wanted for long, and the longest unused of too many. One that was
   * wanted just now may be about to be sent.
   */
  async prune(
    matches: (name: string) => boolean,
    max: { bytes: number; files: number; unusedMs: number },
  ): Promise<void> {
    const now = Date.now();
    if (now - this.#prunedAt < pruneEveryMs) return;
    this.#prunedAt = now;
    const files = (await this.#store.list()).filter(({ name }) => matches(name));
    let [bytes, count] = [0, 0];
    for (const { name, usedAt, ...file } of files.toSorted((a, b) => b.usedAt - a.usedAt)) {
      bytes += file.bytes;
      count += 1;
      const isUnused = now - usedAt > max.unusedMs;
      if ((!isUnused && bytes <= max.bytes && count <= max.files) || now - usedAt < inUseMs) continue;
      await this.#store.remove(name);
    }
  }

  /** Removes what is not in this folder. */
  async keepOnly(wanted: string): Promise<void> {
    for (const { name } of await this.#store.list()) {
      if (!name.startsWith(`${wanted}/`)) await this.#store.remove(name);
    }
  }
}

async function write(part: string, make: MakeFile): Promise<FileFacts> {
  const handle = await open(part, 'w');
  const target = new HashedFile(handle);
  // Who writes is called back with it.
  target.on('error', () => undefined);
  try {
    const rows = await make(target);
    target.end();
    await finished(target);
    return { bytes: target.bytes, sha256: target.hash.digest('hex'), rows };
  } catch (error) {
    throw target.errored ?? error;
  } finally {
    target.destroy();
    await handle.close();
  }
}

class HashedFile extends Writable {
  bytes = 0;
  readonly hash = createHash('sha256');
  readonly #handle: FileHandle;

  constructor(handle: FileHandle) {
    super({ highWaterMark: 1024 * 1024 });
    this.#handle = handle;
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.bytes += chunk.length;
    this.hash.update(chunk);
    this.#handle.writeFile(chunk).then(() => done(), done);
  }
}
