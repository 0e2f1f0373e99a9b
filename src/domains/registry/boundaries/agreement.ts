/** Whether a name says the unit that a code says, in the looser ways in which files name units. */
import { isAtLevel } from '../levels.ts';
import type { IsoDate, TerritorialLevel, Unit, UnitVersion } from '../model.ts';
import type { RegistryReferenceData } from '../reference-data.ts';
import { foldName } from '../text.ts';
import { versionOn } from '../view.ts';

interface State {
  readonly unit: Unit;
  readonly version: UnitVersion;
}

interface Stated {
  readonly registry: RegistryReferenceData;
  readonly day: IsoDate;
  /** The level that the feature says. */
  readonly level: TerritorialLevel | null;
}

/** Letters that a powiat's adjective shares with the town it is called after: `Kraków`, `krakowski`. */
const sharedLetters = 3;

export function agrees(coded: State, named: State, stated: Stated): boolean {
  if (named.unit.id === coded.unit.id || contains(stated, named, coded)) return true;
  const { level } = stated;
  if (level !== null && !isAtLevel(coded.version, level) && isAtLevel(named.version, level)) return false;
  return contains(stated, coded, named) && isCalledAfter(coded.version, named.version);
}

/** Files call a voivodeship or powiat by the town in it: `Lublin` for `lubelskie`. */
function isCalledAfter({ name, kind }: UnitVersion, town: UnitVersion): boolean {
  if (kind !== 'VOIVODESHIP' && kind !== 'POWIAT') return false;
  return foldName(name).slice(0, sharedLetters) === foldName(town.name).slice(0, sharedLetters);
}

/** A city lies in no powiat, but the powiat around it is called after it. */
function contains({ registry, day }: Stated, outer: State, inner: State): boolean {
  let parentId = inner.version.parentId;
  for (let depth = 0; parentId !== null && depth < 5; depth += 1) {
    const parent = registry.unit(parentId);
    if (parent === undefined) return false;
    if (parent.id === outer.unit.id) return true;
    parentId = (versionOn(parent, day) ?? parent.versions.at(-1))?.parentId ?? null;
  }
  const isNeighbour = inner.version.powiatTerc !== null && outer.version.kind === 'POWIAT';
  return isNeighbour && inner.version.parentId === outer.version.parentId;
}
