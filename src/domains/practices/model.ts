/**
 * What the hub knows of practices and of what happens around them, as it is kept: references lead to ids of offices,
 * units and projects, and to slugs of other entries. Free of database and GraphQL. Days are ISO (`2017-10-25`).
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

/** An office of the hub by its id, or an organisation by its name. */
export interface Actor {
  readonly office?: string;
  readonly organisation?: LocalText;
}

export interface Party extends Actor {
  readonly role: string;
}

export interface Money {
  readonly amount: string;
  readonly currency: string;
}

export interface Material {
  readonly type: 'SLIDES' | 'RECORDING' | 'DOCUMENT';
  readonly title?: LocalText;
  readonly url: string;
  readonly licence?: string;
}

export interface Inference {
  readonly field: string;
  readonly reason: LocalText;
}

/** How many were planned and how many there were: two facts, each with its own source. */
export interface PlannedAndActual {
  readonly of: 'PRACTICES' | 'SESSIONS' | 'UNITS' | 'OFFICES' | 'PARTICIPANTS';
  readonly planned?: number;
  readonly plannedCitation?: string;
  readonly actual?: number;
  readonly actualCitation?: string;
}

export type Tier = 'GOVERNMENT' | 'SELF_GOVERNMENT';

/** A project that a document tells of, or one that official lists have. */
export type ProjectReference = { readonly slug: string } | { readonly id: string };

interface Cited {
  readonly citations?: readonly string[];
  readonly inferences?: readonly Inference[];
}

export interface Citation {
  readonly title: LocalText;
  readonly publisher?: LocalText;
  readonly publishedOn?: PartialDate;
  readonly url?: string;
  readonly note?: LocalText;
}

export type PracticeStage = 'IDEA' | 'IN_PREPARATION' | 'IMPLEMENTED' | 'ABANDONED';
export type Innovation = 'SERVICE' | 'PROCESS' | 'ORGANISATIONAL' | 'COMMUNICATION' | 'POLICY';
export type SubmissionOutcome = 'SUBMITTED' | 'SELECTED' | 'RESERVE' | 'NOT_SELECTED';

export interface Practice extends Cited {
  readonly title: LocalText;
  readonly innovation?: Innovation;
  readonly stage?: PracticeStage;
  readonly startedOn?: PartialDate;
  readonly implementedOn?: PartialDate;
  readonly endedOn?: PartialDate;
  readonly offices?: readonly Party[];
  readonly topics?: readonly string[];
  readonly submissions?: readonly { readonly call: string; readonly outcome?: SubmissionOutcome }[];
  readonly livingLab?: string;
  readonly project?: ProjectReference;
  readonly places?: readonly { readonly unit: string }[];
}

/** What shows that something works; with a metric: which number it was meant to move, from where to where. */
export interface Evidence {
  readonly title: LocalText;
  readonly url?: string;
  readonly metric?: string;
  /** Whose metric it is; without either that of the practice or project itself. */
  readonly unit?: string;
  readonly office?: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly baseline?: MetricGoal;
  readonly target?: MetricGoal;
}

export interface MetricGoal {
  /** As metrics write periods: `2019`, `2019-Q1`. */
  readonly period: string;
  readonly value?: number;
}

export interface PracticeDetail {
  readonly summary?: LocalText;
  readonly problem?: LocalText;
  readonly weaknesses?: readonly LocalText[];
  readonly solution?: LocalText;
  readonly methods?: readonly LocalText[];
  readonly results?: readonly LocalText[];
  readonly beneficiaries?: readonly LocalText[];
  readonly resources?: readonly LocalText[];
  readonly cost?: Money;
  readonly costNote?: LocalText;
  readonly evidence?: readonly Evidence[];
  readonly participation?: LocalText;
  readonly obstacles?: readonly LocalText[];
  readonly lessons?: readonly LocalText[];
  readonly transferConditions?: readonly LocalText[];
  readonly materials?: readonly Material[];
}

export interface Adoption extends Cited {
  readonly practice: string;
  readonly adopter: Actor;
  readonly from?: Actor;
  readonly on?: PartialDate;
}

export interface AdoptionDetail {
  readonly changes?: LocalText;
  readonly url?: string;
}

export interface CostOrBenefit {
  readonly what: LocalText;
  readonly money?: Money;
}

export interface CostBenefit extends Cited {
  readonly practice: string;
  readonly from?: PartialDate;
  readonly to?: PartialDate;
  readonly assessedBy?: Actor;
}

export interface CostBenefitDetail {
  readonly method?: LocalText;
  readonly costs?: readonly CostOrBenefit[];
  readonly benefits?: readonly CostOrBenefit[];
  readonly url?: string;
}

/** What the hub keeps of a documented project beside the project itself, which is made of it in #projects. */
export interface DocumentedProject extends Cited {
  readonly title: LocalText;
  readonly contractNumber?: string;
  /** The id of the project that is made of it. */
  readonly projectId: string;
}

export interface DocumentedProjectDetail {
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
  readonly evidence?: readonly Evidence[];
}

interface NodeName {
  readonly code?: string;
  readonly name?: string;
}

export interface ProjectModule {
  readonly slug: string;
  readonly title: LocalText;
  readonly from?: PartialDate;
  readonly to?: PartialDate;
  readonly planned?: number;
  readonly actual?: number;
}

export interface ProjectParticipation extends Actor {
  readonly role: 'LEADER' | 'BENEFICIARY' | 'PARTNER' | 'PARTICIPANT' | 'REFERENCE_MODEL';
  readonly module?: string;
  readonly from?: PartialDate;
  readonly to?: PartialDate;
}

export interface ProjectProduct {
  readonly slug: string;
  readonly title: LocalText;
  readonly module?: string;
  readonly ratings?: readonly ProductRating[];
}

export interface ProductRating {
  readonly survey: LocalText;
  readonly respondents: LocalText;
  readonly office?: string;
  readonly askedOn?: PartialDate;
  readonly rank?: number;
  readonly score?: string;
  readonly scoreMost?: string;
  readonly verdict?: LocalText;
}

export type CallKind = 'PRACTICES' | 'LIVING_LAB_PARTICIPANTS';

export interface Theme {
  readonly title: LocalText;
  readonly topic?: string;
}

export interface Call extends Cited {
  readonly title: LocalText;
  readonly kind: CallKind;
  readonly organisers?: readonly Party[];
  readonly themes?: readonly Theme[];
  readonly announcedOn?: string;
  readonly opensOn?: string;
  readonly closesOn?: string;
  readonly resultsOn?: string;
  readonly tiers?: readonly Tier[];
  readonly capacity?: readonly PlannedAndActual[];
  readonly admission?: 'FIRST_COME' | 'REVIEW';
  readonly admitted?: readonly Party[];
  readonly event?: string;
  readonly livingLab?: string;
  readonly project?: ProjectReference;
}

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

export interface CallDetail {
  readonly summary?: LocalText;
  readonly motto?: LocalText;
  readonly eligibility?: readonly LocalText[];
  readonly channels?: readonly Channel[];
  readonly steps?: readonly LocalText[];
  readonly preferences?: readonly Preference[];
  readonly benefits?: readonly LocalText[];
  readonly documents?: readonly { readonly title: LocalText; readonly url?: string }[];
  readonly results?: readonly LocalText[];
  readonly resultsUrl?: string;
}

export type EventKind = 'CONFERENCE' | 'SEMINAR' | 'WORKSHOP' | 'OTHER';

export interface Presentation {
  readonly practice: string;
  /** Left out: the owners of the practice. */
  readonly offices?: readonly Actor[];
  readonly materials?: readonly Material[];
}

export interface Session {
  readonly slug: string;
  readonly theme: LocalText;
  readonly topic?: string;
  readonly presentations?: readonly Presentation[];
}

export interface Event extends Cited {
  readonly title: LocalText;
  readonly kind?: EventKind;
  readonly startsOn?: string;
  readonly endsOn?: string;
  readonly organisers?: readonly Party[];
  readonly place?: { readonly name?: LocalText; readonly unit?: string };
  readonly numbers?: readonly PlannedAndActual[];
  readonly sessions?: readonly Session[];
  readonly project?: ProjectReference;
}

export interface EventDetail {
  readonly summary?: LocalText;
  readonly motto?: LocalText;
  readonly aims?: readonly LocalText[];
  readonly scheme?: LocalText;
  readonly outcomes?: readonly LocalText[];
  readonly materials?: readonly Material[];
}

export interface LivingLab extends Cited {
  readonly title: LocalText;
  readonly hostUnit?: { readonly unit: string };
  readonly organisers?: readonly Party[];
  readonly project?: ProjectReference;
}

export interface LabStage {
  readonly title: LocalText;
  readonly description?: LocalText;
  readonly from?: PartialDate;
  readonly to?: PartialDate;
}

export interface LivingLabDetail {
  readonly summary?: LocalText;
  readonly stages?: readonly LabStage[];
}

export interface Outlines {
  CITATION: Citation;
  PRACTICE: Practice;
  ADOPTION: Adoption;
  COST_BENEFIT: CostBenefit;
  PROJECT: DocumentedProject;
  CALL: Call;
  EVENT: Event;
  LIVING_LAB: LivingLab;
}

export interface Details {
  CITATION: Record<never, never>;
  PRACTICE: PracticeDetail;
  ADOPTION: AdoptionDetail;
  COST_BENEFIT: CostBenefitDetail;
  PROJECT: DocumentedProjectDetail;
  CALL: CallDetail;
  EVENT: EventDetail;
  LIVING_LAB: LivingLabDetail;
}

/** An entry as it is held in memory: what it is called, what it leads to and what lists are filtered by. */
export interface Entry<K extends RecordKind = RecordKind> {
  readonly kind: K;
  readonly slug: string;
  readonly outline: Outlines[K];
  readonly sourceId: string;
  readonly changedIn: number;
}

/** The properties that wait in the database until they are asked for; all others are held in memory. */
export const detailProperties: { readonly [K in RecordKind]: readonly (keyof Details[K])[] } = {
  CITATION: [],
  PRACTICE: [
    'summary',
    'problem',
    'weaknesses',
    'solution',
    'methods',
    'results',
    'beneficiaries',
    'resources',
    'cost',
    'costNote',
    'evidence',
    'participation',
    'obstacles',
    'lessons',
    'transferConditions',
    'materials',
  ],
  ADOPTION: ['changes', 'url'],
  COST_BENEFIT: ['method', 'costs', 'benefits', 'url'],
  PROJECT: [
    'summary',
    'period',
    'programme',
    'fund',
    'currency',
    'value',
    'eligibleCost',
    'publicSupport',
    'euContribution',
    'startsOn',
    'endsOn',
    'places',
    'modules',
    'participations',
    'products',
    'evidence',
  ],
  CALL: [
    'summary',
    'motto',
    'eligibility',
    'channels',
    'steps',
    'preferences',
    'benefits',
    'documents',
    'results',
    'resultsUrl',
  ],
  EVENT: ['summary', 'motto', 'aims', 'scheme', 'outcomes', 'materials'],
  LIVING_LAB: ['summary', 'stages'],
};
