/** The boundaries of all units as one release knows them, without their geometries: by unit, and by place. */

import Flatbush from 'flatbush';
import { compareCodeUnits } from '#platform/text.ts';
import { isAtLevel, levelOf } from '../levels.ts';
import type { IsoDate, TerritorialLevel } from '../model.ts';
import type { RegistryReferenceData, RegistryUnit, RegistryVersion } from '../reference-data.ts';
import type { Boundary } from './model.ts';

export interface PlacedBoundary {
  readonly unit: RegistryUnit;
  readonly boundary: Boundary;
}

interface PlaceIndex {
  readonly boxes: Flatbush;
  readonly placed: readonly PlacedBoundary[];
}

export class BoundaryIndex {
  /** By unit and level, ascending by the day whose boundary it is. */
  readonly #byUnit = new Map<string, Map<TerritorialLevel, PlacedBoundary[]>>();
  readonly #places = new Map<TerritorialLevel, PlaceIndex | null>();

  constructor(boundaries: readonly Boundary[], registry: RegistryReferenceData) {
    for (const boundary of boundaries) {
      const unit = registry.unit(boundary.unitId);
      if (unit !== undefined) this.#add({ unit, boundary });
    }
  }

  /** Of the same unit, level and day the newest release counts. */
  #add(placed: PlacedBoundary): void {
    const { unit, boundary } = placed;
    const levels = this.#byUnit.get(unit.id) ?? new Map<TerritorialLevel, PlacedBoundary[]>();
    this.#byUnit.set(unit.id, levels);
    const others = levels.get(boundary.level) ?? [];
    const same = others.find((other) => other.boundary.asOf === boundary.asOf);
    if (same !== undefined && same.boundary.release > boundary.release) return;
    const kept = [...others.filter((other) => other !== same), placed];
    levels.set(boundary.level, kept.toSorted(byDay));
  }

  /**
   * On a day that of the nearest day before, or else that of the first day after. Those of a city with powiat rights
   * count at both its levels.
   */
  of(unitId: string, version: RegistryVersion, day: IsoDate, level = levelOf(version)): Boundary | undefined {
    const known = this.#knownAt(this.#byUnit.get(unitId), level);
    const placed = known?.findLast(({ boundary }) => boundary.asOf <= day) ?? known?.[0];
    return placed?.boundary;
  }

  #knownAt(
    levels: ReadonlyMap<TerritorialLevel, PlacedBoundary[]> | undefined,
    level: TerritorialLevel,
  ): readonly PlacedBoundary[] | undefined {
    const own = levels?.get(level);
    const others = levels?.get(level === 'POWIAT' ? 'GMINA' : 'POWIAT');
    return own === undefined || others === undefined ? (own ?? others) : merged(own, others);
  }

  /** What is known of one unit and day at one level. */
  at(unitId: string, level: TerritorialLevel, asOf: IsoDate): Boundary | undefined {
    const known = this.#byUnit.get(unitId)?.get(level) ?? [];
    return known.find(({ boundary }) => boundary.asOf === asOf)?.boundary;
  }

  has(unitId: string, level: TerritorialLevel): boolean {
    return this.#byUnit.get(unitId)?.has(level) ?? false;
  }

  /** The newest boundaries at a level whose bounding boxes contain a place. */
  around(level: TerritorialLevel, longitude: number, latitude: number): PlacedBoundary[] {
    const index = this.#placesAt(level);
    if (index === null) return [];
    const found = index.boxes.search(longitude, latitude, longitude, latitude);
    return found.map((position) => index.placed[position] as PlacedBoundary);
  }

  #placesAt(level: TerritorialLevel): PlaceIndex | null {
    const known = this.#places.get(level);
    if (known !== undefined) return known;
    const newest = [...this.#byUnit.values()].map((levels) => this.#knownAt(levels, level)?.at(-1));
    const placed = newest.filter((one) => one !== undefined).filter((one) => mayBeAt(one, level));
    const index = placed.length === 0 ? null : { boxes: boxesOf(placed), placed };
    this.#places.set(level, index);
    return index;
  }
}

/** By day; of the same day the own one counts. */
function merged(own: readonly PlacedBoundary[], others: readonly PlacedBoundary[]): readonly PlacedBoundary[] {
  const days = new Set(own.map(({ boundary }) => boundary.asOf));
  return [...own, ...others.filter(({ boundary }) => !days.has(boundary.asOf))].toSorted(byDay);
}

function byDay(a: PlacedBoundary, b: PlacedBoundary): number {
  return compareCodeUnits(a.boundary.asOf, b.boundary.asOf);
}

/** Of the other level only cities with powiat rights have one for both. */
function mayBeAt({ unit, boundary }: PlacedBoundary, level: TerritorialLevel): boolean {
  return boundary.level === level || unit.versions.some((version) => isAtLevel(version, level));
}

function boxesOf(placed: readonly PlacedBoundary[]): Flatbush {
  const boxes = new Flatbush(placed.length);
  for (const { boundary } of placed) boxes.add(boundary.west, boundary.south, boundary.east, boundary.north);
  boxes.finish();
  return boxes;
}
