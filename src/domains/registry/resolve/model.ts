/** The query that resolution answers, and the shape of its answer. */
import type { IsoDate, TerritorialLevel, Unit, UnitVersion } from '../model.ts';

/** A unit as a document names it. Code and text may both be given; each confirms or contradicts the other. */
export interface UnitReference {
  readonly text?: string | null | undefined;
  readonly code?: string | number | null | undefined;
  /** Only units of this level are candidates. */
  readonly level?: TerritorialLevel | null | undefined;
  /** The TERC, current or former, of a unit that must contain the candidates or be one of them. */
  readonly within?: string | null | undefined;
}

export const resolutionMethods = [
  'TERC_CODE',
  'TERC_CODE_FORMER',
  'TERC_CODE_LATER',
  'TERC_CODE_PADDED',
  'TERC_CODE_WITHOUT_KIND',
  'TERC_CODE_OTHER_KIND',
  'TERC_CODE_LEADING_ZERO',
  'ISO_CODE',
  'NUTS_CODE',
  'BDL_ID',
  'KTS_ID',
  'NTS_ID',
  'PATH',
  'NAME',
  'NAME_FOLDED',
  'NAME_FORMER',
  'NAME_LATER',
  'NAME_SHORT',
  'NAME_INFLECTED',
  'NAME_ABBREVIATED',
  'NAME_FUZZY',
] as const;
export type ResolutionMethod = (typeof resolutionMethods)[number];

export interface ResolutionCandidate {
  readonly unit: Unit;
  /** The state of the unit that bears the matched code or name; not always the state on the requested day. */
  readonly version: UnitVersion;
  /** From 0 to 1, with three decimals. */
  readonly confidence: number;
  readonly method: ResolutionMethod;
  /** The TERC that the code was read as, where a code matched. */
  readonly matchedCode: string | null;
  /** The official name that the text was read as, where the text matched. */
  readonly matchedName: string | null;
}

export interface Resolution {
  readonly text: string | null;
  readonly code: string | null;
  /** Best first; equal confidence is ordered by TERC. Empty when nothing fits. */
  readonly candidates: readonly ResolutionCandidate[];
}

/** What one half of a reference (its code or its text) says of one unit, before the halves are weighed together. */
export interface Match {
  readonly unit: Unit;
  readonly version: UnitVersion;
  readonly strength: number;
  readonly method: ResolutionMethod;
  readonly matchedCode: string | null;
  readonly matchedName: string | null;
}

/** What narrows every half of a reference alike. */
export interface Scope {
  readonly asOf: IsoDate;
  readonly level: TerritorialLevel | null;
  /** Ids of the units of which one must contain the candidate or be it; null where the place is free. */
  readonly containers: ReadonlySet<string> | null;
}
