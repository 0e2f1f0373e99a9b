/** Files in a folder, each with its facts beside it. Hidden folders in it are not the store's. */
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { explainFileFailure } from '#platform/store-errors.ts';
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
    } catch (error) {
      const explained = this.#explained(error);
      // Facts that are damaged, or a name that is none of a file's, are of no file.
      if (isMissing(error) || explained === error) return null;
      throw explained;
    }
  }

  /** Renamed when whole, so that nothing half-made is ever served, whatever kills the process. */
  async put(name: string, part: string, facts: FileFacts): Promise<KeptFile> {
    const target = this.#pathOf(name);
    try {
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(`${part}.json`, JSON.stringify(facts));
      await rename(`${part}.json`, `${target}.json`);
      await rename(part, target);
    } catch (error) {
      throw this.#explained(error);
    }
    return kept(target, facts);
  }

  async list(): Promise<ListedFile[]> {
    const listed: ListedFile[] = [];
    const names = await readdir(this.#folder, { recursive: true }).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw this.#explained(error);
    });
    for (const name of names) {
      if (name.startsWith('.')) continue;
      const found = await stat(this.#pathOf(name)).catch(() => null);
      if (found?.isFile() === true) listed.push({ name, bytes: found.size, usedAt: found.mtimeMs });
    }
    // Facts stand beside what they are of, and are of no file where that is gone.
    const files = new Set(listed.map(({ name }) => name));
    return listed.filter(({ name }) => !(name.endsWith('.json') && files.has(name.slice(0, -'.json'.length))));
  }

  async touch(name: string): Promise<void> {
    const now = new Date();
    await utimes(this.#pathOf(name), now, now).catch(() => undefined);
  }

  async remove(name: string): Promise<void> {
    try {
      await rm(this.#pathOf(name), { force: true });
      await rm(`${this.#pathOf(name)}.json`, { force: true });
    } catch (error) {
      throw this.#explained(error);
    }
  }

  #explained(error: unknown): unknown {
    return explainFileFailure(error, this.#folder);
  }

  #pathOf(name: string): string {
    return path.join(this.#folder, name);
  }
}

/** The store has no folder before it has a file. */
const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? '');

function kept(target: string, { bytes, sha256, rows }: FileFacts): KeptFile {
  return {
    bytes,
    sha256,
    rows,
    open: (range, signal) => createReadStream(target, { ...range, signal, highWaterMark }),
  };
}
