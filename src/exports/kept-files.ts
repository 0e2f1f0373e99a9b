/**
 * Files that are made once and kept: written under another name and renamed when whole, so that nothing half-made is
 * ever served, whatever kills the process. Whoever asks while a file is made waits for the same one.
 */
import { createHash, type Hash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import pLimit from 'p-limit';

export interface KeptFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Of tables. */
  readonly rows: number | null;
}

/** Writes the content and returns the number of its rows. */
export type MakeFile = (target: Writable) => Promise<number | null>;

/** Each takes a connection and most of a core. */
const madeAtOnce = 2;
const partFolder = '.parts';
const pruneEveryMs = 60_000;
const inUseMs = 10 * 60_000;

export class KeptFiles {
  readonly #folder: string;
  readonly #making = new Map<string, Promise<KeptFile>>();
  readonly #limit = pLimit(madeAtOnce);
  #tidied: Promise<void> | undefined;
  #prunedAt = 0;

  constructor(folder: string) {
    this.#folder = folder;
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
  async find(name: string): Promise<KeptFile | null> {
    const target = path.join(this.#folder, name);
    try {
      const { size } = await stat(target);
      const known = JSON.parse(await readFile(`${target}.json`, 'utf8')) as Omit<KeptFile, 'path'>;
      return known.bytes === size ? { ...known, path: target } : null;
    } catch {
      return null;
    }
  }

  /** Counts as a use, so that it is not pruned soon. */
  async touch(name: string): Promise<void> {
    const now = new Date();
    await utimes(path.join(this.#folder, name), now, now).catch(() => undefined);
  }

  pathOf(name: string): string {
    return path.join(this.#folder, name);
  }

  /** Of all that stand in the folder itself. */
  async names(): Promise<string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names.filter((name) => name !== partFolder);
  }

  async #make(name: string, make: MakeFile): Promise<KeptFile> {
    const target = path.join(this.#folder, name);
    const parts = path.join(this.#folder, partFolder);
    const part = path.join(parts, `${process.pid}-${randomBytes(6).toString('hex')}`);
    await mkdir(parts, { recursive: true });
    await mkdir(path.dirname(target), { recursive: true });
    try {
      const content = await write(part, make);
      await writeFile(`${part}.json`, JSON.stringify(content));
      await rename(`${part}.json`, `${target}.json`);
      await rename(part, target);
      return { ...content, path: target };
    } finally {
      await rm(part, { force: true });
      await rm(`${part}.json`, { force: true });
    }
  }

  /** Removes what processes that were killed left behind. */
  async #tidy(): Promise<void> {
    const parts = path.join(this.#folder, partFolder);
    for (const name of await readdir(parts).catch(() => [])) {
      const pid = Number(name.split('-')[0]);
      if (pid !== process.pid && !isRunning(pid)) await rm(path.join(parts, name), { force: true });
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
    const files = await this.#listed(matches);
    let [bytes, count] = [0, 0];
    for (const { name, size, usedAt } of files.toSorted((a, b) => b.usedAt - a.usedAt)) {
      bytes += size;
      count += 1;
      const isUnused = now - usedAt > max.unusedMs;
      if ((!isUnused && bytes <= max.bytes && count <= max.files) || now - usedAt < inUseMs) continue;
      await rm(path.join(this.#folder, name), { force: true });
      await rm(path.join(this.#folder, `${name}.json`), { force: true });
    }
  }

  async #listed(matches: (name: string) => boolean): Promise<{ name: string; size: number; usedAt: number }[]> {
    const listed: { name: string; size: number; usedAt: number }[] = [];
    for (const name of await readdir(this.#folder, { recursive: true }).catch(() => [])) {
      if (name.endsWith('.json') || !matches(name)) continue;
      const found = await stat(path.join(this.#folder, name)).catch(() => null);
      if (found?.isFile() === true) listed.push({ name, size: found.size, usedAt: found.mtimeMs });
    }
    return listed;
  }

  /** Removes the folders that are not wanted any more. */
  async keepOnly(wanted: string): Promise<void> {
    for (const name of await readdir(this.#folder).catch(() => [])) {
      if (name !== wanted && name !== partFolder) {
        await rm(path.join(this.#folder, name), { recursive: true, force: true });
      }
    }
  }
}

async function write(part: string, make: MakeFile): Promise<Omit<KeptFile, 'path'>> {
  const hash = createHash('sha256');
  const counter = new HashedBytes(hash);
  const file = createWriteStream(part);
  counter.pipe(file);
  counter.on('error', (error) => file.destroy(error));
  file.on('error', (error) => counter.destroy(error));
  try {
    const rows = await make(counter);
    counter.end();
    await finished(file);
    return { bytes: counter.bytes, sha256: hash.digest('hex'), rows };
  } catch (error) {
    counter.destroy();
    file.destroy();
    throw error;
  }
}

class HashedBytes extends Transform {
  bytes = 0;
  readonly #hash: Hash;

  constructor(hash: Hash) {
    super({ highWaterMark: 1024 * 1024 });
    this.#hash = hash;
  }

  override _transform(chunk: Buffer, _encoding: string, done: (error: null, chunk: Buffer) => void): void {
    this.bytes += chunk.length;
    this.#hash.update(chunk);
    done(null, chunk);
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
