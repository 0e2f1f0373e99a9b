/** The area on the ellipsoid of WGS 84, with edges straight in longitude and latitude as RFC 7946 (section 3.1.1) has it. */
import type { Polygon, Position, Ring } from './rings.ts';

const semiMajorAxisKm = 6378.137;
const flattening = 1 / 298.257223563;
const e2 = flattening * (2 - flattening);
const e = Math.sqrt(e2);

export function areaKm2Of(polygons: readonly Polygon[]): number {
  let area = 0;
  for (const [exterior = [], ...holes] of polygons) {
    area += ringAreaKm2(exterior) - holes.reduce((sum, hole) => sum + ringAreaKm2(hole), 0);
  }
  return area;
}

/** Each edge adds the area between it and the equator; along the edge it is integrated by Simpson's rule. */
function ringAreaKm2(ring: Ring): number {
  let sum = 0;
  for (let index = 1; index < ring.length; index += 1) {
    const [x1, y1] = ring[index - 1] as Position;
    const [x2, y2] = ring[index] as Position;
    if (x1 === x2) continue;
    sum += ((x2 - x1) * (zone(y1) + 4 * zone((y1 + y2) / 2) + zone(y2))) / 6;
  }
  return Math.abs(sum) * (Math.PI / 180) * (semiMajorAxisKm ** 2 / 2);
}

/** Snyder, Map Projections (USGS 1395), equation 3-12: area from the equator to a latitude, for the unit of longitude. */
function zone(latitude: number): number {
  const sine = Math.sin((latitude * Math.PI) / 180);
  return (1 - e2) * (sine / (1 - e2 * sine * sine) - Math.log((1 - e * sine) / (1 + e * sine)) / (2 * e));
}
