/** A metric of a region from that of the units in it, by the metric's own rule of adding up. */
import type { UnitState } from '#registry';
import type { MetricSlice } from '../read/slice.ts';

export interface Aggregate {
  /** Null where the metric does not add up, or no unit has a value. */
  readonly value: number | null;
  readonly units: number;
  /** How many of the units went into the value. */
  readonly covered: number;
}

export function aggregateOf(slice: MetricSlice, weights: MetricSlice | null, states: readonly UnitState[]): Aggregate {
  const { aggregation } = slice.metric;
  const units = states.length;
  let sum = 0;
  let weightSum = 0;
  let covered = 0;
  for (const { unit } of states) {
    const value = slice.values.get(unit.id)?.value ?? null;
    const weight = aggregation === 'WEIGHTED_MEAN' ? (weights?.values.get(unit.id)?.value ?? null) : 1;
    if (value === null || weight === null) continue;
    covered += 1;
    sum += value * weight;
    weightSum += weight;
  }
  if (covered === 0 || aggregation === 'NONE') return { value: null, units, covered };
  if (aggregation === 'SUM') return { value: sum, units, covered };
  return { value: weightSum === 0 ? null : sum / weightSum, units, covered };
}
