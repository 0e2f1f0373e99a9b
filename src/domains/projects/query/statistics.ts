/**
 * Counts and sums of projects by groups, as they are requested and given. The same condition selects the projects as selects
 * a list; a project that is in several places or was carried out by several takes part in several groups.
 */
import type { Expression, SqlBool } from 'kysely';
import type { Range } from './filter.ts';

export const groupings = [
  'PERIOD',
  'PROGRAMME',
  'PRIORITY',
  'FUND',
  'VOIVODESHIP',
  'POWIAT',
  'GMINA',
  'START_YEAR',
  'ROLE',
  'BENEFICIARY_KIND',
] as const;
export type Grouping = (typeof groupings)[number];
export type Allocation = 'FULL' | 'EQUAL_SPLIT';
export type StatisticsOrderField = 'COUNT' | 'VALUE' | 'ELIGIBLE_COST' | 'EU_CONTRIBUTION' | 'KEY';

export const placeGroupings = ['VOIVODESHIP', 'POWIAT', 'GMINA'] as const satisfies readonly Grouping[];
export type PlaceGrouping = (typeof placeGroupings)[number];

/** Of each unit in which projects are, the units at the levels that are grouped by. */
export interface UnitLevels {
  readonly unitIds: readonly string[];
  readonly levels: Readonly<Record<PlaceGrouping, readonly (string | null)[]>>;
}

export interface StatisticsRequest {
  /** On the row `p`. */
  readonly condition: Expression<SqlBool>;
  readonly groupBy: readonly Grouping[];
  readonly allocation: Allocation;
  /** With a filter by place only the places inside it make groups. */
  readonly within: readonly string[] | null;
  readonly units: UnitLevels;
  readonly having: Having;
  readonly order: {
    readonly field: StatisticsOrderField;
    readonly direction: 'ASC' | 'DESC';
    readonly currency: string;
  };
  readonly first: number;
}

export interface Having {
  readonly currency: string;
  readonly count?:
    | { readonly from?: number | null | undefined; readonly to?: number | null | undefined }
    | null
    | undefined;
  readonly value?: Range | null | undefined;
  readonly euContribution?: Range | null | undefined;
}

export interface AmountSums {
  readonly sum: string | null;
  readonly count: number;
  readonly average: string | null;
}

export interface CurrencySums {
  readonly currency: string;
  readonly count: number;
  readonly value: AmountSums;
  readonly eligibleCost: AmountSums;
  readonly euContribution: AmountSums;
}

export interface GroupRow {
  readonly keys: readonly (string | null)[];
  readonly count: number;
  readonly amounts: readonly CurrencySums[];
  /** How many groups there are, those beyond `first` too. */
  readonly groups: number;
}
