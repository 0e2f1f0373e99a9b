/** The geometries of many boundaries, each brought into the plane at once: all of them as they are stored would not fit in memory. */
import type { SqlReader } from '#platform/database/index.ts';
import type { Boundary } from '../boundaries/model.ts';
import { loadGeometries } from '../boundaries/store.ts';
import { type Point, projected } from './plane.ts';
import type { PlanePolygons } from './simplify.ts';

/** Boundaries that are read by one statement. */
const batchSize = 100;

export async function readPlanePolygons(
  db: SqlReader,
  boundaries: readonly Boundary[],
): Promise<Map<string, PlanePolygons>> {
  const polygons = new Map<string, PlanePolygons>();
  for (let start = 0; start < boundaries.length; start += batchSize) {
    const batch = boundaries.slice(start, start + batchSize);
    const texts = await loadGeometries(db, batch);
    for (const [index, { unitId }] of batch.entries()) polygons.set(unitId, polygonsIn(texts[index] ?? ''));
  }
  return polygons;
}

function polygonsIn(text: string): PlanePolygons {
  const { type, coordinates } = JSON.parse(text) as { type: string; coordinates: never };
  const polygons: [number, number][][][] = type === 'Polygon' ? [coordinates] : coordinates;
  return polygons
    .map((rings) => rings.map(ringInPlane).filter((ring) => ring.length > minPoints))
    .filter((rings) => rings.length > 0);
}

/** With the first one again at the end. */
const minPoints = 3;

/** Neighbouring positions that fall on the same point are one. */
function ringInPlane(ring: readonly [number, number][]): Point[] {
  const points: Point[] = [];
  for (const [longitude, latitude] of ring) {
    const point = projected(longitude, latitude);
    const last = points.at(-1);
    if (last === undefined || last[0] !== point[0] || last[1] !== point[1]) points.push(point);
  }
  return points;
}
