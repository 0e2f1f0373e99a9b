import { type Place, tercOf, type UnitRow } from './unit-row.ts';

/** Why a row does not fit the other rows of its file. */
export interface Misfit {
  readonly unit: UnitRow;
  readonly column: string;
  readonly reason: string;
}

export interface Related {
  readonly rows: UnitRow[];
  readonly duplicates: number;
  readonly misfits: Misfit[];
}

const isGmina = (rodz: string | null) => rodz === '1' || rodz === '2' || rodz === '3';
const sixDigits = (place: Place) => `${place.woj}${place.pow}${place.gmi}`;

/**
 * Drops repeated rows and rejects those that contradict another row or lack their parent. `places` are those of all rows,
 * also of the rows already rejected for another cell: these do not count as parents, but they are not missing either.
 */
export function relate(units: readonly UnitRow[], places: readonly Place[]): Related {
  const misfits: Misfit[] = [];
  const { first, duplicates } = dropRepeated(units, misfits);
  const rows = keepChildrenOfParents(first, places, misfits);
  return { rows, duplicates, misfits };
}

function dropRepeated(units: readonly UnitRow[], misfits: Misfit[]): { first: UnitRow[]; duplicates: number } {
  const byCode = new Map<string, UnitRow>();
  const gminas = new Map<string, UnitRow>();
  let duplicates = 0;
  const first = units.filter((unit) => {
    const code = tercOf(unit);
    const same = byCode.get(code);
    if (same && same.name === unit.name && same.label === unit.label) {
      duplicates++;
      return false;
    }
    if (same) return misfit(misfits, unit, 'NAZWA', contradiction(same, code));
    const gmina = isGmina(unit.rodz) ? gminas.get(sixDigits(unit)) : undefined;
    if (gmina) {
      const reason = `Row ${gmina.row} already has gmina ${sixDigits(unit)} with RODZ ${gmina.rodz}: a gmina has one kind.`;
      return misfit(misfits, unit, 'RODZ', reason);
    }
    byCode.set(code, unit);
    if (isGmina(unit.rodz)) gminas.set(sixDigits(unit), unit);
    return true;
  });
  return { first, duplicates };
}

const contradiction = (same: UnitRow, code: string) =>
  `Row ${same.row} already names ${code} “${same.name}” (${same.label ?? 'no label'}): keep the right one of the two.`;

function misfit(misfits: Misfit[], unit: UnitRow, column: string, reason: string): false {
  misfits.push({ unit, column, reason });
  return false;
}

/** Powiats first, then gminas, then parts, so that what is below a rejected row goes with it. */
function keepChildrenOfParents(units: readonly UnitRow[], places: readonly Place[], misfits: Misfit[]): UnitRow[] {
  const governed = new Set(places.filter((place) => place.gmi !== null).map((place) => place.woj + place.pow));
  const powiats = new Set<string>();
  const gminas = new Set<string>();
  const rejected = new Set<UnitRow>();
  const check = (unit: UnitRow, column: string, reason: string | null) => {
    if (reason === null) return true;
    rejected.add(unit);
    return misfit(misfits, unit, column, reason);
  };
  for (const unit of units) {
    if (unit.pow !== null && unit.gmi === null && check(unit, 'POW', cityFault(unit, governed)))
      powiats.add(unit.woj + unit.pow);
  }
  for (const unit of units) {
    if (isGmina(unit.rodz) && check(unit, 'POW', powiatFault(unit, powiats))) gminas.add(tercOf(unit));
  }
  const cities = new Set([...gminas].filter((code) => code.endsWith('1')).map((code) => code.slice(0, 4)));
  for (const unit of units) {
    if (unit.rodz !== null && !isGmina(unit.rodz)) check(unit, 'RODZ', partFault(unit, gminas, cities));
  }
  return units.filter((unit) => !rejected.has(unit));
}

/** Codes 61 to 99 are cities with powiat rights, which stand a second time as a gmina. */
function cityFault(unit: UnitRow, governed: ReadonlySet<string>): string | null {
  const code = tercOf(unit);
  if (Number(unit.pow) <= 60 || governed.has(code)) return null;
  return `The city with powiat rights ${code} has no row as a gmina: add ${code}01 with RODZ 1.`;
}

function powiatFault(unit: UnitRow, powiats: ReadonlySet<string>): string | null {
  const powiat = `${unit.woj}${unit.pow}`;
  return powiats.has(powiat) ? null : `The file has no valid row of the powiat ${powiat}: add or fix it.`;
}

function partFault(unit: UnitRow, gminas: ReadonlySet<string>, cities: ReadonlySet<string>): string | null {
  if (unit.rodz === '4' || unit.rodz === '5') {
    const whole = `${sixDigits(unit)}3`;
    return gminas.has(whole) ? null : `The file has no valid row of the urban-rural gmina ${whole}: add or fix it.`;
  }
  const city = `${unit.woj}${unit.pow}`;
  return cities.has(city) ? null : `The file has no valid row of the city (RODZ 1) in ${city}: add or fix it.`;
}
