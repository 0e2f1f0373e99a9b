/** What a metric is, free of database and GraphQL. */
import type { Flag } from './flags.ts';
import type { Level } from './levels.ts';

export const polarities = ['HIGHER_IS_BETTER', 'LOWER_IS_BETTER', 'NEUTRAL'] as const;
export type Polarity = (typeof polarities)[number];

export const metricKinds = ['COUNT', 'RATE', 'RATIO', 'AMOUNT', 'INDEX', 'SCORE'] as const;
export type MetricKind = (typeof metricKinds)[number];

export const aggregations = ['SUM', 'WEIGHTED_MEAN', 'NONE'] as const;
export type Aggregation = (typeof aggregations)[number];

export const cityLevels = ['ONE', 'TWO'] as const;
export type CityLevels = (typeof cityLevels)[number];

export const subjectTypes = ['TERRITORIAL_UNIT', 'STATISTICAL_UNIT', 'OFFICE', 'PROJECT', 'PRACTICE'] as const;
export type SubjectType = (typeof subjectTypes)[number];

/** How the values of a derived metric come from those of others, which are named by their codes. */
export type Formula =
  | { readonly type: 'RATIO'; readonly numerator: string; readonly denominator: string; readonly per: number }
  | { readonly type: 'CHANGE'; readonly of: string; readonly unit: 'PERCENT' | 'ABSOLUTE' };

/** The codes of the metrics that a formula is computed from; none of an observed metric. */
export function componentsOf(formula: Formula | null): string[] {
  if (formula === null) return [];
  return formula.type === 'RATIO' ? [formula.numerator, formula.denominator] : [formula.of];
}

export interface MetricDefinition {
  /** Lower-case letters, digits and hyphens. */
  readonly code: string;
  readonly namePl: string;
  readonly nameEn: string | null;
  readonly definitionPl: string | null;
  readonly definitionEn: string | null;
  readonly unitPl: string;
  readonly unitEn: string | null;
  /** Values count so many of the unit: 1000 where they are in thousands. */
  readonly multiplier: number;
  readonly decimals: number;
  readonly polarity: Polarity;
  readonly kind: MetricKind;
  readonly aggregation: Aggregation;
  readonly weight: string | null;
  readonly cityLevels: CityLevels;
  readonly topic: string | null;
  readonly method: string | null;
  readonly formula: Formula | null;
  readonly dimensions: readonly DimensionDefinition[];
}

export interface DimensionDefinition {
  readonly code: string;
  readonly namePl: string;
  readonly nameEn: string | null;
  readonly values: readonly DimensionValue[];
}

export interface DimensionValue {
  readonly code: string;
  readonly namePl: string;
  readonly nameEn: string | null;
}

/** The values of a faulty publication are only given where it is named. */
export const reliabilities = ['RELIABLE', 'PROVISIONAL', 'FAULTY'] as const;
export type Reliability = (typeof reliabilities)[number];

/** Where the values of a metric were published. */
export interface FacetDefinition {
  readonly code: string;
  readonly name: string;
  readonly publisher: string;
  readonly url: string;
  readonly licence: string;
  readonly rank: number;
  readonly reliability: Reliability;
  /** What readers of the values must know. */
  readonly caveat: string | null;
}

/** What stands beside the code of a unit, as the source writes it; empty where nothing does. */
export interface StatedNames {
  readonly unit: string;
  readonly powiat: string;
  readonly voivodeship: string;
}

/** One value as a source states it. */
export interface StatedValue {
  /** The row of the file. */
  readonly row: number;
  readonly column: string | null;
  readonly metric: string;
  /** The code of the unit as it stands in the source. */
  readonly code: string;
  /** The level that the source says, where the code does not. */
  readonly level: Level | null;
  readonly period: number;
  /** Values of dimensions by their codes; what is left out is the total. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number | null;
  readonly flag: Flag;
  readonly verbatim: string;
  readonly mark: string | null;
  /** The unit's name in the source; only kept for units that the registry does not have. */
  readonly name?: string | undefined;
  /** Names that the code must not contradict, and by which a unit without a code is found. */
  readonly names?: StatedNames | undefined;
}
