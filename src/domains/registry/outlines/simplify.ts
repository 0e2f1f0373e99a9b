/** Outlines of neighbours, simplified together: a border that two units share stays one line. */
import { topology } from 'topojson-server';
import { planarRingArea, presimplify } from 'topojson-simplify';
import type { GeometryObject, Objects, Topology } from 'topojson-specification';
import type { Point } from './plane.ts';

/** Polygons of rings in the plane. */
export type PlanePolygons = readonly (readonly (readonly Point[])[])[];

export type Detail = 'COUNTRY' | 'REGION';

/** What may be cut off at a point, in square steps of the plane: what nobody sees at the scale that the detail is for. */
const maxTriangle: Readonly<Record<Detail, number>> = { COUNTRY: 200, REGION: 6 };
/** Of small units only so much of their area, so that they keep their shape. */
const maxShare = 0.03;
/** Islands and exclaves that would be a dot are left out, unless the unit is nothing else. */
const minRing: Readonly<Record<Detail, number>> = { COUNTRY: 60, REGION: 4 };

type WeightedPoint = [x: number, y: number, weight: number];

/** An SVG path for each unit, in whole steps of the plane. */
export function simplifiedPaths(
  units: ReadonlyMap<string, PlanePolygons>,
  detail: Detail,
): ReadonlyMap<string, string> {
  const objects = Object.fromEntries([...units].map(([id, polygons]) => [id, geometryOf(polygons)]));
  const weighted = presimplify(topology(objects) as Topology<Objects<object>>);
  const arcs = weighted.arcs as unknown as WeightedPoint[][];
  const shapes = new Map([...units.keys()].map((id) => [id, ringsOf(weighted, id)]));
  const limits = limitsOf(arcs, [...shapes.values()].flat(), detail);
  const lines = arcs.map((arc, index) => arc.filter(([, , weight]) => weight >= (limits[index] ?? 0)));
  return new Map([...shapes].map(([id, rings]) => [id, pathOf(rings, lines, minRing[detail])]));
}

function geometryOf(coordinates: PlanePolygons) {
  return { type: 'MultiPolygon' as const, coordinates };
}

/** Each ring as the numbers of its arcs; a negative one is read backwards (TopoJSON, "Arc Indexes"). */
type Ring = readonly number[];

function ringsOf({ objects }: Topology<Objects<object>>, id: string): Ring[] {
  const object = objects[id] as GeometryObject<object> | undefined;
  if (object?.type === 'MultiPolygon') return object.arcs.flat();
  return object?.type === 'Polygon' ? object.arcs : [];
}

/** An arc keeps what the smallest of its rings needs. */
function limitsOf(arcs: readonly WeightedPoint[][], rings: readonly Ring[], detail: Detail): number[] {
  const limits = new Array<number>(arcs.length).fill(maxTriangle[detail]);
  for (const ring of rings) {
    const limit = areaOf(lineOf(ring, arcs)) * maxShare;
    for (const index of ring) {
      const arc = index < 0 ? ~index : index;
      limits[arc] = Math.min(limits[arc] ?? limit, limit);
    }
  }
  return limits;
}

function areaOf(line: readonly WeightedPoint[]): number {
  return planarRingArea(line as unknown as [number, number][]);
}

function lineOf(ring: Ring, arcs: readonly WeightedPoint[][]): WeightedPoint[] {
  return ring.flatMap((index, place) => {
    const arc = index < 0 ? (arcs[~index] ?? []).toReversed() : (arcs[index] ?? []);
    // An arc begins where the one before ended.
    return place === 0 ? arc : arc.slice(1);
  });
}

function pathOf(rings: readonly Ring[], arcs: readonly WeightedPoint[][], minArea: number): string {
  const lines = rings.map((ring) => lineOf(ring, arcs)).map((line) => ({ line, area: areaOf(line) }));
  const largest = Math.max(...lines.map(({ area }) => area));
  return lines
    .filter(({ area }) => area >= Math.min(minArea, largest))
    .map(({ line }) => subpathOf(line))
    .join('');
}

/** Relative to the point before, which takes the fewest characters; the last point is the first. */
function subpathOf(line: readonly WeightedPoint[]): string {
  const [start] = line;
  if (start === undefined) return '';
  let [x, y] = start;
  let steps = '';
  for (const [nextX, nextY] of line.slice(1, -1)) {
    if (nextX === x && nextY === y) continue;
    steps += signed(nextX - x, steps === '') + signed(nextY - y, false);
    [x, y] = [nextX, nextY];
  }
  return `M${start[0]}${signed(start[1], false)}l${steps}z`;
}

/** A minus separates numbers by itself. */
function signed(value: number, isFirst: boolean): string {
  return value < 0 || isFirst ? String(value) : ` ${value}`;
}
