/**
 * Files that are made once and kept. They are made under another name and taken into the store when whole. Whoever asks
 * while a file is made waits for the same one.
 */
import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import pLimit from 'p-limit';
import { OperatorError } from '#platform/errors.ts';
import { type FileFacts, type FilePlace, type FileStore, type KeptFile, storeIn } from './stores/index.ts';

export type { KeptFile } from './stores/index.ts';

/** Writes the content and returns the number of its rows. */
export type MakeFile = (target: Writable) => Promise<number | null>;

/** Each takes a connection and most of a core. */
const madeAtOnce = 2;
const partFolder = '.parts';
const spaceCodes = ['ENOSPC', 'EDQUOT'];
const pruneEveryMs = 60_000;
const inUseMs = 10 * 60_000;

export class KeptFiles {
  /** Where files are made. */
  readonly #parts: string;
  readonly #store: FileStore;
  readonly #making = new Map<string, Promise<KeptFile>>();
  readonly #limit = pLimit(madeAtOnce);
  #tidied: Promise<void> | undefined;
  #prunedAt = 0;

  /** `part` is a folder inside the place. */
  constructor(place: FilePlace, part: string) {
    this.#parts = path.join(place.folder, part, partFolder);
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
    this.#tidied ??= this.#tidy();
    await this.#tidied;
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
    const part = path.join(this.#parts, `${process.pid}-${randomBytes(6).toString('hex')}`);
    await mkdir(this.#parts, { recursive: true });
    try {
      return await this.#store.put(name, part, await write(part, make));
    } catch (error) {
      throw spaceCodes.includes(String((error as NodeJS.ErrnoException).code)) ? noSpace(this.#parts, error) : error;
    } finally {
      await rm(part, { force: true });
      await rm(`${part}.json`, { force: true });
    }
  }

  /** Removes what processes that were killed left behind. */
  async #tidy(): Promise<void> {
    for (const name of await readdir(this.#parts).catch(() => [])) {
      const pid = Number(name.split('-')[0]);
      if (pid !== process.pid && !isRunning(pid)) await rm(path.join(this.#parts, name), { force: true });
    }
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

function noSpace(folder: string, cause: unknown): OperatorError {
  const hint =
    'Free some space there. Files of earlier releases can be removed: they are made again when they are wanted.';
  return new OperatorError('STORAGE_FULL', `No space is left for files in ${path.dirname(folder)}.`, hint, { cause });
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

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
