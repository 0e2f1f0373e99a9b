import { RefusedFileError } from '#platform/errors.ts';
import type { Column } from './columns.ts';

/** One record of the file before it is judged. Cells hold the text as it stands; an absent column is undefined. */
export interface RawRecord {
  /** Line in a csv, ordinal of the record in XML and JSON; both from 1. */
  readonly row: number;
  readonly cells: Partial<Record<Column, string>>;
  /** The text of the record, or a value that JSON prints. */
  readonly original: unknown;
  /** Why the record could not be taken apart; its cells are then empty. */
  readonly fault: string | null;
  /** The record lacks columns that the others have. */
  readonly short: boolean;
}

export interface RegisterTable {
  readonly format: string;
  readonly records: readonly RawRecord[];
  /** A date that the file states for all its rows: the XML catalogue's, or `Stan na` in a preamble. */
  readonly statedDate: string | null;
}

/** Bounds the memory that a file can ask for; the register has 4,400 rows. */
export const MAX_RECORDS = 500_000;

export const tooManyRecords = () =>
  new RefusedFileError(
    'TOO_LARGE',
    `The file holds more than ${MAX_RECORDS} records.`,
    'A TERC register has about 4,400: load that file.',
  );
