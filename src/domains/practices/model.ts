/**
 * What the columns of this domain hold that PostgreSQL does not type: texts in two languages, days as far as they are
 * known, and lists as the practices format has them. Free of database and GraphQL.
 */

export const recordKinds = [
  'CITATION',
  'PRACTICE',
  'ADOPTION',
  'COST_BENEFIT',
  'PROJECT',
  'CALL',
  'EVENT',
  'LIVING_LAB',
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** Polish alone, or Polish and English. */
export type LocalText = string | { readonly pl: string; readonly en: string };

/** `2017`, `2017-10` or `2017-10-25`: as far as it is known. */
export type PartialDate = string;

export interface Money {
  readonly amount: string;
  readonly currency: string;
}

export interface Inference {
  readonly field: string;
  readonly reason: LocalText;
}

export interface CostOrBenefit {
  readonly what: LocalText;
  readonly money?: Money;
}

export type Tier = 'GOVERNMENT' | 'SELF_GOVERNMENT';

export interface Channel {
  readonly tier?: Tier;
  readonly email?: string;
  readonly url?: string;
  readonly purpose?: LocalText;
}

export interface Preference {
  readonly text: LocalText;
  readonly populationFrom?: number;
  readonly populationTo?: number;
}

export interface CallDocument {
  readonly title: LocalText;
  readonly url?: string;
}

export interface LabStage {
  readonly title: LocalText;
  readonly description?: LocalText;
  readonly from?: PartialDate;
  readonly to?: PartialDate;
}

export interface DocumentedProject {
  readonly title: LocalText;
  readonly contractNumber?: string;
}

/** Of a documented project, what the project itself is made of. */
export interface DocumentedProjectFacts {
  readonly summary?: LocalText;
  readonly period: '2007-2013' | '2014-2020' | '2021-2027';
  readonly programme?: Partial<Record<'programme' | 'priority' | 'measure' | 'submeasure', NodeName>>;
  readonly fund?: string;
  readonly currency?: 'PLN' | 'EUR';
  readonly value?: string;
  readonly eligibleCost?: string;
  readonly publicSupport?: string;
  readonly euContribution?: string;
  readonly startsOn?: PartialDate;
  readonly endsOn?: PartialDate;
  readonly places?: readonly { readonly unit: string }[];
  readonly modules?: readonly ProjectModule[];
  readonly participations?: readonly ProjectParticipation[];
  readonly products?: readonly ProjectProduct[];
}

interface NodeName {
  readonly code?: string;
  readonly name?: string;
}

interface ProjectModule {
  readonly slug: string;
  readonly title: LocalText;
  readonly from?: PartialDate;
  readonly to?: PartialDate;
  readonly planned?: number;
  readonly actual?: number;
}

interface ProjectParticipation {
  readonly role: 'LEADER' | 'BENEFICIARY' | 'PARTNER' | 'PARTICIPANT' | 'REFERENCE_MODEL';
  readonly office?: string;
  readonly organisation?: LocalText;
  readonly module?: string;
  readonly from?: PartialDate;
  readonly to?: PartialDate;
}

interface ProjectProduct {
  readonly slug: string;
  readonly title: LocalText;
  readonly module?: string;
  readonly ratings?: readonly ProductRating[];
}

interface ProductRating {
  readonly survey: LocalText;
  readonly respondents: LocalText;
  readonly office?: string;
  readonly askedOn?: PartialDate;
  readonly rank?: number;
  readonly score?: string;
  readonly scoreMost?: string;
  readonly verdict?: LocalText;
}
