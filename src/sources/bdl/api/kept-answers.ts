/** Answers that were fetched and not published yet, on disk: a command that was killed goes on where it was. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The source may have changed since: older answers are asked for again. */
const keptMs = 7 * 24 * 3_600_000;

export class KeptAnswers {
  readonly #folder: string;

  constructor(folder: string, now: number) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder)) {
      const file = path.join(folder, name);
      if (statSync(file).mtimeMs < now - keptMs || name.endsWith('.new')) rmSync(file, { force: true });
    }
  }

  get(question: string): string | null {
    try {
      return readFileSync(this.#fileOf(question), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** Whole or not at all. */
  keep(question: string, answer: string): void {
    const file = this.#fileOf(question);
    writeFileSync(`${file}.new`, answer);
    renameSync(`${file}.new`, file);
  }

  drop(questions: Iterable<string>): void {
    for (const question of questions) rmSync(this.#fileOf(question), { force: true });
  }

  #fileOf(question: string): string {
    return path.join(this.#folder, `${createHash('sha256').update(question).digest('hex').slice(0, 32)}.json`);
  }
}
