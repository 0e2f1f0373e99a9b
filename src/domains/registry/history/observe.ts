/** Reads the rows of one register as units: a city with powiat rights stands there twice and is one unit. */
import type { TerritorialKind } from '../model.ts';
import { foldName } from '../text.ts';

export interface RegisterRow {
  /** 2, 4 or 7 digits. */
  readonly terc: string;
  readonly name: string;
}

/** A unit as one register shows it. */
export interface ObservedUnit {
  /**
   * The part of the code that stays when a unit changes its kind: 2 digits (voivodeship), 4 (powiat), 6 (gmina);
   * parts and auxiliary units keep all 7, for there the 7th distinguishes units.
   */
  readonly key: string;
  readonly terc: string;
  readonly powiatTerc: string | null;
  readonly name: string;
  readonly kind: TerritorialKind;
  readonly parentKey: string | null;
}

export const kindOfRodz: Readonly<Record<string, TerritorialKind>> = {
  '1': 'URBAN_GMINA',
  '2': 'RURAL_GMINA',
  '3': 'URBAN_RURAL_GMINA',
  '4': 'TOWN',
  '5': 'RURAL_AREA',
  '8': 'WARSAW_DISTRICT',
  '9': 'DELEGATURA',
};

/** The id of a unit under a code that another unit bore before. */
export function idBesides(key: string, name: string): string {
  return `${key}~${foldName(name).replaceAll(' ', '-')}`;
}

function kindOfTerc(terc: string): TerritorialKind {
  if (terc.length === 2) return 'VOIVODESHIP';
  if (terc.length === 4) return 'POWIAT';
  const kind = terc.length === 7 ? kindOfRodz[terc.charAt(6)] : undefined;
  if (kind === undefined) throw new Error(`No kind of unit has the TERC "${terc}"`);
  return kind;
}

/** POW 61–99 is a city with powiat rights (TERC's own rule). */
function isCityPowiat(powiatTerc: string): boolean {
  return powiatTerc.slice(2, 4) >= '61';
}

export function observeUnits(rows: readonly RegisterRow[]): ObservedUnit[] {
  const cityOfPowiat = findCities(rows);
  const governed = new Set(rows.filter(({ terc }) => terc.length === 7).map(({ terc }) => terc.slice(0, 4)));
  const units: ObservedUnit[] = [];
  for (const row of rows) {
    if (row.terc.length === 4 && isCitysSecondCode(row.terc, cityOfPowiat, governed)) continue;
    units.push(observe(row, cityOfPowiat));
  }
  return units;
}

/** Also where the row of the city's gmina could not be taken: the second code alone is no unit of its own. */
function isCitysSecondCode(
  powiat: string,
  cityOfPowiat: ReadonlyMap<string, string>,
  governed: ReadonlySet<string>,
): boolean {
  return cityOfPowiat.has(powiat) || (isCityPowiat(powiat) && !governed.has(powiat));
}

/** The urban gmina of each city with powiat rights that stands under both of its codes, by the 4-digit one. */
function findCities(rows: readonly RegisterRow[]): ReadonlyMap<string, string> {
  const powiats = new Set(rows.filter((row) => row.terc.length === 4 && isCityPowiat(row.terc)).map((row) => row.terc));
  const cities = new Map<string, string>();
  for (const { terc } of rows) {
    const powiat = terc.slice(0, 4);
    if (terc.length === 7 && terc.endsWith('1') && powiats.has(powiat) && !cities.has(powiat)) cities.set(powiat, terc);
  }
  return cities;
}

function observe(row: RegisterRow, cityOfPowiat: ReadonlyMap<string, string>): ObservedUnit {
  const { terc } = row;
  const kind = kindOfTerc(terc);
  const powiat = terc.slice(0, 4);
  const isCity = cityOfPowiat.get(powiat) === terc;
  return {
    key: keyOf(terc, kind),
    terc,
    powiatTerc: kind === 'POWIAT' ? terc : isCity ? powiat : null,
    // TERC writes voivodeships in capitals, which is its typography and not their name.
    name: kind === 'VOIVODESHIP' ? row.name.toLocaleLowerCase('pl') : row.name,
    kind,
    parentKey: parentKeyOf(terc, kind, isCity, cityOfPowiat),
  };
}

export function keyOf(terc: string, kind: TerritorialKind): string {
  return kind === 'URBAN_GMINA' || kind === 'RURAL_GMINA' || kind === 'URBAN_RURAL_GMINA' ? terc.slice(0, 6) : terc;
}

function parentKeyOf(
  terc: string,
  kind: TerritorialKind,
  isCity: boolean,
  cityOfPowiat: ReadonlyMap<string, string>,
): string | null {
  switch (kind) {
    case 'VOIVODESHIP':
      return null;
    case 'POWIAT':
      return terc.slice(0, 2);
    case 'TOWN':
    case 'RURAL_AREA':
      return terc.slice(0, 6);
    case 'WARSAW_DISTRICT':
    case 'DELEGATURA':
      return cityOfPowiat.get(terc.slice(0, 4))?.slice(0, 6) ?? terc.slice(0, 4);
    default:
      return isCity ? terc.slice(0, 2) : terc.slice(0, 4);
  }
}
