/** Which way a value went over a span, and whether that is good. */
import type { Polarity } from '../model.ts';

export const directions = ['IMPROVING', 'WORSENING', 'STABLE', 'RISING', 'FALLING'] as const;
export type Direction = (typeof directions)[number];

export interface Travel {
  readonly since: number;
  readonly before: number;
  readonly change: number;
  /** In per cent of the earlier value; null where that is 0. */
  readonly changePercent: number | null;
  readonly direction: Direction;
  /** Whether the two values are of different publications. */
  readonly isBreak: boolean;
}

export function travelOf(
  polarity: Polarity,
  since: number,
  before: number | null,
  now: number | null,
  isBreak: boolean,
): Travel | null {
  if (before === null || now === null) return null;
  const change = now - before;
  const changePercent = before === 0 ? null : (change / Math.abs(before)) * 100;
  return { since, before, change, changePercent, direction: directionOf(polarity, change), isBreak };
}

function directionOf(polarity: Polarity, change: number): Direction {
  if (change === 0) return 'STABLE';
  if (polarity === 'NEUTRAL') return change > 0 ? 'RISING' : 'FALLING';
  return change > 0 === (polarity === 'HIGHER_IS_BETTER') ? 'IMPROVING' : 'WORSENING';
}
