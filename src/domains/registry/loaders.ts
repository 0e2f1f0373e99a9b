/** What this domain reads for all objects of an answer at once. */
import DataLoader from 'dataloader';
import type { Context } from '#graphql/context.ts';
import { OwnedRows, ownedBy } from '#graphql/lists/owned.ts';
import { RowLoader } from '#graphql/rows.ts';
import { dayOf } from '#platform/days.ts';
import type { Boundary, BoundaryKey } from './boundaries/model.ts';
import { loadGeometries } from './boundaries/store.ts';
import type { TerritorialLevel } from './model.ts';
import { unitsNamed } from './unit-names.ts';

interface VersionKey {
  readonly unitId: string;
  readonly validFrom: Date;
}

export function versionKey({ unitId, validFrom }: VersionKey): string {
  return `${dayOf(validFrom)} ${unitId}`;
}

function versionOfKey(key: string): VersionKey {
  return { validFrom: new Date(`${key.slice(0, 10)}T00:00:00Z`), unitId: key.slice(11) };
}

interface BoundaryColumns {
  readonly unitId: string;
  readonly level: TerritorialLevel;
  readonly asOf: Date;
  readonly release: number;
}

export function boundaryKey({ unitId, level, asOf, release }: BoundaryKey): string {
  return JSON.stringify([unitId, level, asOf, release]);
}

function boundaryOfKey(key: string): BoundaryColumns {
  const [unitId, level, asOf, release] = JSON.parse(key) as [string, TerritorialLevel, string, number];
  return { unitId, level, asOf: new Date(`${asOf}T00:00:00Z`), release };
}

export function registryLoaders(context: Context) {
  const { db } = context;
  return {
    versions: new OwnedRows<VersionKey>(
      context,
      'TerritorialUnitVersion',
      ownedBy('territorial_unit_version', 'unit_id', ['valid_from']),
    ),
    version: new RowLoader<string, VersionKey>('TerritorialUnitVersion', context, versionKey, (keys, { select }) =>
      db.prisma.territorialUnitVersion.findMany({
        where: { OR: keys.map(versionOfKey) },
        select: { ...select, unitId: true, validFrom: true },
      }),
    ),
    events: new OwnedRows<{ unitId: string }>(
      context,
      'TerritorialUnitEvent',
      ownedBy('territorial_unit_event', 'unit_id', ['not_after', 'type']),
    ),
    boundary: new RowLoader<string, BoundaryColumns>(
      'TerritorialUnitBoundary',
      context,
      (row) => boundaryKey({ ...row, asOf: dayOf(row.asOf) }),
      (keys, { select }) =>
        db.prisma.territorialUnitBoundary.findMany({
          where: { OR: keys.map(boundaryOfKey) },
          select: { ...select, unitId: true, level: true, asOf: true, release: true },
        }),
    ),
    geometries: new DataLoader((boundaries: readonly Boundary[]) => loadGeometries(db, boundaries)),
    /** Ids of units by a folded part of a name. */
    named: new DataLoader((texts: readonly string[]) => unitsNamed(db, texts)),
  };
}

declare module '#graphql/context.ts' {
  interface Loaders {
    readonly registry: ReturnType<typeof registryLoaders>;
  }
}
