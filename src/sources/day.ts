/** The day whose state a list shows: stated by the operator, else by the file. No list is taken for one of today. */
import { type DayClues, statedDay } from '#formats/stated-day.ts';
import { BadArgumentError, RefusedFileError } from '#platform/errors.ts';
import type { ImportJob } from './import.ts';

type Clues = Omit<DayClues, 'fileName'>;

/** What the operator states goes before what the file says. */
export function dayOfList(
  { asOf, file, today }: Pick<ImportJob, 'asOf' | 'file' | 'today'>,
  clues: Clues = {},
): string {
  const day = asOf ?? statedDay({ ...clues, fileName: file.name });
  if (day === null) return noDay();
  if (day <= today) return day;
  throw new BadArgumentError(
    `The list is said to show the state of ${day}, which is to come.`,
    'State its day with --as-of.',
  );
}

export function noDay(): never {
  throw new RefusedFileError(
    'NO_AS_OF_DATE',
    'Neither the name of the file, its title nor its properties say which day it shows.',
    'State the day with --as-of 2024-01-31: taken for a list of today it would replace newer data.',
  );
}
