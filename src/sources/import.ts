/** What every importer of a file is given and gives back. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from '#platform/database/index.ts';
import { RefusedFileError } from '#platform/errors.ts';
import type { Problem } from '#platform/problems/model.ts';
import type { ImportCounts, RejectedRow } from '#platform/releases/model.ts';

export interface Importer {
  /** As it is typed: `npm run import -- <name> <file>`. */
  readonly name: string;
  readonly summary: string;
  run(job: ImportJob): Promise<ImportReport>;
}

export interface ImportJob {
  readonly database: Database;
  readonly file: InputFile;
  /** The day whose state the file shows, where the operator says it. */
  readonly asOf?: string | undefined;
  readonly note?: string | undefined;
  /** Who published the file, under which terms and where, as the operator states it. */
  readonly stated?: StatedSource | undefined;
  /** What the columns of the file mean, where the source does not know it by itself. */
  readonly mapping?: InputFile | undefined;
  readonly dryRun: boolean;
  /** What the hub itself requested a source for; see `PublishOptions`. */
  readonly isSelected?: boolean | undefined;
  /** All of it or nothing; see `PublishOptions`. */
  readonly isWhole?: boolean | undefined;
  readonly today: string;
  readonly progress: Progress;
  /** Raised when the operator stops the import: what was begun is rolled back. */
  readonly signal?: AbortSignal | undefined;
}

/** What the operator states with --publisher, --licence and --url. */
export interface StatedSource {
  readonly publisher?: string | undefined;
  readonly licence?: string | undefined;
  readonly url?: string | undefined;
}

export interface InputFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** Stated what the import is doing. */
export interface Progress {
  /** What it does from now on, and of how many pieces, where that is known. */
  stage(name: string, pieces?: number): void;
  /** How many of the pieces are done, and how long the rest takes, where that is known. */
  done(pieces: number, secondsLeft?: number): void;
}

export const silentProgress: Progress = { stage: () => undefined, done: () => undefined };

export interface ImportReport extends ImportCounts {
  readonly release: number | null;
  readonly asOf: string;
  /** How the file was read, such as `csv ; utf-8`. */
  readonly format: string;
  readonly rejectedRows: readonly RejectedRow[];
  /** What was taken in part, or not joined for certain. */
  readonly problems?: readonly Problem[];
  readonly differences: readonly DifferenceGroup[];
}

/** Changes of one kind, for people to read: `created`, `renamed` … */
export interface DifferenceGroup {
  readonly name: string;
  readonly lines: readonly string[];
}

/** The largest official file that is read whole has less than a tenth of this. */
const maximalBytes = 256 * 1024 * 1024;

export async function readInputFile(
  file: string,
  hint = 'Check the path and the rights of the file.',
): Promise<InputFile> {
  const bytes = await readBytes(file, hint);
  if (bytes.length === 0) throw new RefusedFileError('EMPTY', `The file ${file} is empty.`, 'Get it again.');
  return inputFileOf(path.basename(file), bytes);
}

export function inputFileOf(name: string, bytes: Uint8Array): InputFile {
  return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function readBytes(file: string, hint: string): Promise<Uint8Array> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'does not exist' : `cannot be opened (${error.code})`;
    throw new RefusedFileError('UNREADABLE', `The file ${file} ${why}.`, hint, { cause: error });
  });
  try {
    const stat = await handle.stat();
    if (stat.isDirectory()) throw new RefusedFileError('UNREADABLE', `${file} is a folder.`, 'Name the file in it.');
    if (stat.size > maximalBytes) {
      const size = Math.round(stat.size / 1024 / 1024);
      throw new RefusedFileError(
        'TOO_LARGE',
        `The file has ${size} MiB; at most 256 are read.`,
        'Is it the right file?',
      );
    }
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
