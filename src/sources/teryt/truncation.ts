import { RefusedFileError } from '#platform/errors.ts';
import { parseDay } from './as-of.ts';
import { type KnownCounts, knownCounts } from './known-counts.ts';
import type { RawRecord, RegisterTable } from './table.ts';
import type { Place } from './unit-row.ts';

/*
 * A csv that was cut off looks like a shorter csv, and units missing from a register are taken for abolished. Three signs
 * give a cut away: its last row is not whole, its last unit lacks what belongs to it, or a voivodeship is too small.
 */

interface Found {
  /** Powiats with at least one gmina. */
  readonly powiats: ReadonlySet<string>;
  readonly gminas: ReadonlySet<string>;
  readonly auxiliary: number;
  /** Rows stand in the order of their codes, but for a few that were added by hand. */
  readonly ordered: boolean;
  readonly hasLastCity: (pow: string) => boolean;
}

const HINT = 'Download it again; a part of the register must hold whole voivodeships.';
const cut = (message: string) => new RefusedFileError('TRUNCATED', message, HINT);

/** The last row of a csv that was cut at a byte. */
export function refuseCutRow({ records, isText }: RegisterTable, asOfFromRows: boolean): void {
  const last = records.at(-1);
  if (last === undefined || !isText) return;
  const text = last.original.slice(0, 80);
  if (last.short) throw cut(`The last row (${last.row}) is not whole: “${text}”.`);
  const endsInDate = asOfFromRows && last.cells.STAN_NA !== undefined;
  const broken = endsInDate ? parseDay(last.cells.STAN_NA ?? '') === null : labelIsCut(last, records);
  if (broken) throw cut(`The last row (${last.row}) is not whole: “${text}”.`);
}

/** `gmina miejs`: no other row has this label, and others begin with it. */
function labelIsCut(last: RawRecord, records: readonly RawRecord[]): boolean {
  const label = last.cells.NAZWA_DOD;
  if (label === undefined) return false;
  const others = new Set(records.slice(0, -1).map((record) => record.cells.NAZWA_DOD ?? ''));
  return !others.has(label) && [...others].some((other) => other.startsWith(label));
}

/** The last unit of a file that was cut between two rows. `places` hold all rows whose codes could be read. */
export function refuseUnfinishedUnit(places: readonly Place[]): void {
  const last = places.at(-1);
  if (!last) return;
  const same = (place: Place) => place.woj === last.woj && place.pow === last.pow && place.gmi === last.gmi;
  if (last.rodz === '3' || last.rodz === '4' || last.rodz === '5') {
    const kinds = new Set(places.filter(same).map((place) => place.rodz));
    if (kinds.has('4') && kinds.has('5')) return;
    throw cut(
      `The file ends with the urban-rural gmina ${last.woj}${last.pow}${last.gmi} before its town and its rural area.`,
    );
  }
  if (last.pow === null && !places.some((place) => place.woj === last.woj && place.pow !== null)) {
    throw cut(`The file ends with the voivodeship ${last.woj} before its powiats.`);
  }
  if (last.gmi !== null || last.pow === null) return;
  if (places.some((place) => place.woj === last.woj && place.pow === last.pow && place.gmi !== null)) return;
  throw cut(`The file ends with the powiat ${last.woj}${last.pow} before its gminas.`);
}

/** Returns the voivodeships that the file covers; refuses when one of them is not whole. */
export function wholeVoivodeships(places: readonly Place[], day: string): string[] {
  const found = countByVoivodeship(places);
  const last = groupedLast(places);
  for (const [woj, units] of found) {
    const known = knownCounts(woj, day);
    const mayBeCut = last === null || last === woj;
    const missing = tooSmall(units, known) ?? (mayBeCut ? unfinished(units, known, woj) : null);
    if (missing !== null) throw cut(`Voivodeship ${woj} is not whole: ${missing}. The file is cut off or a selection.`);
  }
  return [...found.keys()].sort();
}

/** A few units fewer than ever before may be a reform; many fewer are missing. */
function tooSmall(found: Found, known: KnownCounts): string | null {
  const floor = { powiats: known.powiats - 1, gminas: known.gminas - Math.max(3, Math.floor(known.gminas * 0.04)) };
  // More gminas than ever before: whatever this register is, it was not cut.
  if (found.gminas.size > known.gminas * 1.2) return null;
  if (found.powiats.size >= floor.powiats && found.gminas.size >= floor.gminas) return null;
  return compared(found, known);
}

/** What a cut leaves behind: ordered by code, a voivodeship ends with its last city; in another order only counts show it. */
function unfinished(found: Found, known: KnownCounts, woj: string): string | null {
  if (found.gminas.size > known.gminas * 1.2) return null;
  if (found.ordered && !found.hasLastCity(known.lastCity)) {
    return `it ends before its last city, ${woj}${known.lastCity}; ${compared(found, known)}`;
  }
  if (!found.ordered && (found.powiats.size < known.powiats || found.gminas.size < known.gminas))
    return compared(found, known);
  if (found.auxiliary >= known.auxiliary) return null;
  return `it has ${found.auxiliary} of ${known.auxiliary} districts and delegatury (RODZ 8, 9)`;
}

const compared = (found: Found, known: KnownCounts) =>
  `it has ${found.powiats.size} of ${known.powiats} powiats and ${found.gminas.size} of ${known.gminas} gminas`;

function countByVoivodeship(places: readonly Place[]): Map<string, Found> {
  const byVoivodeship = Map.groupBy(places, (place) => place.woj);
  return new Map([...byVoivodeship].map(([woj, own]) => [woj, count(own)]));
}

function count(places: readonly Place[]): Found {
  const gminas = places.filter((place) => place.rodz !== null && '123'.includes(place.rodz));
  const codes = places.map((place) => `${place.pow ?? ''}${place.gmi ?? ''}`);
  const descents = codes.filter((code, i) => i > 0 && code < (codes[i - 1] as string)).length;
  return {
    powiats: new Set(gminas.map((place) => place.pow as string)),
    gminas: new Set(gminas.map((place) => `${place.pow}${place.gmi}`)),
    auxiliary: places.filter((place) => place.rodz === '8' || place.rodz === '9').length,
    ordered: descents <= Math.max(2, places.length * 0.02),
    hasLastCity: (pow) => places.some((place) => place.pow === pow),
  };
}

/** The voivodeship in which the file ends; null when their rows are mixed, and a cut may have hit them all. */
function groupedLast(places: readonly Place[]): string | null {
  const changes = places.filter((place, i) => place.woj !== places[i - 1]?.woj);
  return new Set(changes.map((place) => place.woj)).size === changes.length ? (changes.at(-1)?.woj ?? null) : null;
}

/** Parts were left out: a list of gminas, whose import would abolish every town in an urban-rural gmina. */
export function refuseWithoutParts(places: readonly Place[]): void {
  const whole = places.filter((place) => place.rodz === '3').length;
  const parts = places.some((place) => place.rodz === '4' || place.rodz === '5');
  if (whole >= 10 && !parts)
    throw cut(
      `The file has ${whole} urban-rural gminas (RODZ 3) and none of their parts (RODZ 4 and 5): it is a selection.`,
    );
}
