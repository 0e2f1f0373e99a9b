/** What the hub knows of an office, free of database and GraphQL. Dates are ISO days (`2022-01-01`). */

export const officeKinds = [
  'MINISTRY',
  'CENTRAL_OFFICE',
  'VOIVODESHIP_OFFICE',
  'MARSHALS_OFFICE',
  'POWIAT_OFFICE',
  'CITY_OR_GMINA_OFFICE',
  'POLICE_COMMAND',
  'INSPECTORATE',
  'INSTITUTE',
  'OTHER',
] as const;
export type OfficeKind = (typeof officeKinds)[number];

export const officeTiers = ['GOVERNMENT', 'SELF_GOVERNMENT'] as const;
export type OfficeTier = (typeof officeTiers)[number];

export type OfficeStatus = 'ACTIVE' | 'WITHDRAWN';
export type OfficeNameType = 'OFFICIAL' | 'SHORT' | 'FORMER';

export interface OfficeName {
  readonly name: string;
  readonly type: OfficeNameType;
  /** The first day on which a list shows it, or that a list states; null when unknown. */
  readonly validFrom: string | null;
  /** The first day on which it is no longer shown; null while it stands, or when unknown. */
  readonly validTo: string | null;
}

/** What a list may describe an office. A field that a list does not have is left out; one that it leaves empty is null. */
export interface OfficeFacts {
  readonly name: string;
  readonly kind: OfficeKind;
  readonly tier: OfficeTier;
  readonly shortName?: string | null | undefined;
  readonly formerNames?: readonly FormerName[] | undefined;
  /** As it stands in the list; its check digit is judged when the office is derived. */
  readonly nip?: string | null | undefined;
  readonly regon?: string | null | undefined;
  readonly street?: string | null | undefined;
  readonly building?: string | null | undefined;
  readonly postalCode?: string | null | undefined;
  readonly post?: string | null | undefined;
  readonly locality?: string | null | undefined;
  /** Ids of the registry's units: where the office sits, and whom it serves. */
  readonly seatUnitId?: string | null | undefined;
  readonly servedUnitId?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly website?: string | null | undefined;
  readonly bip?: string | null | undefined;
  /** Electronic-delivery address (ADE) `AE:PL-…`. */
  readonly eDelivery?: string | null | undefined;
  /** Address of the mailbox at ePUAP, as `/urzad/skrytka`. */
  readonly epuap?: string | null | undefined;
  readonly parentId?: string | null | undefined;
  readonly predecessorIds?: readonly string[] | undefined;
  /** The day on which the office ended, where the list says that it did. */
  readonly withdrawnOn?: string | null | undefined;
}

export interface FormerName {
  readonly name: string;
  readonly validTo: string | null;
}

/** What one list says of one office on one day. */
export interface OfficeStatement {
  readonly officeId: string;
  readonly list: string;
  readonly asOf: string;
  readonly precedence: number;
  readonly sourceId: string;
  readonly row: number;
  readonly facts: OfficeFacts;
  readonly original: Readonly<Record<string, unknown>>;
  readonly matches: readonly unknown[];
}

export interface OfficeEdition {
  readonly list: string;
  readonly asOf: string;
  /** Whether an office that is not listed did not exist. */
  readonly complete: boolean;
  readonly sourceId: string;
}

/** An office as all statements together describe it. */
export interface DerivedOffice {
  readonly id: string;
  readonly kind: OfficeKind;
  readonly tier: OfficeTier;
  readonly status: OfficeStatus;
  readonly withdrawnOn: string | null;
  readonly name: string;
  readonly shortName: string | null;
  readonly names: readonly OfficeName[];
  readonly nip: string | null;
  /** Null without a number. */
  readonly nipValid: boolean | null;
  readonly regon: string | null;
  readonly regonValid: boolean | null;
  readonly street: string | null;
  readonly building: string | null;
  readonly postalCode: string | null;
  readonly post: string | null;
  readonly locality: string | null;
  readonly seatUnitId: string | null;
  readonly servedUnitId: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly website: string | null;
  readonly bip: string | null;
  readonly eDelivery: string | null;
  readonly epuap: string | null;
  readonly parentId: string | null;
  readonly predecessorIds: readonly string[];
  /** The statement that first stated the present state in the list that names the office. */
  readonly sourceId: string;
  readonly statementList: string;
  readonly statementAsOf: string;
}

export interface OfficeRow extends DerivedOffice {
  /** The release that last changed the office. */
  readonly changedIn: number;
}
