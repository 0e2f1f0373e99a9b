/** A disk that has no room left, in one way for whatever writes files. */
import { OperatorError } from './errors.ts';

const storageFull = 'STORAGE_FULL';
const codes: readonly unknown[] = ['ENOSPC', 'EDQUOT'];

/** As the operating system reports it to Node, not as PostgreSQL reports it of its own disk. */
export function isOutOfSpace(error: unknown): boolean {
  return typeof error === 'object' && error !== null && codes.includes((error as NodeJS.ErrnoException).code);
}

export const isStorageFull = (error: unknown): error is OperatorError =>
  error instanceof OperatorError && error.code === storageFull;

/** Any other error passes unchanged. */
export function explainFullDisk(error: unknown, folder: string, hint = ''): unknown {
  if (!isOutOfSpace(error)) return error;
  const advice = `Free some space there.${hint === '' ? '' : ` ${hint}`}`;
  return new OperatorError(storageFull, `No space is left for files in ${folder}.`, advice, { cause: error });
}
