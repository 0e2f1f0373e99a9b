/** The days that are shown: each of the last ninety since the hub first ran, those in which it was away, too. */
import { dayInPoland, startOfDayInPoland } from '#platform/clock.ts';
import { type ServiceDay, shownDays } from './service-levels.ts';

export interface ShownDay extends ServiceDay {
  /** In which it could have served until now. */
  readonly possibleMinutes: number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Both newest first; the last of the counted days is the one in which the hub first ran. */
export function fullDays(counted: readonly ServiceDay[], now: Date): ShownDay[] {
  const first = counted.at(-1)?.day;
  if (first === undefined) return [];
  const byDay = new Map(counted.map((day) => [day.day, day]));
  const today = dayInPoland(now);
  return Array.from({ length: shownDays }, (_, age) => before(today, age))
    .filter((day) => day >= first)
    .map((day) => {
      const found = byDay.get(day) ?? { day, requests: 0, failed: 0, slow: 0, minutes: 0 };
      // When on its first day it was started is not known.
      const possibleMinutes = day === first ? found.minutes : day === today ? minutesUntil(now) : minutesOf(day);
      return { ...found, minutes: Math.min(found.minutes, possibleMinutes), possibleMinutes };
    });
}

function before(day: string, days: number): string {
  return new Date(Date.parse(day) - days * dayMs).toISOString().slice(0, 10);
}

/** The one that has begun counts. */
function minutesUntil(now: Date): number {
  return Math.floor((now.getTime() - startOfDayInPoland(now).getTime()) / minuteMs) + 1;
}

/** An hour less or more where the clock is changed. */
function minutesOf(day: string): number {
  const noon = Date.parse(`${day}T12:00:00Z`);
  const [start, end] = [noon, noon + dayMs].map((moment) => startOfDayInPoland(new Date(moment)).getTime());
  return ((end ?? 0) - (start ?? 0)) / minuteMs;
}
