/** Boundaries in the database. What is cached is all but the geometries. */

import type { ClientBase, Pool } from 'pg';
import { type ColumnOf, type CopyRow, copyInto } from '#platform/database/copy.ts';
import type { SqlReader } from '#platform/database/index.ts';
import type { IsoDate } from '../model.ts';
import type { Boundary, BoundaryKey } from './model.ts';

type Queryable = Pick<ClientBase | Pool, 'query'>;

const selectBoundaries = `
  SELECT unit_id AS "unitId", level, as_of::text AS "asOf", release, terc, known_on::text AS "knownOn",
         west, south, east, north, area_km2 AS "areaKm2", geometry_sha256 AS "geometrySha256", source_id AS "sourceId"
  FROM territorial_unit_boundary ORDER BY unit_id, level, as_of, release`;

export async function loadBoundaries(client: Queryable): Promise<Boundary[]> {
  return (await client.query<Boundary>(selectBoundaries)).rows;
}

const selectGeometries = `
  SELECT requested.ordinal::int AS ordinal, boundary.geometry
  FROM unnest($1::text[], $2::territorial_level[], $3::date[], $4::int[])
       WITH ORDINALITY AS requested (unit_id, level, as_of, release, ordinal)
  JOIN territorial_unit_boundary boundary USING (unit_id, level, as_of, release)`;

/** The texts of the geometries, in the order requested; one statement. */
export async function loadGeometries(client: SqlReader, keys: readonly BoundaryKey[]): Promise<string[]> {
  const found = await client.query<{ ordinal: number; geometry: string }>(selectGeometries, [
    keys.map(({ unitId }) => unitId),
    keys.map(({ level }) => level),
    keys.map(({ asOf }) => asOf),
    keys.map(({ release }) => release),
  ]);
  const texts = new Map(found.rows.map(({ ordinal, geometry }) => [ordinal, geometry]));
  return keys.map((key, index) => {
    const text = texts.get(index + 1);
    if (text === undefined) throw new Error(`The boundary of ${key.unitId} (${key.level}, ${key.asOf}) is gone`);
    return text;
  });
}

export interface BoundaryRow extends Boundary {
  geometry(): string;
}

const columns = [
  'unit_id',
  'level',
  'as_of',
  'release',
  'terc',
  'known_on',
  'west',
  'south',
  'east',
  'north',
  'area_km2',
  'geometry',
  'geometry_sha256',
  'source_id',
] as const satisfies readonly ColumnOf<'territorial_unit_boundary'>[];

export async function addBoundaries(
  client: ClientBase,
  rows: readonly BoundaryRow[],
  onWritten: (count: number) => void,
): Promise<void> {
  await copyInto(client, 'territorial_unit_boundary', columns, copyRows(rows, onWritten));
}

function* copyRows(
  rows: readonly BoundaryRow[],
  onWritten: (count: number) => void,
): Generator<CopyRow<'territorial_unit_boundary', (typeof columns)[number]>> {
  for (const [index, row] of rows.entries()) {
    const { level, release, terc, west, south, east, north } = row;
    yield {
      level,
      release,
      terc,
      west,
      south,
      east,
      north,
      unit_id: row.unitId,
      as_of: row.asOf,
      known_on: row.knownOn,
      area_km2: row.areaKm2,
      geometry: row.geometry(),
      geometry_sha256: row.geometrySha256,
      source_id: row.sourceId,
    };
    onWritten(index + 1);
  }
}

/** The boundaries of a file that was said to be of another day. */
export async function moveBoundaries(
  client: ClientBase,
  { sourceId, from, to, release }: { sourceId: string; from: string; to: string; release: number },
): Promise<void> {
  await client.query(
    'UPDATE territorial_unit_boundary SET as_of = $3, release = $4 WHERE source_id = $1 AND as_of = $2',
    [sourceId, from, to, release],
  );
}

/** The days of all registers, the newest first; days of which only a selection of units is known come last. */
export async function loadRegisterDays(client: Queryable): Promise<IsoDate[]> {
  const days = await client.query<{ day: IsoDate }>(
    `SELECT as_of::text AS day FROM register_slice GROUP BY as_of ORDER BY bool_or(complete) DESC, as_of DESC`,
  );
  return days.rows.map(({ day }) => day);
}
