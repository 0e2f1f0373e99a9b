/** What the days come to, beside what they are meant to come to. */
import { dayInPoland, startOfDayInPoland } from '#platform/clock.ts';
import { objectives, type ServiceDay } from './service-levels.ts';

export interface MeasuredLevel {
  readonly name: 'answered' | 'fast' | 'serving';
  readonly objective: number;
  /** Null: nothing was measured yet. */
  readonly measured: number | null;
  readonly isMet: boolean | null;
}

export function measuredLevels(days: readonly ServiceDay[], now: Date): MeasuredLevel[] {
  const sum = (read: (day: ServiceDay) => number): number => days.reduce((total, day) => total + read(day), 0);
  const requests = sum((day) => day.requests);
  const share = (count: number): number | null => (requests === 0 ? null : 1 - count / requests);
  return [
    level('answered', share(sum((day) => day.failed))),
    level('fast', share(sum((day) => day.slow))),
    level('serving', servingShare(days, now)),
  ];
}

function level(name: MeasuredLevel['name'], measured: number | null): MeasuredLevel {
  const objective = objectives[name];
  return { name, objective, measured, isMet: measured === null ? null : measured >= objective };
}

const minuteMs = 60_000;
const minutesOfDay = 1_440;

/**
 * Of the minutes since the first day that was measured. That day began when the hub first ran, which is not known: it
 * counts with the minutes it has.
 */
function servingShare(days: readonly ServiceDay[], now: Date): number | null {
  const first = days.at(-1);
  if (first === undefined) return null;
  const today = dayInPoland(now);
  const ofToday = Math.floor((now.getTime() - startOfDayInPoland(now).getTime()) / minuteMs) + 1;
  const daysSince = Math.round((Date.parse(today) - Date.parse(first.day)) / (minutesOfDay * minuteMs));
  const possible = daysSince === 0 ? first.minutes : first.minutes + (daysSince - 1) * minutesOfDay + ofToday;
  const possibleOn = (day: string): number => (day === today ? ofToday : minutesOfDay);
  const served = days.reduce((total, { day, minutes }) => total + Math.min(minutes, possibleOn(day)), 0);
  return possible === 0 ? null : Math.min(1, served / possible);
}
