/** Texts beside the units that they name, requested without a place, within the voivodeship and within the powiat. */
import type { Unit, UnitVersion } from '../rules.ts';
import type { Named } from './measure.ts';
import type { NamedRow } from './real-rows.ts';
import type { State } from './units.ts';
import { variantsOf } from './variants.ts';

export type Place = 'anywhere' | 'voivodeship' | 'powiat';
const digitsOf: Readonly<Record<Place, number>> = { anywhere: 0, voivodeship: 2, powiat: 4 };

function named(unit: Unit, text: string, terc: string, place: Place): Named[] {
  const digits = digitsOf[place];
  if (terc.length < digits) return [];
  return [{ reference: { text, within: digits === 0 ? null : terc.slice(0, digits) }, unit }];
}

/** Rows whose code a unit has or had. */
export function namedByRows(rows: readonly NamedRow[], states: ReadonlyMap<string, State>, place: Place): Named[] {
  return rows.flatMap(({ text, terc }) => {
    const state = states.get(terc);
    return state === undefined ? [] : named(state.unit, text, terc, place);
  });
}

/** Every state of every unit in all the ways in which people write it. */
export function namedByVariants(units: readonly Unit[], place: Place): Named[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const parentOf = (version: UnitVersion | undefined): UnitVersion | undefined => {
    const parent = byId.get(version?.parentId ?? '');
    return parent?.versions.findLast(({ validFrom }) => validFrom <= (version?.validFrom ?? '')) ?? parent?.versions[0];
  };
  return units.flatMap((unit) =>
    unit.versions.flatMap((version) => {
      const parent = parentOf(version);
      const top = parentOf(parent) ?? parent;
      const texts = new Set(variantsOf(version, parent?.name ?? '', top?.name ?? ''));
      return [...texts].flatMap((text) => named(unit, text, version.terc, place));
    }),
  );
}

/** `M.`, `G.` and `M-W.` as older tables of GUS have them, in place of the digit in brackets. */
export function withGusPrefix({ text, terc }: NamedRow): NamedRow[] {
  const [, name, digit] = /^(.*?) \((\d)\)$/.exec(text) ?? [];
  const prefix = { '1': 'M.', '2': 'G.', '3': 'M-W.' }[digit ?? ''];
  return prefix === undefined ? [] : [{ text: `${prefix} ${name}`, terc }];
}
