/** A list of projects that is to be merged with what is known. */
import type { RejectedRow } from '#platform/releases/model.ts';
import type { ListedProject, OriginalCell, ProjectList } from '../model.ts';
import type { SweepOptions } from '../redactions/sweep-options.ts';

export interface NewList {
  readonly list: ProjectList;
  /** The day whose state the list shows. */
  readonly asOf: string;
  readonly today: string;
  readonly projects: AsyncIterable<readonly ListedProject[]>;
  /** The headings of each sheet, complete once all rows are read. */
  readonly sheets: ReadonlyMap<string, readonly OriginalCell[]>;
  /** Rows that could not be read, complete once all are. */
  readonly rejected: readonly RejectedRow[];
  readonly personalColumns: SweepOptions['personalColumns'];
  /** Called when all rows are read and the comparison begins. */
  readonly onRead?: () => void;
}
