/** What the hub knows of a territorial unit, free of database and GraphQL. Dates are ISO days (`2022-01-01`). */

export type IsoDate = string;

export const territorialKinds = [
  'VOIVODESHIP',
  'POWIAT',
  'URBAN_GMINA',
  'RURAL_GMINA',
  'URBAN_RURAL_GMINA',
  'TOWN',
  'RURAL_AREA',
  'WARSAW_DISTRICT',
  'DELEGATURA',
] as const;
export type TerritorialKind = (typeof territorialKinds)[number];

export const territorialLevels = ['VOIVODESHIP', 'POWIAT', 'GMINA', 'PART', 'AUXILIARY'] as const;
export type TerritorialLevel = (typeof territorialLevels)[number];

/** The state of one unit between two days; `validTo` is the first day on which it no longer holds. */
export interface UnitVersion {
  /** 2 digits (voivodeship), 4 (powiat) or 7 (gmina, part, auxiliary unit; the 7th digit is RODZ). */
  readonly terc: string;
  /** 4 digits where the unit is a powiat: a powiat's own code, a city's second one; else null. */
  readonly powiatTerc: string | null;
  /** The official name, voivodeships in lower case (`dolnośląskie`). */
  readonly name: string;
  readonly kind: TerritorialKind;
  readonly parentId: string | null;
  /** The first day on which a register shows this state. */
  readonly validFrom: IsoDate;
  /** The first day on which a register shows another state or none; null while the state stands. */
  readonly validTo: IsoDate | null;
  /** The last day on which a register shows this state, once it has ended; from the next day to validTo nobody knows. */
  readonly certainUntil: IsoDate | null;
}

export interface Unit {
  /** Stable across renames, changes of kind and moves. */
  readonly id: string;
  /** Ascending by validFrom; never empty. */
  readonly versions: readonly UnitVersion[];
}

export type UnitEventType = 'CREATED' | 'ABOLISHED' | 'RENAMED' | 'KIND_CHANGED' | 'MOVED' | 'RECODED';

export interface UnitEvent {
  readonly type: UnitEventType;
  /** The last day on which a register shows the state before. */
  readonly notBefore: IsoDate;
  /** The first day on which a register shows the state after. */
  readonly notAfter: IsoDate;
  /** The code changed, and that it is the same unit was derived from name and place. */
  readonly matched: boolean;
  /** validFrom of the versions before and after; null for a unit that begins or ends. */
  readonly beforeFrom: IsoDate | null;
  readonly afterFrom: IsoDate | null;
}
