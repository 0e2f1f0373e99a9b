/** Boundaries of units, and the unit at a place. Boxes and days are cached; geometries come from the database. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { markLoaded } from '#graphql/loaded-rows.ts';
import { Release, rowSource } from '#graphql/releases.ts';
import { selectionOf } from '#graphql/rows.ts';
import { SharedDay } from '#platform/days.ts';
import { BadInputError } from '#platform/errors.ts';
import type { BoundaryIndex } from '../boundaries/boundary-index.ts';
import { type Place, unitAt } from '../boundaries/locate.ts';
import { cachedBoundaries } from '../boundaries/reference-data.ts';
import { boundaryKey } from '../loaders.ts';
import type { TerritorialLevel as Level } from '../model.ts';
import { cachedRegistry } from '../reference-cache.ts';
import { asRequested, type UnitOnDay } from '../unit-on-day.ts';
import { TerritorialLevel } from './enums.ts';
import { TerritorialUnit, viewOf } from './unit.ts';

/** A geometry may have as many bytes as thousands of other fields. */
const geometryCost = 100;
/** Reading the geometries around a place costs as much as giving one of them out. */
const placeCost = 60;

function boundaryIndexOf({ release }: Context): BoundaryIndex {
  return release.get(cachedBoundaries).boundaryIndex(release.get(cachedRegistry));
}

const TerritorialUnitBoundary = builder.prismaObject('TerritorialUnitBoundary', {
  description: 'The boundary of a territorial unit on one day, as a file of boundaries draws it, simplified or not.',
  select: { unitId: true },
  fields: (t) => ({
    geometry: t.field({
      type: 'GeoJSON',
      complexity: geometryCost,
      description:
        'The area: Polygon or MultiPolygon in WGS 84, longitude before latitude, degrees with 6 decimals; exterior rings counterclockwise.',
      select: { geometry: true },
      resolve: ({ geometry }) => JSON.parse(geometry),
    }),
    bbox: t.floatList({
      description: 'The bounding box: west, south, east, north, in degrees of WGS 84.',
      select: { west: true, south: true, east: true, north: true },
      resolve: ({ west, south, east, north }) => [west, south, east, north],
    }),
    areaKm2: t.exposeFloat('areaKm2', {
      description:
        'The area inside the boundary in square kilometres, computed on the ellipsoid of WGS 84; of a simplified boundary it differs from the official area.',
    }),
    level: t.expose('level', {
      type: TerritorialLevel,
      description: 'The level at which the source draws it; a city with powiat rights may come from a file of powiats.',
    }),
    asOf: t.expose('asOf', {
      type: 'Date',
      description: 'The day whose boundary it is; where the source does not say it, the day whose register fits best.',
    }),
    source: t.field({ ...rowSource, description: 'The file that it came from.' }),
    release: t.field({
      type: Release,
      description: 'The release that brought it.',
      select: { release: true },
      resolve: ({ release }, _args, { loaders }, info) => loaders.releases.releases.get(release, info),
    }),
  }),
});

builder.objectField(TerritorialUnit, 'boundary', (t) =>
  t.field({
    type: TerritorialUnitBoundary,
    nullable: true,
    description:
      'Its boundary: the newest that is not later than the day of this unit, or else the first after it; null when none was loaded.',
    resolve: ({ unit, version, day }, _args, context, info) => {
      const found = boundaryIndexOf(context).of(unit.id, version, day);
      if (found === undefined) return null;
      const { select } = selectionOf('TerritorialUnitBoundary', context, info);
      // All but the geometry is cached.
      if (!('geometry' in select)) return markLoaded({ ...found, asOf: new SharedDay(found.asOf), geometry: '' });
      return context.loaders.registry.boundary.load(boundaryKey(found), info);
    },
  }),
);

builder.queryField('territorialUnitAt', (t) =>
  t.field({
    type: TerritorialUnit,
    nullable: true,
    complexity: placeCost,
    description:
      'The unit of a level that contains a place, by the newest boundaries that were loaded, as it is today; null where there is none: outside Poland, before boundaries are loaded, and where the unit whose boundary contains the place exists no more. A place on a shared border belongs to the unit with the lowest TERC. Without boundaries of powiats or voivodeships they are derived from the gmina.',
    args: {
      latitude: t.arg.float({ required: true, description: 'Degrees north in WGS 84, from -90 to 90.' }),
      longitude: t.arg.float({ required: true, description: 'Degrees east in WGS 84, from -180 to 180.' }),
      level: t.arg({
        type: TerritorialLevel,
        defaultValue: 'GMINA',
        description: 'The level of the unit; PART and AUXILIARY only where boundaries of such units were loaded.',
      }),
    },
    resolve: async (_root, { latitude, longitude, level }, context) => {
      const place = {
        latitude: checkedDegrees(latitude, 'latitude', 90),
        longitude: checkedDegrees(longitude, 'longitude', 180),
      };
      const wanted = level ?? 'GMINA';
      const found = await findUnit(place, wanted, context);
      if (found !== undefined || (wanted !== 'POWIAT' && wanted !== 'VOIVODESHIP')) return found;
      const gmina = await findUnit(place, 'GMINA', context);
      const above = gmina && viewOf(context.today, context).atLevel(gmina, wanted);
      return asRequested(above, null, context);
    },
  }),
);

async function findUnit(place: Place, level: Level, context: Context): Promise<UnitOnDay | undefined> {
  const found = await unitAt(place, level, {
    boundaryIndex: boundaryIndexOf(context),
    geometries: context.release.get(cachedBoundaries).geometries,
    loadGeometries: async (boundaries) =>
      Promise.all(boundaries.map((one) => context.loaders.registry.geometries.load(one))),
    today: context.today,
  });
  return found && asRequested({ unit: found.unit, version: found.version }, null, context);
}

function checkedDegrees(degrees: number, argument: string, max: number): number {
  if (Math.abs(degrees) <= max) return degrees;
  throw new BadInputError(`"${argument}" is ${degrees}.`, `Give degrees from -${max} to ${max}.`, {
    polish: `"${argument}" wynosi ${degrees}. Podaj stopnie od -${max} do ${max}.`,
  });
}
