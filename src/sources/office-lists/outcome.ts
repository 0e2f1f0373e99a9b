import type { OfficesOutcome } from '#offices';
import type { Problem } from '#platform/problems/model.ts';
import type { RejectedRow } from '#platform/releases/model.ts';
import type { ChangeOutcome } from '#platform/releases/publish.ts';
import type { DifferenceGroup } from '../import.ts';
import { describeOffices } from './differences.ts';

/** What was read of a list, beside the offices themselves. */
interface TakenRows {
  readonly records: number;
  readonly duplicates: number;
  readonly rejectedRows: readonly RejectedRow[];
  readonly problems: readonly Problem[];
}

export interface OfficeListResult {
  readonly rejectedRows: readonly RejectedRow[];
  readonly problems: readonly Problem[];
  readonly differences: readonly DifferenceGroup[];
}

/** What a list of offices makes of a release, whichever list it is. */
export function outcomeOfList(
  outcome: OfficesOutcome,
  { records, duplicates, rejectedRows, problems }: TakenRows,
): ChangeOutcome<OfficeListResult> {
  return {
    counts: {
      records,
      created: outcome.created,
      changed: outcome.changedEntries,
      unchanged: outcome.unchanged,
      closed: outcome.closedOffices.length,
      duplicates,
      rejected: rejectedRows.length,
    },
    rejectedRows,
    problems,
    changed: outcome.changed,
    stored: outcome.stored,
    result: { rejectedRows, problems, differences: describeOffices(outcome) },
  };
}
