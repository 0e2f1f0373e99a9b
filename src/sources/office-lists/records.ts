/** A list of offices as records of headed cells, whatever it was written with. */
import { RefusedFileError } from '#platform/errors.ts';

export interface ListRecord {
  /** Its line in a csv, its number among the records of a JSON or XML file. */
  readonly row: number;
  /** Cells by the heading of the file; columns without a heading are left out. */
  readonly cells: ReadonlyMap<string, string>;
  /** Why the row cannot be taken, whatever is in it. */
  readonly fault: string | null;
}

export interface ListTable {
  /** Such as `csv ; windows-1250`. */
  readonly format: string;
  readonly headings: readonly string[];
  readonly records: readonly ListRecord[];
}

/** Tells by its headings whether a row is the header of the list, or an object one of its records. */
export type IsHeader = (headings: readonly string[]) => boolean;

export interface ListShape {
  /** What the list is called in messages: `contact base of local-government offices`. */
  readonly name: string;
  readonly isHeader: IsHeader;
  /** Named when a file is not the list. */
  readonly wanted: string;
}

/** Several times the largest list of offices. */
export const maximalRecords = 100_000;

export function otherFile({ name, wanted }: ListShape): RefusedFileError {
  return new RefusedFileError('UNKNOWN_FORMAT', `The file is not the ${name}.`, wanted);
}

/** A record as the cells that have a heading; of equal headings the first that says something. */
export function recordOf(row: number, headings: readonly string[], cells: readonly string[]): ListRecord {
  const named = new Map<string, string>();
  headings.forEach((heading, index) => {
    if (heading.trim() !== '' && !named.get(heading)) named.set(heading, cells[index] ?? '');
  });
  return { row, cells: named, fault: null };
}

/** A record as text, for people to find it in the file. */
export function recordText({ cells }: ListRecord): string {
  const text = [...cells.values()].join(';').replaceAll(/\s+/g, ' ');
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}
