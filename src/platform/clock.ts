/** What day it is; tests set it. */
export type Clock = () => Date;

const warsawDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Warsaw',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** Every request needs the day, and computing it takes longer than most other work; within a second it is the same. */
let lastDay = { second: Number.NaN, day: '' };

/** The day in Poland, as `2022-01-01`: registers change at midnight there. */
export function dayInPoland(moment: Date): string {
  const second = Math.floor(moment.getTime() / 1_000);
  if (second !== lastDay.second) lastDay = { second, day: formatDay(moment) };
  return lastDay.day;
}

function formatDay(moment: Date): string {
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

let lastStart = { second: Number.NaN, start: new Date(0) };

export function startOfDayInPoland(moment: Date): Date {
  const second = Math.floor(moment.getTime() / 1_000);
  if (second !== lastStart.second) lastStart = { second, start: computeStart(moment) };
  return lastStart.start;
}

function computeStart(moment: Date): Date {
  const guess = new Date((Math.floor(moment.getTime() / 1_000) - secondsSinceMidnight(moment)) * 1_000);
  // Not midnight where the clock was changed since: then an hour before or after.
  const off = secondsSinceMidnight(guess);
  return new Date(guess.getTime() + (off > daySeconds / 2 ? daySeconds - off : -off) * 1_000);
}

let lastTime = { second: Number.NaN, sinceMidnight: 0 };

function secondsSinceMidnight(moment: Date): number {
  const second = Math.floor(moment.getTime() / 1_000);
  if (second === lastTime.second) return lastTime.sinceMidnight;
  const [hours = 0, minutes = 0, seconds = 0] = warsawTime.format(moment).split(':').map(Number);
  lastTime = { second, sinceMidnight: hours * 3_600 + minutes * 60 + seconds };
  return lastTime.sinceMidnight;
}

/** A time on the clocks of Poland, `2013-08-05T16:00`; null for a text that is none. */
export function momentInPoland(text: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return null;
  const asUtc = Date.parse(`${text}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  // Poland is one or two hours ahead; a time that clocks show twice is the first of the two.
  for (const hours of [2, 1]) {
    const moment = new Date(asUtc - hours * 3_600_000);
    if (clockInPoland(moment) === text) return moment;
  }
  return null;
}

/** What the clocks of Poland show, to the minute. */
export function clockInPoland(moment: Date): string {
  return `${dayInPoland(moment)}T${warsawTime.format(moment).slice(0, 5)}`;
}
