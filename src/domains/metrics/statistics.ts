/** Where a value stands among others. The numbers are those of PostgreSQL's functions of the same names. */
import type { Polarity } from './model.ts';

/** percentile_cont: linear between the two nearest of the ascending values; null of none. */
export function percentileCont(ascending: readonly number[], fraction: number): number | null {
  if (ascending.length === 0) return null;
  const place = fraction * (ascending.length - 1);
  const low = ascending[Math.floor(place)] as number;
  const high = ascending[Math.ceil(place)] as number;
  return low + (high - low) * (place - Math.floor(place));
}

export interface Moments {
  readonly count: number;
  readonly mean: number | null;
  /** stddev_samp; null of fewer than two. */
  readonly deviation: number | null;
}

export function momentsOf(values: readonly number[]): Moments {
  const count = values.length;
  if (count === 0) return { count, mean: null, deviation: null };
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { count, mean, deviation: count < 2 ? null : Math.sqrt(squares / (count - 1)) };
}

/** Ascending or descending, so that the best comes first; of a neutral metric the largest. */
export function isAscendingBest(polarity: Polarity): boolean {
  return polarity === 'LOWER_IS_BETTER';
}

/** rank(): 1 + how many are better; ties share a rank. */
export function rankOf(value: number, ascending: readonly number[], polarity: Polarity): number {
  const below = countBelow(ascending, value);
  if (isAscendingBest(polarity)) return below + 1;
  return ascending.length - countUpTo(ascending, value) + 1;
}

/** percent_rank() × 100: of the others, the share in per cent that have a lower value; null when there is no other. */
export function percentileOf(value: number, ascending: readonly number[]): number | null {
  return ascending.length < 2 ? null : (100 * countBelow(ascending, value)) / (ascending.length - 1);
}

/** 1 for the lowest quarter of values to 4 for the highest; a value on a limit belongs to the lower one. */
export function quartileOf(value: number, ascending: readonly number[]): 1 | 2 | 3 | 4 | null {
  if (ascending.length < 2) return null;
  const limits = [0.25, 0.5, 0.75].map((fraction) => percentileCont(ascending, fraction) as number);
  return (limits.filter((limit) => value > limit).length + 1) as 1 | 2 | 3 | 4;
}

export interface Bin {
  readonly from: number;
  /** The last bin holds its upper limit, too. */
  readonly to: number;
  readonly count: number;
}

/** Bins of one width from the minimum to the maximum value; one bin when all are equal. */
export function binsOf(ascending: readonly number[], wanted: number): Bin[] {
  const [minimum, maximum] = [ascending[0], ascending.at(-1)];
  if (minimum === undefined || maximum === undefined) return [];
  if (minimum === maximum) return [{ from: minimum, to: maximum, count: ascending.length }];
  const width = (maximum - minimum) / wanted;
  const counts = new Array<number>(wanted).fill(0);
  for (const value of ascending) {
    const index = Math.min(wanted - 1, Math.floor((value - minimum) / width));
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.map((count, index) => ({
    from: minimum + width * index,
    to: index === wanted - 1 ? maximum : minimum + width * (index + 1),
    count,
  }));
}

function countBelow(ascending: readonly number[], value: number): number {
  return firstIndex(ascending, (other) => other >= value);
}

function countUpTo(ascending: readonly number[], value: number): number {
  return firstIndex(ascending, (other) => other > value);
}

function firstIndex(ascending: readonly number[], isPast: (value: number) => boolean): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isPast(ascending[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Classes of about as many values each, from the lowest to the highest, with rounded limits between them. Fewer than
 * wanted where values are equal. A value on a limit belongs to the upper class.
 */
export function classesOf(ascending: readonly number[], wanted: number): Bin[] {
  const [minimum, maximum] = [ascending[0], ascending.at(-1)];
  if (minimum === undefined || maximum === undefined) return [];
  const limits = [minimum];
  for (let index = 1; index < wanted; index += 1) {
    const limit = roundedAmong(ascending, Math.floor((ascending.length * index) / wanted));
    if (limit > (limits.at(-1) ?? limit) && limit <= maximum) limits.push(limit);
  }
  return limits.map((from, index) => {
    const to = limits[index + 1] ?? maximum;
    const end = index === limits.length - 1 ? ascending.length : countBelow(ascending, to);
    return { from, to, count: end - countBelow(ascending, from) };
  });
}

/** The shortest number between a value and the one before it: it parts the same values, and reads more easily. */
function roundedAmong(ascending: readonly number[], index: number): number {
  const [below, value] = [ascending[index - 1] ?? Number.NEGATIVE_INFINITY, ascending[index] as number];
  for (let digits = 1; digits <= 15; digits += 1) {
    const rounded = Number(value.toPrecision(digits));
    if (rounded > below && rounded <= value) return rounded;
  }
  return value;
}
