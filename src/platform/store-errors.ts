/** Files beside the database that cannot be read or written, in a folder or in a bucket: no fault of the database. */
import { explainFullDisk } from './disk-space.ts';
import { HubError, OperatorError } from './errors.ts';

export class StoreError extends OperatorError {}

const reasons: Readonly<Record<string, readonly [reason: string, hint: string]>> = {
  EACCES: ['the hub may not do that', 'Let the user that runs the hub read and write there.'],
  EPERM: ['the hub may not do that', 'Let the user that runs the hub read and write there.'],
  EROFS: ['the disk only allows reading', 'Mount it for writing, or set another folder.'],
  ENOENT: ['something of it is missing', 'Set the folder that the hub has used so far.'],
  ENOTDIR: ['a part of the path is a file', 'Set another folder, or remove that file.'],
  EIO: ['the disk reports an error', 'Look into the log of the system, and replace the disk.'],
};

/** What the operating system reports of a file; any other error passes unchanged. */
export function explainFileFailure(error: unknown, folder: string, hint?: string): unknown {
  const explained = explainFullDisk(error, folder, hint);
  if (explained !== error || error instanceof HubError) return explained;
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  if (typeof code !== 'string' || syscall === undefined) return error;
  const [reason, advice] = reasons[code] ?? ['the operating system refuses it', 'Look at the folder and its disk.'];
  const message = `Files in ${folder} cannot be used: ${reason} (${syscall}: ${code}).`;
  return new StoreError('FILES_UNUSABLE', message, [advice, hint ?? ''].join(' ').trim(), { cause: error });
}
