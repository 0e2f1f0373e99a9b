/** Whether a text is a day of the calendar, as `2022-01-01`. PostgreSQL has no year 0. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text.startsWith('0000')) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

/** A midnight in UTC that has its day as text. Rows share it, so it must not be changed. */
export class SharedDay extends Date {
  readonly text: string;

  constructor(text: string) {
    super(`${text}T00:00:00Z`);
    this.text = text;
  }
}

/** The day of a midnight in UTC, as `2022-01-01`. */
export function dayOf(midnight: Date): string {
  return midnight instanceof SharedDay ? midnight.text : midnight.toISOString().slice(0, 10);
}
