/** Reviews of submissions: who scores what, and what their scores come to. */

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

export interface Review {
  readonly callSlug: string;
  readonly sequence: number;
  readonly reviewerId: string;
  readonly assignedAt: Date;
  readonly declaredAt: Date | null;
  readonly conflictReason: string | null;
  readonly scores: Scores;
  readonly comment: string | null;
  readonly version: number;
  readonly completedAt: Date | null;
}

export type ReviewState = 'ASSIGNED' | 'CONFLICT' | 'STARTED' | 'COMPLETED';

export function stateOfReview({ declaredAt, conflictReason, completedAt }: Review): ReviewState {
  if (conflictReason !== null) return 'CONFLICT';
  if (completedAt !== null) return 'COMPLETED';
  return declaredAt === null ? 'ASSIGNED' : 'STARTED';
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

export function assessed(criteria: readonly Criterion[], reviews: readonly Review[]): Assessed {
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

/** Whether nobody is still at it: those with a conflict of interest do not count. */
function allCompleted(reviews: readonly Review[]): boolean {
  const counted = reviews.filter((review) => stateOfReview(review) !== 'CONFLICT');
  return counted.length > 0 && counted.every((review) => stateOfReview(review) === 'COMPLETED');
}

/**
 * Blind to each other until done: whoever reviews a submission sees the reviews of others, whatever their role, once all
 * are completed; an editor who does not review it sees completed ones at once.
 */
export function visibleReviews(
  reviews: readonly Review[],
  { accountId, isEditor }: { readonly accountId: string; readonly isEditor: boolean },
): Review[] {
  const own = reviews.find(({ reviewerId }) => reviewerId === accountId);
  if (own?.conflictReason != null) return [own];
  if (own === undefined) return isEditor ? [...reviews] : [];
  return allCompleted(reviews) ? [...reviews] : [own];
}
