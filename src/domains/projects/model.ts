/** What the hub takes from a list of EU-funded projects, free of file formats, database and GraphQL. */
import type { Problem } from '#platform/problems/model.ts';
import type { StatedFacts } from './stated-facts.ts';

export const programmingPeriods = ['P2007_2013', 'P2014_2020', 'P2021_2027'] as const;
export type ProgrammingPeriod = (typeof programmingPeriods)[number];

export const programmeLevels = ['PERIOD', 'PROGRAMME', 'PRIORITY', 'MEASURE', 'SUBMEASURE'] as const;
export type ProgrammeLevel = (typeof programmeLevels)[number];

export const projectLists = ['KSI_SIMIK', 'SL2014', 'CST2021', 'KOHESIO', 'GRANTS_MAP', 'DOCUMENT'] as const;
export type ProjectList = (typeof projectLists)[number];

export const participationRoles = ['LEADER', 'BENEFICIARY', 'PARTNER', 'PARTICIPANT', 'REFERENCE_MODEL'] as const;
export type ParticipationRole = (typeof participationRoles)[number];

export type Currency = 'PLN' | 'EUR';
export type PlaceKind = 'UNIT' | 'WHOLE_COUNTRY' | 'TEXT';

/** A cell as it stands in a list. */
export type OriginalCell = string | number | boolean | null;

/** The cells that name the nodes of the programme tree; each may hold a code, a name or both. */
export interface ListedProgramme {
  readonly programme: string | null;
  readonly priority: string | null;
  readonly measure: string | null;
  readonly submeasure: string | null;
}

/** One location as a list names it. */
export interface ListedPlace {
  /** As it stands in the list. */
  readonly text: string;
  readonly isWholeCountry: boolean;
  readonly voivodeship: string | null;
  readonly powiat: string | null;
  readonly gmina: string | null;
  /** Outside Poland, where no register has units. */
  readonly isForeign: boolean;
  /** Excel's limit may have cut the last name of a cell, so that it may be the beginning of another. */
  readonly isCut: boolean;
}

export interface ListedBeneficiary {
  readonly name: string;
  readonly nip: string | null;
  readonly legalForm: string | null;
  readonly postcode: string | null;
  readonly town: string | null;
  readonly voivodeship: string | null;
  readonly powiat: string | null;
}

/** Something in a row that was not understood; the row itself was taken. */
export type ListedProblem = Pick<Problem, 'kind' | 'column' | 'reason' | 'original'>;

/** One row of a list. Amounts are decimal text (`1234.5`), days ISO. */
export interface ListedProject extends StatedFacts {
  readonly sheet: string;
  readonly row: number;
  readonly period: ProgrammingPeriod;
  /** ISO 3166-1, or `ZZ` for one that is not known. */
  readonly country: string;
  readonly contractNumber: string | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly summary: string | null;
  readonly programme: ListedProgramme;
  readonly fund: string | null;
  readonly currency: Currency;
  readonly places: readonly ListedPlace[];
  readonly beneficiary: ListedBeneficiary | null;
  readonly original: readonly OriginalCell[];
  readonly problems: readonly ListedProblem[];
}

/**
 * Which list is believed where several describe one project: the national systems before the European export made of
 * them, both before the map of grants, which has neither contract numbers nor days.
 */
export const trustIn: Readonly<Record<ProjectList, number>> = {
  KSI_SIMIK: 3,
  SL2014: 3,
  CST2021: 3,
  KOHESIO: 2,
  GRANTS_MAP: 1,
  DOCUMENT: 0,
};

/** `2007-2013` */
export function yearsOf(period: ProgrammingPeriod): string {
  return period.slice(1).replace('_', '-');
}

/** The day for which the names of places in a period's lists hold: the last of the period, or of the list itself. */
export function namesAsOf(period: ProgrammingPeriod, listAsOf: string): string {
  const lastDay = `${period.slice(6)}-12-31`;
  return listAsOf < lastDay ? listAsOf : lastDay;
}
