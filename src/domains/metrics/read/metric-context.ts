/** What queries of observations need besides them, for one release: the catalogue, and units by subjects and days. */
import { LRUCache } from 'lru-cache';
import type { ReleaseState } from '#platform/releases/current.ts';
import { SharedResults } from '#platform/shared-results.ts';
import {
  type BoundaryReferenceData,
  cachedBoundaries,
  cachedRegistry,
  isAtLevel,
  type RegistryReferenceData,
  type RegistryUnit,
  type TerritorialLevel,
  type UnitState,
  versionOn,
} from '#registry';
import type { Flag } from '../flags.ts';
import type { SubjectType } from '../model.ts';
import { metricReference } from '../reference-cache.ts';
import type { MetricReferenceData, SliceKey } from '../reference-data.ts';
import { AreaChanges } from './area-changes.ts';

export interface Measured {
  readonly value: number | null;
  readonly flag: Flag;
}

/** By the key of the subject. */
export type SliceValues = ReadonlyMap<string, Measured>;

/** Of slices, with some 100 bytes each: 100 slices of all gminas. */
const maxObservations = 250_000;
/** Days of the register: each takes one entry per unit, some 4,000. */
const maxDays = 60;
/** Members of the groups that were compared last. */
const maxMembers = 50_000;

export class MetricContext {
  readonly referenceData: MetricReferenceData;
  readonly registry: RegistryReferenceData;
  readonly #slices = new SharedResults<SliceValues>(maxObservations);
  readonly #groups = new SharedResults<{ readonly size: number }>(maxMembers);
  readonly #states = new LRUCache<string, ReadonlyMap<string, UnitState>>({ max: maxDays });
  readonly #levels = new LRUCache<string, readonly UnitState[]>({ max: 2 * maxDays });
  readonly #keys = new Map<number, string>();
  readonly #ids = new Map<string, number[]>();
  #areaChanges: AreaChanges | undefined;

  readonly #boundaries: BoundaryReferenceData;

  constructor(release: ReleaseState) {
    const referenceData = release.get(metricReference);
    const registry = release.get(cachedRegistry);
    this.referenceData = referenceData;
    this.registry = registry;
    this.#boundaries = release.get(cachedBoundaries);
    for (const { id, type, key } of referenceData.rows.subjects) {
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

  get boundaryIndex(): ReturnType<BoundaryReferenceData['boundaryIndex']> {
    return this.#boundaries.boundaryIndex(this.registry);
  }

  get areaChanges(): AreaChanges {
    this.#areaChanges ??= new AreaChanges(this.registry);
    return this.#areaChanges;
  }

  /** Every unit as it was on a day, by its id. */
  statesOn(day: string): ReadonlyMap<string, UnitState> {
    return remembered(this.#states, day, () => {
      const states = new Map<string, UnitState>();
      for (const unit of this.registry.units) {
        const state = stateOn(unit, day);
        if (state !== undefined) states.set(unit.id, state);
      }
      return states;
    });
  }

  /** In the order of their codes. */
  unitsAt(level: TerritorialLevel, day: string): readonly UnitState[] {
    return remembered(this.#levels, `${level} ${day}`, () =>
      [...this.statesOn(day).values()].filter(({ version }) => isAtLevel(version, level)).sort(byCode),
    );
  }

  /** The values of a slice: between two releases they do not change. */
  slice(key: SliceKey, load: () => Promise<SliceValues>): Promise<SliceValues> {
    return this.#slices.get(sliceName(key), load);
  }

  /** A group of units that are compared: whoever requests the same again shares it. */
  group<T extends { readonly size: number }>(name: string, make: () => Promise<T>): Promise<T> {
    return this.#groups.get(name, make) as Promise<T>;
  }
}

function remembered<T extends object>(cache: LRUCache<string, T>, key: string, make: () => T): T {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  return made;
}

export function byCode(a: UnitState, b: UnitState): number {
  return a.version.terc < b.version.terc ? -1 : 1;
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

const metricContexts = new WeakMap<ReleaseState, MetricContext>();

export function metricContextOf(release: ReleaseState): MetricContext {
  let metricContext = metricContexts.get(release);
  if (metricContext === undefined) {
    metricContext = new MetricContext(release);
    metricContexts.set(release, metricContext);
  }
  return metricContext;
}

export function sliceName({ metricId, facetId, level, dimensionId, period }: SliceKey): string {
  return `${metricId} ${facetId} ${level} ${dimensionId} ${period}`;
}
