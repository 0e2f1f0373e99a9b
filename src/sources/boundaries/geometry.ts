/**
 * Checks the geometry of a boundary and gives it one form: Polygon or MultiPolygon, two coordinates a position with 6
 * decimals (about 10 cm; RFC 7946, section 11.2), exterior rings counterclockwise and holes clockwise (section 3.1.6).
 */
import pointInPolygon from 'point-in-polygon-hao';
import { boundsOf, refuseOtherCoordinates } from './coordinates.ts';
import { crossingOf } from './crossing.ts';
import { FeatureFault } from './fault.ts';
import type { Polygon, Position, Ring } from './rings.ts';

const decimals = 1_000_000;

export function readPolygons(geometry: unknown): Polygon[] {
  const { type, coordinates } = asObject(geometry);
  if (type !== 'Polygon' && type !== 'MultiPolygon') {
    throw fault(`its type is ${JSON.stringify(type) ?? 'not said'}`, 'A boundary is a Polygon or a MultiPolygon.');
  }
  const lists = type === 'Polygon' ? [coordinates] : asList(coordinates, 'coordinates');
  const raw = lists.map((polygon) => asList(polygon, 'a polygon').map(readRing));
  if (raw.length === 0 || raw.some((rings) => rings.length === 0)) throw fault('it has no ring', 'Give its rings.');
  refuseOtherCoordinates(boundsOf(raw));
  for (const ring of raw.flat()) refuseCrossing(ring);
  const polygons = raw.map(rounded).filter((rings) => rings.length > 0);
  if (polygons.length === 0) throw fault('it encloses no area', 'Give the boundary itself, not a line or a point.');
  for (const polygon of polygons) refuseHolesOutside(polygon);
  return polygons;
}

/** The same boundary always gives the same text, whatever form it came in. */
export function geometryText(polygons: readonly Polygon[]): string {
  const [first] = polygons;
  return polygons.length === 1
    ? JSON.stringify({ type: 'Polygon', coordinates: first })
    : JSON.stringify({ type: 'MultiPolygon', coordinates: polygons });
}

function asObject(value: unknown): { type?: unknown; coordinates?: unknown } {
  if (typeof value === 'object' && value !== null) return value;
  throw fault('there is none', 'Give a Polygon or a MultiPolygon.');
}

function asList(value: unknown, what: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw fault(`${what} is no list`, 'A Polygon is a list of rings, a MultiPolygon a list of such lists.');
}

function readRing(value: unknown): Ring {
  const ring = asList(value, 'a ring').map(readPosition);
  const [first] = ring;
  const last = ring.at(-1);
  if (ring.length < 4)
    throw fault(`a ring has ${ring.length} positions`, 'A ring has at least 4, the last as the first.');
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) {
    throw fault(`the ring that begins at ${first} ends at ${last}`, 'End each ring where it begins.');
  }
  return ring;
}

/** Lists inside are not stated: they may be nested deeper than can be written. */
function briefly(value: unknown): string {
  const parts: unknown[] = Array.isArray(value) ? value.slice(0, 5) : [value];
  const shown = parts.map((part) => (typeof part === 'object' && part !== null ? '…' : JSON.stringify(part)));
  return `[${shown.join(',')}]`.slice(0, 60);
}

/** Heights and measures after the two coordinates are left out. */
function readPosition(value: unknown): Position {
  const [longitude, latitude] = asList(value, 'a position');
  if (Number.isFinite(longitude) && Number.isFinite(latitude)) return [longitude as number, latitude as number];
  throw fault(`a position is ${briefly(value)}`, 'A position is two numbers, longitude before latitude.');
}

/** Empty when nothing is left of the exterior ring; holes too small for the decimals fall away. */
function rounded([exterior = [], ...holes]: Polygon): Polygon {
  const outer = wound(withDecimals(exterior), 'COUNTERCLOCKWISE');
  if (outer === null) return [];
  return [outer, ...holes.map((hole) => wound(withDecimals(hole), 'CLOCKWISE')).filter((hole) => hole !== null)];
}

function withDecimals(ring: Ring): Ring {
  const result: Ring = [];
  for (const [longitude, latitude] of ring) {
    const x = Math.round(longitude * decimals) / decimals;
    const y = Math.round(latitude * decimals) / decimals;
    const last = result.at(-1);
    if (last === undefined || last[0] !== x || last[1] !== y) result.push([x, y]);
  }
  return result;
}

function wound(ring: Ring, direction: 'CLOCKWISE' | 'COUNTERCLOCKWISE'): Ring | null {
  const twice = twiceSignedArea(ring);
  if (ring.length < 4 || twice === 0) return null;
  return twice > 0 === (direction === 'COUNTERCLOCKWISE') ? ring : ring.toReversed();
}

/** Positive for a counterclockwise ring; relative to its first position, so that small rings keep their digits. */
function twiceSignedArea(ring: Ring): number {
  const [originX, originY] = ring[0] ?? [0, 0];
  let sum = 0;
  for (let index = 1; index < ring.length; index += 1) {
    const [x1, y1] = ring[index - 1] as Position;
    const [x2, y2] = ring[index] as Position;
    sum += (x1 - originX) * (y2 - originY) - (x2 - originX) * (y1 - originY);
  }
  return sum;
}

/** Looked for before the decimals are cut, which may make two near edges cross. */
function refuseCrossing(ring: Ring): void {
  const place = crossingOf(ring);
  if (place === null) return;
  throw fault(
    `a ring crosses itself near ${place.join(', ')} (longitude, latitude), so that nobody can say what is inside`,
    'Fix it, as with ogr2ogr -makevalid.',
  );
}

/** A few positions of each hole suffice; all of them would take the square of a long boundary's length. */
const lookedAtOfHole = 8;

function refuseHolesOutside([exterior = [], ...holes]: Polygon): void {
  const isOutside = (position: Position): boolean => pointInPolygon(position, [exterior]) === false;
  const outside = holes.find((hole) => {
    const step = Math.ceil(hole.length / lookedAtOfHole);
    return hole.some((position, index) => index % step === 0 && isOutside(position));
  });
  if (outside === undefined) return;
  throw fault(
    `the hole that begins at ${outside[0]} reaches out of the ring around it`,
    'The first ring of a polygon is the exterior, the others are holes in it; areas beside each other are polygons of a MultiPolygon.',
  );
}

const fault = (what: string, hint: string): FeatureFault =>
  new FeatureFault('geometry', `The geometry cannot be taken: ${what}. ${hint}`);
