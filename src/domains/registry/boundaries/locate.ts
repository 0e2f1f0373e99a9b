/** Which unit contains a place. */

import pointInPolygon from 'point-in-polygon-hao';
import { compareCodeUnits } from '#platform/text.ts';
import { isAtLevel } from '../levels.ts';
import type { IsoDate, TerritorialLevel } from '../model.ts';
import type { RegistryVersion } from '../reference-data.ts';
import { versionOn } from '../view.ts';
import type { BoundaryIndex, PlacedBoundary } from './boundary-index.ts';
import type { GeometryCache, Polygons } from './geometry-cache.ts';
import type { Boundary } from './model.ts';

export interface Place {
  readonly longitude: number;
  readonly latitude: number;
}

interface Candidate extends PlacedBoundary {
  readonly version: RegistryVersion;
}

export interface LocateOptions {
  readonly boundaryIndex: BoundaryIndex;
  readonly geometries: GeometryCache;
  /** The texts of geometries, in the order requested. */
  loadGeometries(boundaries: readonly Boundary[]): Promise<readonly string[]>;
  readonly today: IsoDate;
}

/**
 * Of the units that exist today, one or none: inside comes before on the border, where boundaries of several years
 * overlap the newer one, and last the lower TERC, so that a place on a shared border has one answer.
 */
export async function unitAt(
  place: Place,
  level: TerritorialLevel,
  options: LocateOptions,
): Promise<Candidate | undefined> {
  const around = options.boundaryIndex
    .around(level, place.longitude, place.latitude)
    .map((placed) => ({ ...placed, version: versionOn(placed.unit, options.today) }))
    .filter((placed): placed is Candidate => placed.version !== undefined && isAtLevel(placed.version, level))
    .toSorted(newestThenLowest);
  const polygons = await polygonsOf(around, options);
  let onBorder: Candidate | undefined;
  for (const [index, candidate] of around.entries()) {
    const where = placeIn(place, polygons[index] ?? []);
    if (where === 'INSIDE') return candidate;
    if (where === 'BORDER') onBorder ??= candidate;
  }
  return onBorder;
}

function newestThenLowest(a: Candidate, b: Candidate): number {
  return compareCodeUnits(b.boundary.asOf, a.boundary.asOf) || compareCodeUnits(a.version.terc, b.version.terc);
}

async function polygonsOf(candidates: readonly Candidate[], options: LocateOptions): Promise<Polygons[]> {
  const { geometries } = options;
  const cached = candidates.map(({ boundary }) => geometries.get(boundary));
  const missing = candidates.map(({ boundary }) => boundary).filter((_, index) => cached[index] === undefined);
  const texts = missing.length === 0 ? [] : await options.loadGeometries(missing);
  const loaded = new Map(missing.map((boundary, index) => [boundary, geometries.add(boundary, texts[index] ?? '')]));
  return candidates.map(({ boundary }, index) => cached[index] ?? loaded.get(boundary) ?? []);
}

function placeIn({ longitude, latitude }: Place, polygons: Polygons): 'INSIDE' | 'BORDER' | 'OUTSIDE' {
  let where: 'BORDER' | 'OUTSIDE' = 'OUTSIDE';
  for (const rings of polygons) {
    const found = pointInPolygon([longitude, latitude], rings);
    if (found === true) return 'INSIDE';
    if (found === 0) where = 'BORDER';
  }
  return where;
}
