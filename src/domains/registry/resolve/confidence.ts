/**
 * All numbers of resolution in one place; docs/resolution.md explains them. A strength says how well one reading fits
 * one unit. Units that fit the same reading share it, so that nothing ambiguous looks certain (see sharing.ts).
 */
import type { ResolutionMethod } from './model.ts';

/** Methods that are another one under a factor: a former name is a name, weakened by `factors.former`. */
type DerivedMethod = 'TERC_CODE_FORMER' | 'TERC_CODE_LATER' | 'TERC_CODE_OTHER_KIND' | 'NAME_FORMER' | 'NAME_LATER';
export type ReadingMethod = Exclude<ResolutionMethod, DerivedMethod>;

export const strengthOf: Readonly<Record<ReadingMethod, number>> = {
  TERC_CODE: 1,
  ISO_CODE: 1,
  TERC_CODE_PADDED: 0.98,
  BDL_ID: 0.98,
  KTS_ID: 0.98,
  PATH: 0.98,
  NUTS_CODE: 0.95,
  TERC_CODE_WITHOUT_KIND: 0.95,
  NAME: 0.95,
  NTS_ID: 0.9,
  TERC_CODE_LEADING_ZERO: 0.9,
  NAME_FOLDED: 0.9,
  NAME_INFLECTED: 0.88,
  NAME_ABBREVIATED: 0.85,
  NAME_SHORT: 0.8,
  NAME_FUZZY: 0.5,
};

/** Multiplies a strength where something besides the reading itself is off. */
export const factors = {
  /** A code or name that the unit had before the requested day. */
  former: 0.9,
  /** A code or name that the unit got after the requested day. */
  later: 0.85,
  /** The code belongs to another unit on the requested day. */
  formerBearer: 0.5,
  /** RODZ differs from the one given. */
  otherKind: 0.85,
  /** A BDL id whose statistical digits are not those of the unit. */
  otherSubregion: 0.9,
  /** The second typing error in a name. */
  secondTypo: 0.6,
  /** The text says another level or kind than the unit has. */
  otherLevel: 0.3,
  /** A register of another day shows the kind that the text says. */
  formerKind: 0.9,
  /** A gmina without a town, said to be one with a town, or the other way round: some become so each year. */
  neighbouringKind: 0.6,
  /** An inflected or shortened name with every other part of the path containing the unit. */
  confirmedForm: 0.95,
  /** A code of a statistical region that is a part of the unit. */
  partOfUnit: 0.85,
  /** The text says "town" and the unit is the urban-rural gmina around it. */
  aroundTown: 0.4,
  /** The text names a container that is not above the unit. */
  otherContainer: 0.6,
  /** The text also names a smaller unit, which lies elsewhere. */
  smallerPart: 0.3,
  /** As otherContainer, but it is the city that a gmina is named after, which lists write in place of the powiat. */
  namesakeCity: 0.85,
  /** A part of the text names no unit at all. */
  unknownPart: 0.9,
  /** Code and text name different units. */
  disagreement: 0.6,
  /** Code or text names only a unit above the one that the other names. */
  containerOnly: 0.5,
  /** A code was given too and no unit has it. */
  unknownCode: 0.8,
  /** A text was given too and no unit is called so. */
  unknownText: 0.95,
} as const;

/** How likely a bare name means a unit of this kind, beside others of the same name: towns come before villages. */
export const nameWeights = {
  common: 1,
  rural: 0.6,
  auxiliary: 0.3,
  /** A kind of which the words beside the name are seldom said. */
  seldom: 0.3,
  /** A name with a qualifier in brackets is said without it as often as not (`Dobra (Szczecińska)`) … */
  bareOfBracketed: 2,
  /** … and one without brackets seldom (`Ostrów Wielkopolski`). */
  bare: 0.35,
} as const;

/** Of the doubt in the code alone, what remains after the text agrees. */
export const doubtLeftByAgreement = 0.2;

export function round(confidence: number): number {
  return Math.round(confidence * 1000) / 1000;
}
