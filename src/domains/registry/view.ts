/** The registry on one day: which units existed, in which state, ordered and linked. */
import { isAtLevel } from './levels.ts';
import type { IsoDate, TerritorialLevel } from './model.ts';
import type { RegistryUnit, RegistryVersion } from './registry-unit.ts';
import { comparePolish } from './text.ts';

/** A unit in one of its states. */
export interface UnitState {
  readonly unit: RegistryUnit;
  readonly version: RegistryVersion;
}

export type UnitOrderField = 'NAME' | 'TERC';

export class RegistryView {
  readonly #states = new Map<string, UnitState>();
  readonly #byCode = new Map<string, UnitState>();
  readonly #children = new Map<string, UnitState[]>();
  readonly #ordered = new Map<UnitOrderField, readonly UnitState[]>();

  constructor(units: Iterable<RegistryUnit>, day: IsoDate) {
    for (const unit of units) {
      const version = versionOn(unit, day);
      if (version !== undefined) this.#add({ unit, version });
    }
  }

  #add(state: UnitState): void {
    const { unit, version } = state;
    this.#states.set(unit.id, state);
    this.#byCode.set(version.terc, state);
    if (version.powiatTerc !== null) this.#byCode.set(version.powiatTerc, state);
    if (version.kind.endsWith('GMINA')) this.#byCode.set(version.terc.slice(0, 6), state);
    if (version.parentId === null) return;
    const siblings = this.#children.get(version.parentId);
    if (siblings === undefined) this.#children.set(version.parentId, [state]);
    else siblings.push(state);
  }

  unit(id: string): UnitState | undefined {
    return this.#states.get(id);
  }

  /** By a TERC of 2, 4, 6 or 7 digits that was in force on this day. */
  byTerc(terc: string): UnitState | undefined {
    return this.#byCode.get(terc);
  }

  parent({ version }: UnitState): UnitState | undefined {
    return version.parentId === null ? undefined : this.#states.get(version.parentId);
  }

  /** From the parent up to the voivodeship. */
  ancestors(state: UnitState): UnitState[] {
    const ancestors: UnitState[] = [];
    for (let above = this.parent(state); above !== undefined; above = this.parent(above)) ancestors.push(above);
    return ancestors;
  }

  /** The unit itself or the nearest above it at a level. */
  atLevel(state: UnitState, level: TerritorialLevel): UnitState | undefined {
    if (isAtLevel(state.version, level)) return state;
    return this.ancestors(state).find(({ version }) => isAtLevel(version, level));
  }

  /** Those directly below. */
  children(state: UnitState): readonly UnitState[] {
    return this.#children.get(state.unit.id) ?? [];
  }

  /** Every unit of this day in the given order; equal names are ordered by TERC. */
  ordered(field: UnitOrderField): readonly UnitState[] {
    const known = this.#ordered.get(field);
    if (known !== undefined) return known;
    const ordered = [...this.#states.values()].toSorted(comparisons[field]);
    this.#ordered.set(field, ordered);
    return ordered;
  }

  /** The unit and all below it. */
  idsWithin(id: string | null): ReadonlySet<string> {
    const top = id === null ? undefined : this.unit(id);
    return new Set(top === undefined ? [] : [top, ...this.below(top)].map(({ unit }) => unit.id));
  }

  /** All below, level by level. */
  below(state: UnitState): UnitState[] {
    const below = [...(this.#children.get(state.unit.id) ?? [])];
    for (let index = 0; index < below.length; index += 1) {
      below.push(...(this.#children.get((below[index] as UnitState).unit.id) ?? []));
    }
    return below;
  }
}

export function versionOn(unit: RegistryUnit, day: IsoDate): RegistryVersion | undefined {
  return unit.versions.find(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day < validTo));
}

/** False from the day after the last register that shows the state to the first that shows another. */
export function isCertainOn({ certainUntil }: RegistryVersion, day: IsoDate): boolean {
  return certainUntil === null || day <= certainUntil;
}

function compareTerc(a: UnitState, b: UnitState): number {
  return a.version.terc < b.version.terc ? -1 : a.version.terc > b.version.terc ? 1 : 0;
}

const comparisons: Readonly<Record<UnitOrderField, (a: UnitState, b: UnitState) => number>> = {
  NAME: (a, b) => comparePolish(a.version.name, b.version.name) || compareTerc(a, b),
  TERC: compareTerc,
};
