/** Proposals to correct a fact: what may be proposed, and what of it everyone sees. */

export const correctionTargets = [
  'TERRITORIAL_UNIT',
  'OFFICE',
  'PROJECT',
  'PRACTICE',
  'CALL',
  'EVENT',
  'LIVING_LAB',
  'METRIC',
  'OBSERVATION',
] as const;
export type CorrectionTarget = (typeof correctionTargets)[number];

export type CorrectionState = 'OPEN' | 'ACCEPTED' | 'DECLINED';

export interface Target {
  readonly type: CorrectionTarget;
  /** The code, slug or id in the address of its page. */
  readonly key: string;
}

export interface Proposal {
  readonly target: Target;
  readonly field: string;
  readonly value: string;
  readonly reason: string;
  readonly evidence: string | null;
}

export interface Correction extends Proposal {
  readonly number: number;
  readonly state: CorrectionState;
  readonly proposedAt: Date;
  readonly decidedAt: Date | null;
  readonly answer: string | null;
  readonly release: number | null;
}

export type ProposalProblem =
  | 'UNKNOWN_TARGET'
  | 'UNKNOWN_FIELD'
  | 'EMPTY_VALUE'
  | 'TOO_LONG'
  | 'EMPTY_REASON'
  | 'NOT_AN_ADDRESS'
  | 'PERSONAL_DATA';

export interface ProposalError {
  readonly argument: 'target' | 'field' | 'value' | 'reason' | 'evidence';
  readonly problem: ProposalProblem;
}

/** What editors state of an office; what it is and where it belongs say the lists. */
export const officeFields = [
  'phone',
  'email',
  'website',
  'bip',
  'street',
  'building',
  'postalCode',
  'post',
  'locality',
  'nip',
  'regon',
  'eDelivery',
  'epuap',
] as const;
export type OfficeField = (typeof officeFields)[number];

export function isOfficeField(field: string): field is OfficeField {
  return officeFields.some((known) => known === field);
}

const folders: Readonly<Record<string, CorrectionTarget>> = {
  units: 'TERRITORIAL_UNIT',
  offices: 'OFFICE',
  projects: 'PROJECT',
  practices: 'PRACTICE',
  calls: 'CALL',
  events: 'EVENT',
  'living-labs': 'LIVING_LAB',
  metrics: 'METRIC',
  observations: 'OBSERVATION',
};

/** What the page at an address (without the prefix of its language) shows; null for one that shows no single entry. */
export function targetOfPage(path: string): Target | null {
  const [, folder = '', encoded = ''] = /^\/([a-z-]+)\/([^/]{1,400})$/.exec(path) ?? [];
  const type = folders[folder];
  const key = URL.canParse(`x:/${encoded}`) ? safelyDecoded(encoded) : null;
  return type === undefined || key === null || key === '' || key.includes('\0') ? null : { type, key };
}

function safelyDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** An observation is on the page of its metric. */
export function pageOfTarget({ type, key }: Target): string {
  if (type === 'OBSERVATION') return `/metrics/${encodeURIComponent(key.split(':')[0] ?? '')}`;
  const folder = Object.keys(folders).find((name) => folders[name] === type) ?? '';
  return `/${folder}/${encodeURIComponent(key)}`;
}
