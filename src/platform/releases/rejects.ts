/** A file of which hardly anything can be taken is another file than it is taken for; its few other rows are no release. */
import { RefusedFileError } from '../errors.ts';
import type { ImportCounts, RejectedRow } from './model.ts';

/** Sources that know their files better refuse them earlier: a register from 1 %, boundaries from 20 % on. */
const maxRejected = 0.9;
/** Of one or two rows nobody can say that it is the wrong file. */
const minRecords = 3;
const shownRejects = 3;

export function refuseManyRejects({ records, rejected }: ImportCounts, rejectedRows: readonly RejectedRow[]): void {
  if (records < minRecords || rejected <= records * maxRejected) return;
  const shown = rejectedRows.slice(0, shownRejects).map(({ row, column, reason }) => {
    const place = column === null ? `row ${row}` : `row ${row}, ${column}`;
    return `${place}: ${reason}`;
  });
  throw new RefusedFileError(
    'TOO_MANY_REJECTS',
    `${rejected} of ${records} rows cannot be taken, more than 90 %: ${shown.join(' ')}`,
    'Nothing was written. Is it the right file, and are the lists that it refers to loaded?',
  );
}
