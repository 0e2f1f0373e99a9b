/** A release is one published state of the hub; a source is the official file that it came from. */

import type { Problem } from '../problems/model.ts';

export interface SourceDescription {
  /** Which importer read it: `teryt`, `boundaries`, `starter` … */
  readonly kind: string;
  readonly name: string;
  readonly publisher: string;
  readonly url: string;
  readonly fileName: string;
  readonly sha256: string;
  /** The day whose state the source states, ISO. */
  readonly asOf: string;
  readonly licence: string;
}

export interface Source extends SourceDescription {
  readonly id: string;
}

/** The same file read for the same day is the same source, whenever and wherever it was loaded. */
export function sourceIdOf(source: SourceDescription): string {
  return `${source.kind}-${source.asOf}-${source.sha256.slice(0, 16)}`;
}

/** A row that was not taken: a problem of the kind ROW_REJECTED, unless it says a more precise one. */
export type RejectedRow = Omit<Problem, 'kind'> & Partial<Pick<Problem, 'kind'>>;

/** records = created + changed + unchanged + duplicates + rejected; closed counts what ended, on top. */
export interface ImportCounts {
  readonly records: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly closed: number;
  readonly duplicates: number;
  readonly rejected: number;
}
