/** Reviews of submissions: who scores what, and what their scores come to. */
import { type Review as ReviewBase, stateOfReview } from '#reviews';

export interface Criterion {
  readonly key: string;
  readonly labelPl: string;
  readonly labelEn: string;
  readonly weight: number;
}

export interface Score {
  readonly score: number;
  readonly reason: string;
}

/** By the key of the criterion. */
export type Scores = Readonly<Record<string, Score>>;

/** As a row has them. */
export function criteriaOf(criteria: unknown): Criterion[] {
  return criteria as Criterion[];
}

/** As a row has them. */
export function scoresOf(scores: unknown): Scores {
  return scores as Scores;
}

export interface Review extends ReviewBase {
  readonly callSlug: string;
  readonly sequence: number;
  readonly scores: Scores;
  readonly comment: string | null;
  readonly version: number;
}

export const scoreRange = { min: 1, max: 5 } as const;

/** The criteria of OECD OPSI's call for government innovations, as a template. */
export const templateCriteria: readonly Criterion[] = [
  { key: 'clear', labelPl: 'Napisane prostym językiem', labelEn: 'Written in plain language', weight: 1 },
  { key: 'complete', labelPl: 'Kompletne', labelEn: 'Complete', weight: 1 },
  { key: 'implemented', labelPl: 'Wdrożone', labelEn: 'Implemented', weight: 2 },
  { key: 'novel', labelPl: 'Nowatorskie', labelEn: 'Novel', weight: 2 },
  { key: 'impact', labelPl: 'Skutki dla mieszkańców', labelEn: 'Public impact', weight: 3 },
];

/** Criteria that are not scored, or without a reason. */
export function missingScores(criteria: readonly Criterion[], scores: Scores): string[] {
  return criteria.filter(({ key }) => !isScore(scores[key])).map(({ key }) => key);
}

function isScore(score: Score | undefined): boolean {
  if (score === undefined || score.reason.trim() === '') return false;
  return Number.isInteger(score.score) && score.score >= scoreRange.min && score.score <= scoreRange.max;
}

/** The mean of the scores by the weights of the criteria; null while some are missing. */
export function weightedMean(criteria: readonly Criterion[], scores: Scores): number | null {
  const weights = criteria.reduce((sum, { weight }) => sum + weight, 0);
  if (weights === 0 || missingScores(criteria, scores).length > 0) return null;
  const total = criteria.reduce((sum, { key, weight }) => sum + weight * (scores[key]?.score ?? 0), 0);
  return Math.round((total / weights) * 100) / 100;
}

export interface Assessed {
  /** The mean of the completed reviews; null before the first. */
  readonly mean: number | null;
  /** Between the highest and the lowest mean of a review. */
  readonly spread: number | null;
  /** Criteria that two reviewers see very differently. */
  readonly disputed: readonly string[];
  readonly isDisputed: boolean;
}

/** Of five points: from here on reviewers disagree. */
const disagreement = { mean: 1.5, criterion: 3 } as const;

export function assessed(
  criteria: readonly Criterion[],
  reviews: readonly (ReviewBase & Pick<Review, 'scores'>)[],
): Assessed {
  const completed = reviews.filter((review) => stateOfReview(review) === 'COMPLETED');
  const means = completed.flatMap(({ scores }) => weightedMean(criteria, scores) ?? []);
  if (means.length === 0) return { mean: null, spread: null, disputed: [], isDisputed: false };
  const round = (value: number): number => Math.round(value * 100) / 100;
  const mean = round(means.reduce((sum, value) => sum + value, 0) / means.length);
  const spread = round(Math.max(...means) - Math.min(...means));
  const disputed = criteria
    .filter(({ key }) => {
      const given = completed.flatMap(({ scores }) => scores[key]?.score ?? []);
      return Math.max(...given) - Math.min(...given) >= disagreement.criterion;
    })
    .map(({ key }) => key);
  return { mean, spread, disputed, isDisputed: disputed.length > 0 || spread >= disagreement.mean };
}
