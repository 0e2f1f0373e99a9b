/** The shapes of the codes that name territorial units, judged without any register. */
import { levelOf } from './levels.ts';
import type { TerritorialKind, TerritorialLevel } from './model.ts';
import { macroregionOf, regionCountOf } from './nuts.ts';
import { isSubregionNumber, subregionOfPowiat } from './subregions.ts';

export interface TercParts {
  readonly terc: string;
  readonly woj: string;
  readonly pow: string | null;
  readonly gmi: string | null;
  readonly rodz: string | null;
  /** Null for 6 digits: without RODZ the code may be a gmina's or an auxiliary unit's. */
  readonly level: TerritorialLevel | null;
  /** Null for 6 digits. A powiat number of 61–99 is a city with powiat rights, hence an urban gmina. */
  readonly kind: TerritorialKind | null;
}

const kindOfRodz: Readonly<Record<string, TerritorialKind>> = {
  '1': 'URBAN_GMINA',
  '2': 'RURAL_GMINA',
  '3': 'URBAN_RURAL_GMINA',
  '4': 'TOWN',
  '5': 'RURAL_AREA',
  '8': 'WARSAW_DISTRICT',
  '9': 'DELEGATURA',
};

/** Reads a TERC of 2, 4, 6 or 7 digits; null for anything else, blanks and lost zeros included. */
export function parseTerc(code: string): TercParts | null {
  const match = /^(\d\d)(?:(\d\d)(?:(\d\d)(\d)?)?)?$/.exec(code);
  if (!match) return null;
  const [, woj = '', pow = null, gmi = null, rodz = null] = match;
  if (macroregionOf(woj) === null || pow === '00' || gmi === '00') return null;
  const kind = kindOf(pow, gmi, rodz);
  if (rodz !== null && kind === null) return null;
  const level = pow !== null && gmi === null ? 'POWIAT' : kind && levelOf({ kind, powiatTerc: null });
  return { terc: code, woj, pow, gmi, rodz, level, kind };
}

function kindOf(pow: string | null, gmi: string | null, rodz: string | null): TerritorialKind | null {
  if (pow === null) return 'VOIVODESHIP';
  if (gmi === null) return pow > '60' ? 'URBAN_GMINA' : 'POWIAT';
  return rodz === null ? null : (kindOfRodz[rodz] ?? null);
}

export type BdlLevel =
  | 'COUNTRY'
  | 'MACROREGION'
  | 'VOIVODESHIP'
  | 'REGION'
  | 'SUBREGION'
  | 'POWIAT'
  | 'GMINA'
  | 'PART'
  | 'AUXILIARY';

export interface BdlUnitId {
  readonly level: BdlLevel;
  /** Null for the statistical levels (country, macroregion, region, subregion), which TERC does not know. */
  readonly terc: string | null;
}

/** Reads a BDL unit id: macroregion(2) WOJ(2) region(1) subregion(2) POW(2) GMI(2) RODZ(1). Null when it is none. */
export function parseBdlId(id: string): BdlUnitId | null {
  const match = /^(\d\d)(\d\d)(\d)(\d\d)(\d\d)(\d\d)(\d)$/.exec(id);
  if (!match) return null;
  const [, macroregion = '', woj = '', region = '', subregion = '', pow = '', gmi = '', rodz = ''] = match;
  const rest = subregion + pow + gmi + rodz;
  if (woj === '00') return statisticalTop(macroregion, region + rest);
  if (macroregionOf(woj) !== macroregion) return null;
  if (isZero(region + rest)) return { level: 'VOIVODESHIP', terc: woj };
  if (Number(region) < 1 || Number(region) > regionCountOf(woj)) return null;
  if (isZero(rest)) return { level: 'REGION', terc: null };
  if (!isSubregionNumber(woj, subregion)) return null;
  if (isZero(pow + gmi + rodz)) return { level: 'SUBREGION', terc: null };
  const parts = parseTerc(isZero(gmi + rodz) ? woj + pow : woj + pow + gmi + rodz);
  return parts?.level ? { level: parts.level, terc: parts.terc } : null;
}

function statisticalTop(macroregion: string, rest: string): BdlUnitId | null {
  if (!isZero(rest) || macroregion > '07') return null;
  return { level: macroregion === '00' ? 'COUNTRY' : 'MACROREGION', terc: null };
}

function isZero(digits: string): boolean {
  return /^0+$/.test(digits);
}

/** The TERC inside a BDL unit id; null for statistical levels and for what is no BDL id. */
export function bdlIdToTerc(id: string): string | null {
  return parseBdlId(id)?.terc ?? null;
}

/** The BDL unit id of a TERC of 2, 4 or 7 digits; null for a powiat whose subregion is not known, and for 6 digits. */
export function tercToBdlId(terc: string): string | null {
  const parts = parseTerc(terc);
  if (!parts || terc.length === 6) return null;
  const macroregion = macroregionOf(parts.woj);
  if (parts.pow === null) return `${macroregion}${parts.woj}00000000`;
  const subregion = subregionOfPowiat(parts.woj + parts.pow);
  if (!subregion) return null;
  const region = bdlRegionDigit(subregion.nuts3);
  return `${macroregion}${parts.woj}${region}${subregion.number}${parts.pow}${parts.gmi ?? '00'}${parts.rodz ?? '0'}`;
}

/** BDL counts the regions of a voivodeship from 1; only Mazowieckie has a second one (PL92). */
function bdlRegionDigit(nuts3: string): string {
  return nuts3.startsWith('PL92') ? '2' : '1';
}

/** ISO 3166-2 of a voivodeship by its two digits, in the numeric form in force since 2018 (`PL-02`). */
export function isoCodeOf(woj: string): string | null {
  return woj.length === 2 && macroregionOf(woj) !== null ? `PL-${woj}` : null;
}
