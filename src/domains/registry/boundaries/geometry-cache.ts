/** Geometries that points were last looked up in, ready to be requested; bounded by their length. */
import type { BoundaryKey } from './model.ts';

type Position = [longitude: number, latitude: number];
/** Polygons of rings, the first of each the exterior. */
export type Polygons = readonly Position[][][];

/** In characters of GeoJSON; in memory positions take about three times as much. */
const maximalLength = 16_000_000;

interface Entry {
  readonly polygons: Polygons;
  readonly length: number;
}

export class GeometryCache {
  /** The least recently used first. */
  readonly #entries = new Map<string, Entry>();
  #length = 0;

  get(key: BoundaryKey): Polygons | undefined {
    const name = nameOf(key);
    const entry = this.#entries.get(name);
    if (entry === undefined) return undefined;
    this.#entries.delete(name);
    this.#entries.set(name, entry);
    return entry.polygons;
  }

  add(key: BoundaryKey, text: string): Polygons {
    const polygons = polygonsIn(text);
    const name = nameOf(key);
    if (this.#entries.has(name)) return polygons;
    this.#entries.set(name, { polygons, length: text.length });
    this.#length += text.length;
    for (const [oldest, { length }] of this.#entries) {
      if (this.#length <= maximalLength) break;
      this.#entries.delete(oldest);
      this.#length -= length;
    }
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
