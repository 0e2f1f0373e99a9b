/** What day it is; tests set it. */
export type Clock = () => Date;

const warsawDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Warsaw',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day in Poland, as `2022-01-01`: registers change at midnight there. */
export function dayInPoland(moment: Date): string {
  const parts = new Map(warsawDay.formatToParts(moment).map(({ type, value }) => [type, value]));
  return [parts.get('year'), parts.get('month'), parts.get('day')].join('-');
}
