/** How well a unit fits what the words beside its name say of its level and kind. */
import type { TerritorialKind } from '../model.ts';
import { factors } from './confidence.ts';
import type { Hint } from './markers.ts';
import { type Entry, fitsLevel } from './unit-index.ts';

export interface Fit {
  readonly fit: number;
  readonly isContradicted: boolean;
}

export function fitOf(entry: Entry, { level, kinds }: Hint): Fit {
  const isAtLevel = fitsLevel(entry, level ?? null);
  const ofKind = kinds === undefined ? fitting : kindFit(entry, kinds);
  return {
    fit: (isAtLevel ? 1 : factors.otherLevel) * ofKind.fit,
    isContradicted: !isAtLevel || ofKind.isContradicted,
  };
}

const fitting: Fit = { fit: 1, isContradicted: false };

/** Texts and tables are of their own time: the kind may be one that the unit had, or has since. */
function kindFit({ unit, version }: Entry, kinds: readonly TerritorialKind[]): Fit {
  if (kinds.includes(version.kind)) return fitting;
  // "m. X" says town of any sort; "X (4)" says the town inside the gmina and nothing else.
  const anyTown = kinds.includes('TOWN') && kinds.includes('URBAN_GMINA');
  if (version.kind === 'URBAN_RURAL_GMINA' && anyTown) return { fit: factors.aroundTown, isContradicted: false };
  if (unit.versions.some(({ kind }) => kinds.includes(kind))) return { fit: factors.formerKind, isContradicted: false };
  const isNeighbouring = kinds.every((kind) => neighbours.has(`${kind} ${version.kind}`));
  if (isNeighbouring) return { fit: factors.neighbouringKind, isContradicted: false };
  return { fit: factors.otherLevel, isContradicted: true };
}

/** A village in a gmina becomes a town, or a town a village: the registers that are loaded need not show it. */
const neighbours: ReadonlySet<string> = new Set([
  'RURAL_GMINA URBAN_RURAL_GMINA',
  'URBAN_RURAL_GMINA RURAL_GMINA',
  'TOWN RURAL_GMINA',
  'RURAL_AREA RURAL_GMINA',
]);
