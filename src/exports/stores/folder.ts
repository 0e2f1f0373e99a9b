/** Files in a folder, each with its facts beside it. Hidden folders in it are not the store's. */
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FileFacts, FileStore, KeptFile, ListedFile } from './store.ts';

/** Few large reads: files are sent whole more often than in part. */
const highWaterMark = 256 * 1024;

export class FolderStore implements FileStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async find(name: string): Promise<KeptFile | null> {
    const target = this.#pathOf(name);
    try {
      const { size } = await stat(target);
      const known = JSON.parse(await readFile(`${target}.json`, 'utf8')) as FileFacts;
      return known.bytes === size ? kept(target, known) : null;
    } catch {
      return null;
    }
  }

  /** Renamed when whole, so that nothing half-made is ever served, whatever kills the process. */
  async put(name: string, part: string, facts: FileFacts): Promise<KeptFile> {
    const target = this.#pathOf(name);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(`${part}.json`, JSON.stringify(facts));
    await rename(`${part}.json`, `${target}.json`);
    await rename(part, target);
    return kept(target, facts);
  }

  async list(): Promise<ListedFile[]> {
    const listed: ListedFile[] = [];
    for (const name of await readdir(this.#folder, { recursive: true }).catch(() => [])) {
      if (name.startsWith('.')) continue;
      const found = await stat(this.#pathOf(name)).catch(() => null);
      if (found?.isFile() === true) listed.push({ name, bytes: found.size, usedAt: found.mtimeMs });
    }
    // Facts stand beside what they are of, and are of no file where that is gone.
    const names = new Set(listed.map(({ name }) => name));
    return listed.filter(({ name }) => !(name.endsWith('.json') && names.has(name.slice(0, -'.json'.length))));
  }

  async touch(name: string): Promise<void> {
    const now = new Date();
    await utimes(this.#pathOf(name), now, now).catch(() => undefined);
  }

  async remove(name: string): Promise<void> {
    await rm(this.#pathOf(name), { force: true });
    await rm(`${this.#pathOf(name)}.json`, { force: true });
  }

  #pathOf(name: string): string {
    return path.join(this.#folder, name);
  }
}

function kept(target: string, { bytes, sha256, rows }: FileFacts): KeptFile {
  return {
    bytes,
    sha256,
    rows,
    open: (range, signal) => createReadStream(target, { ...range, signal, highWaterMark }),
  };
}
