/**
 * A folder of files that are being written, each under a name that says which process writes it: what a process that was
 * killed left behind is found and removed, and never what another one is writing.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';

/** Processes get the number of one before them; in containers they always do. */
const processToken = randomBytes(6).toString('hex');
const host = encodeURIComponent(hostname()).replaceAll('-', '%2D');
/** Of a process that cannot be looked for, a file to which nothing was written for so long is nobody's. */
const abandonedMs = 3_600_000;

export class PartsFolder {
  readonly path: string;
  #tidiedAt = 0;

  /** For whoever runs the hub alone where it is secret. */
  readonly #mode: number;

  constructor(folder: string, mode = 0o777) {
    this.path = folder;
    this.#mode = mode;
  }

  async newFile(): Promise<string> {
    await mkdir(this.path, { recursive: true, mode: this.#mode });
    return path.join(this.path, [host, process.pid, processToken, randomBytes(6).toString('hex')].join('-'));
  }

  /** With the facts that a store writes beside it. */
  async remove(part: string): Promise<void> {
    await rm(part, { force: true });
    await rm(`${part}.json`, { force: true });
  }

  /** At most once an hour. */
  async tidy(): Promise<void> {
    const now = Date.now();
    if (now - this.#tidiedAt < abandonedMs) return;
    this.#tidiedAt = now;
    for (const name of await readdir(this.path).catch(() => [])) {
      if (await this.#isAbandoned(name, now)) await rm(path.join(this.path, name), { force: true });
    }
  }

  async #isAbandoned(name: string, now: number): Promise<boolean> {
    const [madeOn, pid, token] = name.split('-');
    if (token === processToken) return false;
    if (madeOn === host && (Number(pid) === process.pid || !isRunning(Number(pid)))) return true;
    const found = await stat(path.join(this.path, name)).catch(() => null);
    return found !== null && now - found.mtimeMs > abandonedMs;
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
