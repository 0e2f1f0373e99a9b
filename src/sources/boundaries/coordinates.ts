/** Boundaries are taken in WGS 84, longitude before latitude, as GeoJSON has it. Official files often have others. */
import { RefusedFileError } from '#platform/errors.ts';
import { FeatureFault } from './fault.ts';
import type { Polygon } from './rings.ts';

export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/**
 * The land borders of Poland (14.12–24.15 E, 49.00–54.84 N) with a little room for simplified boundaries, and its sea,
 * to which outlines of voivodeships and coastal gminas reach: the economic zone ends at 55.92 N.
 */
const poland: Bounds = { west: 13.9, south: 48.9, east: 24.3, north: 55.95 };

const hint =
  'Convert the file to WGS 84 with longitude before latitude: ogr2ogr -f GeoJSON -t_srs EPSG:4326 -lco RFC7946=YES out.geojson in.geojson.';

/** WGS 84, and ETRS89, which differs from it by less than a metre. Registers name them in many ways. */
const geographic = /(CRS:?84h?|EPSG:+(\d[\d.]*)?:*(4326|4258|4979|4937)|^WGS ?84|^ETRS89)$/i;

/** GeoJSON of 2008 could name its coordinate system; RFC 7946 has no other than WGS 84. */
export function refuseOtherCrs(crs: unknown): void {
  if (crs === undefined || crs === null) return;
  const { name, code, href } = ((crs as { properties?: unknown }).properties ?? {}) as Record<string, unknown>;
  const text = String(name ?? (code === undefined ? (href ?? JSON.stringify(crs)) : `EPSG:${code}`)).trim();
  if (geographic.test(text)) return;
  throw new RefusedFileError(
    'OTHER_COORDINATES',
    `The file says that its coordinates are in ${text.slice(0, 100)}, not in WGS 84.`,
    hint,
  );
}

export function boundsOf(polygons: readonly Polygon[]): Bounds {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  // Holes lie inside the exterior ring.
  for (const [x, y] of polygons.flatMap(([exterior = []]) => exterior)) {
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  return { west, south, east, north };
}

export function refuseOtherCoordinates(bounds: Bounds): void {
  if (isInPoland(bounds)) return;
  const { west, south, east, north } = bounds;
  const reach = `reach from ${west}, ${south} to ${east}, ${north}`;
  throw new FeatureFault('geometry', `The coordinates ${reach}${explanation(bounds)}. ${hint}`, 'COORDINATES');
}

function isInPoland({ west, south, east, north }: Bounds): boolean {
  return west >= poland.west && south >= poland.south && east <= poland.east && north <= poland.north;
}

function explanation(bounds: Bounds): string {
  const { west, south, east, north } = bounds;
  if (west < -180 || east > 180 || south < -90 || north > 90) {
    return ', which are no degrees but metres of a projection, such as EPSG:2180 or EPSG:3857';
  }
  const swapped = { west: south, south: west, east: north, north: east };
  if (isInPoland(swapped)) return ': latitude stands before longitude';
  return overlapsPoland(bounds)
    ? `, which is in Poland but goes beyond its borders and its sea (${poland.west}–${poland.east} E, ${poland.south}–${poland.north} N)`
    : ', which is not in Poland';
}

function overlapsPoland({ west, south, east, north }: Bounds): boolean {
  return west < poland.east && east > poland.west && south < poland.north && north > poland.south;
}
