/** What the days come to, beside what they are meant to come to. */
import type { ShownDay } from './days.ts';
import { objectives } from './service-levels.ts';

export interface MeasuredLevel {
  readonly name: 'answered' | 'fast' | 'serving';
  readonly objective: number;
  /** Null: nothing was measured yet. */
  readonly measured: number | null;
  readonly isMet: boolean | null;
}

export function measuredLevels(days: readonly ShownDay[]): MeasuredLevel[] {
  const sum = (read: (day: ShownDay) => number): number => days.reduce((total, day) => total + read(day), 0);
  const requests = sum((day) => day.requests);
  const share = (count: number): number | null => (requests === 0 ? null : 1 - count / requests);
  const possible = sum((day) => day.possibleMinutes);
  const served = sum((day) => day.minutes);
  return [
    level('answered', share(sum((day) => day.failed))),
    level('fast', share(sum((day) => day.slow))),
    level('serving', possible === 0 ? null : served / possible),
  ];
}

function level(name: MeasuredLevel['name'], measured: number | null): MeasuredLevel {
  const objective = objectives[name];
  return { name, objective, measured, isMet: measured === null ? null : measured >= objective };
}
