/** Geometries that points were last looked up in, ready to be requested; bounded by their length. */
import { LRUCache } from 'lru-cache';
import type { BoundaryKey } from './model.ts';

type Position = [longitude: number, latitude: number];
/** Polygons of rings, the first of each the exterior. */
export type Polygons = readonly Position[][][];

/** In characters of GeoJSON; in memory positions take about three times as much. */
const maxLength = 16_000_000;

export class GeometryCache {
  readonly #polygons = new LRUCache<string, Polygons>({ maxSize: maxLength });

  get(key: BoundaryKey): Polygons | undefined {
    return this.#polygons.get(nameOf(key));
  }

  add(key: BoundaryKey, text: string): Polygons {
    const polygons = polygonsIn(text);
    this.#polygons.set(nameOf(key), polygons, { size: Math.max(1, text.length) });
    return polygons;
  }
}

function nameOf({ unitId, level, asOf, release }: BoundaryKey): string {
  return `${unitId} ${level} ${asOf} ${release}`;
}

function polygonsIn(text: string): Polygons {
  const { type, coordinates } = JSON.parse(text) as { type: string; coordinates: never };
  return type === 'Polygon' ? [coordinates] : coordinates;
}
