/** What a source states in one row: a value, or why there is none. */
import type { StatedValue } from '../model.ts';

/** A row of a source, with its text for the list of what could not be taken. */
export interface SourceRow {
  readonly number: number;
  readonly text: string;
}

export type Statement =
  | { readonly kind: 'value'; readonly value: StatedValue; readonly source: SourceRow }
  | { readonly kind: 'reject'; readonly column: string | null; readonly reason: string; readonly source: SourceRow };
