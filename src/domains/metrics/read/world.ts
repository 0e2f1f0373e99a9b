/** What questions about observations need besides them, for one release: the catalogue, and units by subjects and days. */
import type { ReleaseState } from '#platform/releases/current.ts';
import {
  type HeldBoundaries,
  heldBoundaries,
  heldRegistry,
  isAtLevel,
  type RegistrySnapshot,
  type RegistryUnit,
  type TerritorialLevel,
  type UnitState,
  versionOn,
} from '#registry';
import type { MetricCatalogue, SliceKey } from '../catalogue.ts';
import type { Flag } from '../flags.ts';
import { heldMetrics } from '../held.ts';
import type { SubjectType } from '../model.ts';
import { AreaChanges } from './area-changes.ts';

export interface Measured {
  readonly value: number | null;
  readonly flag: Flag;
}

/** By the key of the subject. */
export type SliceValues = ReadonlyMap<string, Measured>;

/** A slice of all gminas takes some 200 KB. */
const keptSlices = 200;
const keptDays = 60;

export class MetricWorld {
  readonly catalogue: MetricCatalogue;
  readonly registry: RegistrySnapshot;
  readonly slices = new RecentlyUsed<Promise<SliceValues>>(keptSlices);
  readonly #states = new RecentlyUsed<ReadonlyMap<string, UnitState>>(keptDays);
  readonly #keys = new Map<number, string>();
  readonly #ids = new Map<string, number[]>();
  #areaChanges: AreaChanges | undefined;

  readonly #boundaries: HeldBoundaries;

  constructor(release: ReleaseState) {
    const catalogue = release.get(heldMetrics);
    const registry = release.get(heldRegistry);
    this.catalogue = catalogue;
    this.registry = registry;
    this.#boundaries = release.get(heldBoundaries);
    for (const { id, type, key } of catalogue.rows.subjects) {
      // An older register, loaded later, gives a unit another id; the former one still leads to it.
      const now = subjectKey(type, type === 'TERRITORIAL_UNIT' ? (registry.unit(key)?.id ?? key) : key);
      this.#keys.set(id, now);
      const ids = this.#ids.get(now);
      if (ids === undefined) this.#ids.set(now, [id]);
      else ids.push(id);
    }
  }

  keyOf(subjectId: number): string {
    return this.#keys.get(subjectId) ?? '';
  }

  idsOf(key: string): readonly number[] {
    return this.#ids.get(key) ?? [];
  }

  unitOf(key: string): RegistryUnit | undefined {
    return this.registry.unit(key);
  }

  get atlas(): ReturnType<HeldBoundaries['atlas']> {
    return this.#boundaries.atlas(this.registry);
  }

  get areaChanges(): AreaChanges {
    this.#areaChanges ??= new AreaChanges(this.registry);
    return this.#areaChanges;
  }

  /** Every unit as it was on a day, by its id. */
  statesOn(day: string): ReadonlyMap<string, UnitState> {
    return this.#states.get(day, () => {
      const states = new Map<string, UnitState>();
      for (const unit of this.registry.units) {
        const state = stateOn(unit, day);
        if (state !== undefined) states.set(unit.id, state);
      }
      return states;
    });
  }

  unitsAt(level: TerritorialLevel, day: string): UnitState[] {
    return [...this.statesOn(day).values()].filter(({ version }) => isAtLevel(version, level));
  }
}

/** Of units the id of the unit, of others the type and the id. */
function subjectKey(type: SubjectType, key: string): string {
  return type === 'TERRITORIAL_UNIT' ? key : `${type} ${key}`;
}

/** Days before the first register say nothing of their own: the first known state stands for them, unless it began later. */
function stateOn(unit: RegistryUnit, day: string): UnitState | undefined {
  const known = versionOn(unit, day);
  const [first] = unit.versions;
  if (known !== undefined) return { unit, version: known };
  if (first === undefined || day >= first.validFrom) return undefined;
  const began = unit.events.some(({ type, afterFrom }) => type === 'CREATED' && afterFrom === first.validFrom);
  return began ? undefined : { unit, version: first };
}

class RecentlyUsed<T> {
  readonly #most: number;
  readonly #entries = new Map<string, T>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string, make: () => T): T {
    const known = this.#entries.get(key);
    const value = known ?? make();
    this.#entries.delete(key);
    this.#entries.set(key, value);
    const oldest = this.#entries.keys().next().value;
    if (this.#entries.size > this.#most && oldest !== undefined) this.#entries.delete(oldest);
    return value;
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }
}

const worlds = new WeakMap<ReleaseState, MetricWorld>();

export function worldOf(release: ReleaseState): MetricWorld {
  let world = worlds.get(release);
  if (world === undefined) {
    world = new MetricWorld(release);
    worlds.set(release, world);
  }
  return world;
}

export function sliceName({ metricId, facetId, level, dimensionId, period }: SliceKey): string {
  return `${metricId} ${facetId} ${level} ${dimensionId} ${period}`;
}
