/** Scores of many offices side by side, validated and unvalidated apart: CAF warns of comparing unvalidated scores. */
import { percentileCont } from '../statistics.ts';
import type { ScoredAssessment } from './scores.ts';

export interface ScoreSpread {
  readonly criterion: string;
  readonly externallyValidated: boolean;
  readonly count: number;
  readonly lowerQuartile: number | null;
  readonly median: number | null;
  readonly upperQuartile: number | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
}

interface Scored {
  readonly criterion: string;
  readonly score: number;
}

/** The score that was given, or of a criterion without one the mean of its subcriteria. */
export function scoreOf(scores: readonly Scored[], criterion: string): number | null {
  const own = scores.find((score) => score.criterion === criterion);
  if (own !== undefined) return own.score;
  const parts = scores.filter((score) => score.criterion.startsWith(`${criterion}.`));
  return parts.length === 0 ? null : parts.reduce((sum, { score }) => sum + score, 0) / parts.length;
}

/** An assessment of which nobody said that it was validated was not. */
export function spreads(assessments: readonly ScoredAssessment[], criteria: readonly string[]): ScoreSpread[] {
  return criteria.flatMap((criterion) =>
    [true, false].map((externallyValidated) => {
      const values = assessments
        .filter((assessment) => (assessment.externallyValidated === true) === externallyValidated)
        .flatMap((assessment) => scoreOf(assessment.scores, criterion) ?? [])
        .sort((a, b) => a - b);
      return {
        criterion,
        externallyValidated,
        count: values.length,
        lowerQuartile: percentileCont(values, 0.25),
        median: percentileCont(values, 0.5),
        upperQuartile: percentileCont(values, 0.75),
        minimum: values[0] ?? null,
        maximum: values.at(-1) ?? null,
      };
    }),
  );
}

const statistics = ['count', 'minimum', 'lowerQuartile', 'median', 'upperQuartile', 'maximum'] as const;

/** Criterion × validated or not × statistic, as a JSON-stat 2.0 dataset. */
export function spreadsAsJsonStat(label: string, all: readonly ScoreSpread[]): Record<string, unknown> {
  const criteria = [...new Set(all.map(({ criterion }) => criterion))];
  return {
    version: '2.0',
    class: 'dataset',
    label,
    id: ['criterion', 'validation', 'statistic'],
    size: [criteria.length, 2, statistics.length],
    role: { metric: ['statistic'] },
    dimension: {
      criterion: { label: 'Criterion', category: { index: criteria } },
      validation: { label: 'Validation', category: { index: ['validated', 'unvalidated'] } },
      statistic: { label: 'Statistic', category: { index: [...statistics] } },
    },
    // For each criterion the validated come first.
    value: all.flatMap((spread) => statistics.map((statistic) => spread[statistic])),
  };
}
