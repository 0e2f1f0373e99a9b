/** The score of a catalogue: the points of each indicator, in the share of the datasets for which it holds. */
import { Parser, Store } from 'n3';
import { type Checks, datasetsOf, type Indicator, indicators } from './indicators.ts';

export interface IndicatorScore extends Pick<Indicator, 'dimension' | 'name' | 'points'> {
  readonly scored: number;
  /** Addresses of the datasets for which it does not hold. */
  readonly missing: readonly string[];
}

export interface Score {
  readonly scored: number;
  readonly points: number;
  readonly indicators: readonly IndicatorScore[];
}

export const parseTurtle = (text: string): Store => new Store(new Parser().parse(text));

export async function scoreOf(store: Store, checks: Checks): Promise<Score> {
  const datasets = datasetsOf(store);
  const scores: IndicatorScore[] = [];
  for (const { dimension, name, points, holds } of indicators) {
    const referenceData = await Promise.all(datasets.map(async (dataset) => holds(dataset, checks)));
    const missing = datasets.filter((_, index) => referenceData[index] !== true).map(({ subject }) => subject.value);
    const share = datasets.length === 0 ? 0 : 1 - missing.length / datasets.length;
    scores.push({ dimension, name, points, scored: Math.round(points * share), missing });
  }
  const sum = (of: (score: IndicatorScore) => number): number => scores.reduce((total, score) => total + of(score), 0);
  return { scored: sum(({ scored }) => scored), points: sum(({ points }) => points), indicators: scores };
}
