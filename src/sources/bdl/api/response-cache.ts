/** Answers that were fetched and not published yet, on disk: a command that was killed goes on where it was. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The source may have changed since: older answers are requested again. */
const maxAgeMs = 7 * 24 * 3_600_000;

export class ResponseCache {
  readonly #folder: string;

  constructor(folder: string, now: number) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder)) {
      const file = path.join(folder, name);
      if (statSync(file).mtimeMs < now - maxAgeMs || name.endsWith('.new')) rmSync(file, { force: true });
    }
  }

  get(request: string): string | null {
    try {
      return readFileSync(this.#fileOf(request), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** Whole or not at all. */
  keep(request: string, answer: string): void {
    const file = this.#fileOf(request);
    writeFileSync(`${file}.new`, answer);
    renameSync(`${file}.new`, file);
  }

  drop(requests: Iterable<string>): void {
    for (const request of requests) rmSync(this.#fileOf(request), { force: true });
  }

  #fileOf(request: string): string {
    return path.join(this.#folder, `${createHash('sha256').update(request).digest('hex').slice(0, 32)}.json`);
  }
}
