/** The arithmetic of derived metrics. What cannot be computed is missing, never zero. */
import type { Flag } from '../flags.ts';

export function ratioOf(numerator: number, denominator: number, per: number): number | null {
  return denominator === 0 ? null : (numerator / denominator) * per;
}

export function changeOf(now: number, before: number, unit: 'PERCENT' | 'ABSOLUTE'): number | null {
  if (unit === 'ABSOLUTE') return now - before;
  return before === 0 ? null : ((now - before) / Math.abs(before)) * 100;
}

/** A derived value is as doubtful as the more doubtful of the two it comes from. */
export function flagOfBoth(value: number | null, first: Flag, second: Flag): Flag {
  if (value === null) return 'MISSING';
  return first === 'NORMAL' ? second : first;
}

export function unbroken(flag: Flag): Flag {
  return flag === 'BREAK' ? 'NORMAL' : flag;
}

/** A remark that says more stays. */
export function broken(flag: Flag): Flag {
  return flag === 'NORMAL' ? 'BREAK' : flag;
}
