/** Boundaries in the database. What is cached is all but the geometries. */
import { sql } from 'kysely';
import type { ClientBase, Pool } from 'pg';
import { type ColumnOf, type CopyRow, copyInto } from '#platform/database/copy.ts';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import type { IsoDate } from '../model.ts';
import type { Boundary, BoundaryKey } from './model.ts';

type Queryable = Pick<ClientBase | Pool, 'query'>;

export function loadBoundaries(client: Queryable): Promise<Boundary[]> {
  return execute(
    client,
    query
      .selectFrom('territorial_unit_boundary')
      .select(['unit_id as unitId', 'level', 'release', 'terc', 'west', 'south', 'east', 'north'])
      .select(({ cast }) => [
        'area_km2 as areaKm2',
        'geometry_sha256 as geometrySha256',
        'source_id as sourceId',
        cast<string>('as_of', 'text').as('asOf'),
        cast<string>('known_on', 'text').as('knownOn'),
      ])
      .orderBy('unit_id')
      .orderBy('level')
      .orderBy('as_of')
      .orderBy('release'),
  );
}

/** The texts of the geometries, in the order requested; one statement. */
export async function loadGeometries(db: SqlReader, keys: readonly BoundaryKey[]): Promise<string[]> {
  type Requested = { unit_id: string; level: BoundaryKey['level']; as_of: Date; release: number; ordinal: number };
  const requested = sql<Requested>`unnest(${keys.map(({ unitId }) => unitId)}::text[],
    ${keys.map(({ level }) => level)}::territorial_level[], ${keys.map(({ asOf }) => asOf)}::date[],
    ${keys.map(({ release }) => release)}::int[]) WITH ORDINALITY`;
  const found = await execute(
    db,
    query
      .selectFrom(requested.as<'r'>(sql`r(unit_id, level, as_of, release, ordinal)`))
      .innerJoin('territorial_unit_boundary as b', (join) =>
        join
          .onRef('b.unit_id', '=', 'r.unit_id')
          .onRef('b.level', '=', 'r.level')
          .onRef('b.as_of', '=', 'r.as_of')
          .onRef('b.release', '=', 'r.release'),
      )
      .select(({ cast }) => [cast<number>('r.ordinal', 'integer').as('ordinal'), 'b.geometry']),
  );
  const texts = new Map(found.map(({ ordinal, geometry }) => [ordinal, geometry]));
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
  await execute(
    client,
    query
      .updateTable('territorial_unit_boundary')
      .set({ as_of: to, release })
      .where('source_id', '=', sourceId)
      .where('as_of', '=', sql<Date>`${from}::date`),
  );
}

/** The days of all registers, the newest first; days of which only a selection of units is known come last. */
export async function loadRegisterDays(client: Queryable): Promise<IsoDate[]> {
  const days = await execute(
    client,
    query
      .selectFrom('register_slice')
      .select(({ cast }) => cast<IsoDate>('as_of', 'text').as('day'))
      .groupBy('as_of')
      .orderBy(({ fn }) => fn<boolean>('bool_or', ['complete']), 'desc')
      .orderBy('as_of', 'desc'),
  );
  return days.map(({ day }) => day);
}
