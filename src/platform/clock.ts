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

const warsawTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Warsaw',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

const daySeconds = 86_400;

/**
 * How long the day in Poland still lasts. Until the clock is changed, at 2 or 3 in the morning, this is wrong by an hour,
 * which only someone who plans for more than 20 hours would notice.
 */
export function secondsToMidnightInPoland(moment: Date): number {
  return daySeconds - secondsSinceMidnight(moment);
}

export function startOfDayInPoland(moment: Date): Date {
  const guess = new Date((Math.floor(moment.getTime() / 1_000) - secondsSinceMidnight(moment)) * 1_000);
  // Not midnight where the clock was changed since: then an hour before or after.
  const off = secondsSinceMidnight(guess);
  return new Date(guess.getTime() + (off > daySeconds / 2 ? daySeconds - off : -off) * 1_000);
}

function secondsSinceMidnight(moment: Date): number {
  const [hours = 0, minutes = 0, seconds = 0] = warsawTime.format(moment).split(':').map(Number);
  return hours * 3_600 + minutes * 60 + seconds;
}
