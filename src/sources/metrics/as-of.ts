import { lastDayOf } from '#metrics';
import { RefusedFileError } from '#platform/errors.ts';

/** The day whose state a file shows: the end of its latest period, but never a day to come. */
export function dayOf(latestPeriod: number | null, today: string): string {
  if (latestPeriod === null) {
    throw new RefusedFileError(
      'EMPTY',
      'No row of the file has a period.',
      'Is it the right file, with the right mapping?',
    );
  }
  const day = lastDayOf(latestPeriod);
  return day < today ? day : today;
}
