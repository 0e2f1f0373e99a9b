/** What a sweep has to know of the lists whose rows it rewrites. */
import type { OriginalCell } from '../model.ts';

/** Which columns of a list hold the name of the beneficiary, and which the number and the address. */
export interface PersonalColumns {
  readonly name: number | null;
  readonly others: readonly number[];
}

export interface SweepOptions {
  readonly sourceId: string;
  readonly release: number;
  readonly personalColumns: (headings: readonly OriginalCell[]) => PersonalColumns;
  /** Only these projects, where only they can hold what is to be removed. */
  readonly among?: readonly string[];
}
