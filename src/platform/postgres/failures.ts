import { statfsSync } from 'node:fs';
import { OperatorError } from '../errors.ts';

const ELSEWHERE = 'or set DATABASE_URL to a PostgreSQL server.';

interface Cause {
  readonly codes: readonly string[];
  readonly text: RegExp;
  readonly code: string;
  readonly what: string;
  readonly hint: string;
}

/** What the operating system says, by errno in Node and by text in the output of PostgreSQL's programs (LC_ALL=C). */
const CAUSES: readonly Cause[] = [
  {
    codes: ['ENOSPC', 'EDQUOT'],
    text: /No space left on device|Disk quota exceeded/,
    code: 'DATABASE_DISK_FULL',
    what: 'There is no space left for the embedded PostgreSQL in',
    hint: `Free some disk space there, set DATA_DIR to a larger disk, ${ELSEWHERE}`,
  },
  {
    codes: ['EROFS'],
    text: /Read-only file system/,
    code: 'DATABASE_DIR_READ_ONLY',
    what: 'The file system is read-only at',
    hint: `Set DATA_DIR to a folder that can be written to, ${ELSEWHERE}`,
  },
  {
    codes: ['EACCES', 'EPERM'],
    text: /Permission denied|Operation not permitted/,
    code: 'DATABASE_DIR_FORBIDDEN',
    what: 'The embedded PostgreSQL may not read or write',
    hint: `Give this user that folder (chown), set DATA_DIR to a folder of its own, ${ELSEWHERE}`,
  },
  {
    codes: ['ENOTDIR', 'EEXIST'],
    text: /Not a directory/,
    code: 'DATABASE_DIR_NOT_A_FOLDER',
    what: 'The data folder of the embedded PostgreSQL is, or lies below, something that is not a folder:',
    hint: `Move that file away, set DATA_DIR to a folder, ${ELSEWHERE}`,
  },
];

/** PostgreSQL stops at once where the next part of its write-ahead log, of 16 MB, finds no room. */
const walSegmentBytes = 16 * 1024 * 1024;

/** Why a server that broke off did so, where its disk says it; its own log may have found no room either. */
export function explainLoss(path: string): OperatorError | undefined {
  const { bavail, bsize } = statfsSync(path);
  const [noSpace] = CAUSES;
  return noSpace !== undefined && bavail * bsize < walSegmentBytes ? operatorError(noSpace, path) : undefined;
}

/** Errors that no operator can fix pass unchanged. */
export function explainFileError(error: unknown, path: string): unknown {
  const { code, path: culprit } = error as NodeJS.ErrnoException;
  const cause = CAUSES.find(({ codes }) => code !== undefined && codes.includes(code));
  return cause ? operatorError(cause, culprit ?? path, error) : error;
}

/** Reads the reason out of what initdb, pg_ctl or the server wrote; `what` says which step failed. */
export function explainOutput(output: string, what: string, path: string, hint: string): OperatorError {
  const cause = CAUSES.find(({ text }) => text.test(output));
  if (cause) return operatorError(cause, path);
  return new OperatorError('DATABASE_FAILED', `${what}: ${decisiveLine(output)}.`, hint);
}

/** The line that says why: the last fatal one, else the last one. */
export function decisiveLine(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const line = lines.findLast((text) => /FATAL|PANIC|error:/.test(text)) ?? lines.at(-1) ?? 'it said nothing';
  return line.replace(/\.$/, '');
}

function operatorError(cause: Cause, path: string, error?: unknown): OperatorError {
  return new OperatorError(cause.code, `${cause.what} ${path}.`, cause.hint, { cause: error });
}
