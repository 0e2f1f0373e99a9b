/**
 * Whether an edition lists every office, so that one it leaves out is gone. It says so itself nowhere: it is derived from the
 * units of the registry. A selection, such as one voivodeship, is taken without ending anything; a file cut off between
 * two rows is refused.
 */
import { RefusedFileError } from '#platform/errors.ts';
import type { JstRow } from './read.ts';

/** A unit in a voivodeship may have no row in a whole edition: a new gmina, or one by mistake. */
const plausibleGaps = { count: 2, share: 0.03 };

export interface Coverage {
  readonly known: number;
  readonly missing: number;
}

/** By the TERC of voivodeships: how many self-governing units the registry knows, and how many the file leaves out. */
export function isComplete(coverage: ReadonlyMap<string, Coverage>, rows: readonly JstRow[]): boolean {
  const isWhole = ({ known, missing }: Coverage): boolean =>
    missing <= Math.max(plausibleGaps.count, known * plausibleGaps.share);
  const whole = [...coverage].filter(([, counts]) => isWhole(counts) && counts.known > plausibleGaps.count);
  const last = coverage.get(rows.at(-1)?.code?.slice(0, 2) ?? '');
  if (whole.length > 0 && last !== undefined && !isWhole(last) && whole.length < coverage.size) {
    throw new RefusedFileError(
      'TRUNCATED',
      `The file ends in a voivodeship of which it lists ${last.known - last.missing} of ${last.known} offices, while it lists ${whole.length} voivodeships whole: it was cut off.`,
      'Download it again and load the whole file.',
    );
  }
  return coverage.size === 16 && whole.length === 16;
}
