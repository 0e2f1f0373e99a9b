/** Which parts of a long command were published already, so that it goes on after them when it was cut off. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A command that was left for longer begins anew: what it published has aged. */
const maxAgeMs = 7 * 24 * 3_600_000;

export interface Finished {
  has(part: string): boolean;
  add(part: string): void;
  /** The whole command is done. */
  forget(): void;
}

export function finishedParts(
  { folder, now }: { readonly folder: string; readonly now: () => number },
  command: string,
): Finished {
  const name = createHash('sha256').update(command).digest('hex').slice(0, 32);
  const file = path.join(folder, 'bdl', 'commands', `${name}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  const parts = readParts(file, now());
  return {
    has: (part) => parts.has(part),
    add(part) {
      parts.add(part);
      writeFileSync(`${file}.new`, JSON.stringify([...parts]));
      renameSync(`${file}.new`, file);
    },
    forget: () => rmSync(file, { force: true }),
  };
}

function readParts(file: string, now: number): Set<string> {
  if (!existsSync(file) || statSync(file).mtimeMs < now - maxAgeMs) return new Set();
  try {
    return new Set(JSON.parse(readFileSync(file, 'utf8')) as string[]);
  } catch {
    // Cut off when the machine went down: the parts are fetched again, which changes nothing.
    return new Set();
  }
}
