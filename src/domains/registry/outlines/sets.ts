/** The outlines of all units of a map, made when one of them is first requested, the same for all requests after it. */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { SqlReader } from '#platform/database/index.ts';
import type { BoundaryIndex } from '../boundaries/boundary-index.ts';
import type { Boundary } from '../boundaries/model.ts';
import { isAtLevel } from '../levels.ts';
import type { IsoDate, TerritorialLevel } from '../model.ts';
import type { RegistryReferenceData } from '../reference-data.ts';
import { readPlanePolygons } from './read.ts';
import { type Detail, simplifiedPaths } from './simplify.ts';

export interface OutlineRequest {
  readonly level: TerritorialLevel;
  readonly detail: Detail;
  readonly day: IsoDate;
  /** Only units of this voivodeship; null: the whole country. */
  readonly voivodeshipId: string | null;
}

/** SVG paths by the ids of units; those without a boundary are not in it. */
export type Outlines = ReadonlyMap<string, string>;

/**
 * By the geometries that they were made from: a release that brings no boundaries changes none. That of all gminas
 * takes about half a megabyte, that of a voivodeship's a tenth of it.
 */
const madeBefore = new LRUCache<string, Promise<Outlines>>({ max: 64 });
interface ChosenBoundaries {
  readonly boundaries: readonly Boundary[];
  /** Of their geometries. */
  readonly digest: string;
}

/** By level, day and voivodeship, so that the boundaries need not be chosen for each unit of a map. */
const chosenBefore = new WeakMap<BoundaryIndex, LRUCache<string, ChosenBoundaries>>();
const maxChosen = 64;

interface Parts {
  readonly boundaryIndex: BoundaryIndex;
  readonly registry: RegistryReferenceData;
  readonly db: SqlReader;
}

export async function outlinesOf(request: OutlineRequest, { boundaryIndex, registry, db }: Parts): Promise<Outlines> {
  const { boundaries, digest } = chosenFor(request, boundaryIndex, registry);
  const key = `${request.detail} ${digest}`;
  const known = madeBefore.get(key);
  if (known !== undefined) {
    // Whoever began to make it may be gone before it is whole; then one of those who wait makes it again.
    const outlines = await known.catch(() => undefined);
    if (outlines !== undefined) return outlines;
    const again = madeBefore.peek(key);
    if (again !== undefined && again !== known) return again;
  }
  const made = readPlanePolygons(db, boundaries).then((polygons) => simplifiedPaths(polygons, request.detail));
  madeBefore.set(key, made);
  try {
    return await made;
  } catch (error) {
    if (madeBefore.peek(key) === made) madeBefore.delete(key);
    throw error;
  }
}

function chosenFor(
  { level, day, voivodeshipId }: OutlineRequest,
  boundaryIndex: BoundaryIndex,
  registry: RegistryReferenceData,
): ChosenBoundaries {
  const chosen = chosenBefore.get(boundaryIndex) ?? new LRUCache<string, ChosenBoundaries>({ max: maxChosen });
  chosenBefore.set(boundaryIndex, chosen);
  const key = `${level} ${day} ${voivodeshipId}`;
  const known = chosen.get(key);
  if (known !== undefined) return known;
  const view = registry.viewAt(day);
  const within = voivodeshipId === null ? null : view.idsWithin(voivodeshipId);
  const boundaries = view
    .ordered('TERC')
    .filter(({ unit, version }) => isAtLevel(version, level) && within?.has(unit.id) !== false)
    .map(({ unit, version }) => boundaryIndex.of(unit.id, version, day, level))
    .filter((boundary) => boundary !== undefined);
  const digest = createHash('sha256');
  for (const { unitId, geometrySha256 } of boundaries) digest.update(`${unitId} ${geometrySha256}\n`);
  const found = { boundaries, digest: digest.digest('base64') };
  chosen.set(key, found);
  return found;
}
