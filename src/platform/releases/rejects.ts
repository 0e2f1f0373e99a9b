/** A file of which hardly anything can be taken is another file than it is taken for; its few other rows are no release. */
import { RefusedFileError } from '../errors.ts';
import type { ImportCounts, RejectedRow } from './model.ts';

/** Sources that know their files better refuse them earlier: a register from 1 %, boundaries from 20 % on. */
const maxRejected = 0.9;
/** Of two rows one may be at fault without the file being the wrong one. */
const minRecords = 3;
const shownRejects = 3;

interface Refusing {
  readonly isWhole?: boolean | undefined;
  readonly isSelected?: boolean | undefined;
}

export function refuseRejects(
  counts: ImportCounts,
  rejectedRows: readonly RejectedRow[],
  { isWhole, isSelected }: Refusing,
): void {
  if (isWhole === true) refuseAnyReject(rejectedRows);
  if (isSelected !== true) refuseManyRejects(counts, rejectedRows);
}

/** Nothing is published of what has a row that cannot be taken. */
function refuseAnyReject(rejectedRows: readonly RejectedRow[]): void {
  if (rejectedRows.length === 0) return;
  const message = `${rejectedRows.length} of the rows cannot be taken: ${shownOf(rejectedRows)}`;
  throw new RefusedFileError('TOO_MANY_REJECTS', message, 'Nothing was written.');
}

function refuseManyRejects({ records, rejected }: ImportCounts, rejectedRows: readonly RejectedRow[]): void {
  const isAll = records > 0 && rejected >= records;
  if (!isAll && (records < minRecords || rejected <= records * maxRejected)) return;
  throw new RefusedFileError(
    'TOO_MANY_REJECTS',
    `${isAll ? allOf(records) : `${rejected} of ${records} rows cannot be taken, more than 90 %`}: ${shownOf(rejectedRows)}`,
    'Nothing was written. Is it the right file, and are the lists that it refers to loaded?',
  );
}

function shownOf(rejectedRows: readonly RejectedRow[]): string {
  const shown = rejectedRows.slice(0, shownRejects).map(({ row, column, reason }) => {
    const place = column === null ? `row ${row}` : `row ${row}, ${column}`;
    return `${place}: ${reason}`;
  });
  return shown.join(' ');
}

function allOf(records: number): string {
  return records === 1 ? 'The only row cannot be taken' : `None of the ${records} rows can be taken`;
}
