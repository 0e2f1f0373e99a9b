/** What a practice or project meant to move, and what became of it. */

import { parsePeriod } from '../period.ts';
import type { Series, SeriesPoint } from '../read/series.ts';
import type { Metric } from '../reference-data.ts';
import { type Travel, travelOf } from './travel.ts';

export interface Goal {
  readonly period: number;
  /** As the practice or project states it; null where it only says when. */
  readonly value: number | null;
}

export interface Outcome {
  readonly titlePl: string;
  readonly titleEn: string | null;
  readonly metric: Metric;
  /** As observations are kept by. */
  readonly subject: string;
  readonly baseline: Goal | null;
  readonly target: Goal | null;
  /** Null where the hub has no value of it. */
  readonly series: Series | null;
}

export function goalOf(period: string | null, value: number | null): Goal | null {
  const parsed = period === null ? null : parsePeriod(period);
  return parsed === null ? null : { period: parsed, value };
}

export function beforeOf({ baseline, series }: Outcome): SeriesPoint | null {
  if (baseline === null) return null;
  return series?.points.find(({ period }) => period === baseline.period) ?? null;
}

/** At the period of the target, or else the newest after the baseline. */
export function afterOf({ baseline, target, series }: Outcome): SeriesPoint | null {
  const known = (series?.points ?? []).filter(({ value }) => value !== null);
  const atTarget = known.find(({ period }) => period === target?.period);
  return atTarget ?? known.findLast(({ period }) => baseline === null || period > baseline.period) ?? null;
}

/** From what was observed at the baseline, or else from what was stated of it. */
function valueBefore(outcome: Outcome): number | null {
  return beforeOf(outcome)?.value ?? outcome.baseline?.value ?? null;
}

export function changeOf(outcome: Outcome): Travel | null {
  const { metric, baseline } = outcome;
  if (baseline === null) return null;
  const [before, after] = [beforeOf(outcome), afterOf(outcome)];
  const isBreak = before !== null && after !== null && before.facet !== after.facet;
  return travelOf(metric.polarity, baseline.period, valueBefore(outcome), after?.value ?? null, isBreak);
}

/** Which way the value was to go: 1 up, -1 down; null where it is not known. */
function wantedWay(outcome: Outcome, target: number): 1 | -1 | null {
  const before = outcome.baseline?.value ?? valueBefore(outcome);
  if (before !== null && before !== target) return target > before ? 1 : -1;
  const { polarity } = outcome.metric;
  return polarity === 'NEUTRAL' ? null : polarity === 'HIGHER_IS_BETTER' ? 1 : -1;
}

export function isTargetReached(outcome: Outcome): boolean | null {
  const target = outcome.target?.value ?? null;
  const after = afterOf(outcome)?.value ?? null;
  if (target === null || after === null) return null;
  const way = wantedWay(outcome, target);
  return way === null ? null : (after - target) * way >= 0;
}

/** In per cent of the way from the baseline to the target. */
export function progressOf(outcome: Outcome): number | null {
  const before = valueBefore(outcome);
  const after = afterOf(outcome)?.value ?? null;
  const target = outcome.target?.value ?? null;
  if (before === null || after === null || target === null || target === before) return null;
  return (100 * (after - before)) / (target - before);
}
