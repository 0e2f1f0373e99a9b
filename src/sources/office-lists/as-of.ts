import type { ImportJob } from '../import.ts';

/** The day that the operator says, else the one in the name of the file, else today: such lists do not say it. */
export function asOfOfList({ asOf, file, today }: Pick<ImportJob, 'asOf' | 'file' | 'today'>): string {
  return asOf ?? dayIn(file.name) ?? today;
}

function dayIn(name: string): string | null {
  const iso = /(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)/.exec(name);
  const polish = /(?<!\d)(\d\d)[-_.](\d\d)[-_.](20\d\d)(?!\d)/.exec(name);
  const [year, month, day] = iso ? iso.slice(1) : (polish?.slice(1).toReversed() ?? []);
  const text = `${year}-${month}-${day}`;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text) ? text : null;
}
