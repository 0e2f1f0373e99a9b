import type { TerritorialKind, TerritorialLevel, UnitVersion } from './model.ts';

const levelOfKind: Readonly<Record<TerritorialKind, TerritorialLevel>> = {
  VOIVODESHIP: 'VOIVODESHIP',
  POWIAT: 'POWIAT',
  URBAN_GMINA: 'GMINA',
  RURAL_GMINA: 'GMINA',
  URBAN_RURAL_GMINA: 'GMINA',
  TOWN: 'PART',
  RURAL_AREA: 'PART',
  WARSAW_DISTRICT: 'AUXILIARY',
  DELEGATURA: 'AUXILIARY',
};

type Codes = Pick<UnitVersion, 'kind' | 'powiatTerc'>;

export function levelOf({ kind }: Codes): TerritorialLevel {
  return levelOfKind[kind];
}

/** A city with powiat rights counts as a gmina and as a powiat; every other unit has one level. */
export function isAtLevel(unit: Codes, level: TerritorialLevel): boolean {
  return levelOf(unit) === level || (level === 'POWIAT' && unit.powiatTerc !== null);
}

export function isCityWithPowiatRights(unit: Codes): boolean {
  return unit.powiatTerc !== null && unit.kind !== 'POWIAT';
}

/** Units with their own councils under the laws on self-government of 1990 and 1998; parts and districts have none. */
export function isSelfGovernment(unit: Codes): boolean {
  const level = levelOf(unit);
  return level === 'VOIVODESHIP' || level === 'POWIAT' || level === 'GMINA';
}
