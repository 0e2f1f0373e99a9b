/** When the Local Data Bank was requested, kept on disk: its limits run on after a command has ended, however it ended. */
import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The longest window of the limits. */
const maxAgeMs = 7 * 24 * 3_600_000;

export class RequestLog {
  readonly #file: string;
  readonly #times: number[];

  constructor(file: string, now: number) {
    this.#file = file;
    mkdirSync(path.dirname(file), { recursive: true });
    this.#times = readTimes(file, now);
    const shorter = `${file}.new`;
    writeFileSync(shorter, this.#times.map((time) => `${time}\n`).join(''));
    renameSync(shorter, file);
  }

  /** Milliseconds since 1970, ascending. */
  get times(): readonly number[] {
    return this.#times;
  }

  add(time: number): void {
    appendFileSync(this.#file, `${time}\n`);
    this.#times.push(time);
  }
}

/** A time that lies ahead, because the machine's clock was set back, counts as now. A line that was cut off is left out. */
function readTimes(file: string, now: number): number[] {
  const text = contentOf(file);
  return text
    .split('\n')
    .filter((line) => /^\d{13}$/.test(line))
    .map((line) => Math.min(Number(line), now))
    .filter((time) => time > now - maxAgeMs)
    .toSorted((a, b) => a - b);
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
