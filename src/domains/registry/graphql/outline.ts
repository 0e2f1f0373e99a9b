/** Simplified outlines of units, for maps. */
import { builder } from '#graphql/builder.ts';
import { cachedBoundaries } from '../boundaries/reference-data.ts';
import { isAtLevel, levelOf } from '../levels.ts';
import { planeHeight, planeWidth } from '../outlines/plane.ts';
import { outlinesOf } from '../outlines/sets.ts';
import { cachedRegistry } from '../reference-cache.ts';
import { TerritorialLevel } from './enums.ts';
import { TerritorialUnit } from './unit.ts';

/** A path has as many bytes as a few other fields, and all of a level are made together. */
const outlineCost = 3;

const OutlineDetail = builder.enumType('OutlineDetail', {
  description: 'How finely the outline of a unit is drawn.',
  values: {
    COUNTRY: { description: 'For a map of the whole country.' },
    REGION: { description: 'For a map of one voivodeship or powiat; it fits to the others of the same voivodeship.' },
  },
});

builder.objectField(TerritorialUnit, 'outline', (t) =>
  t.string({
    nullable: true,
    complexity: outlineCost,
    description: `Its simplified outline for maps, as the \`d\` of an SVG path in a plane of ${planeWidth} by ${planeHeight} that is the same for all units (transverse Mercator about 19° E); neighbours fit without gaps. Null for parts of gminas, and where no boundary was loaded. See boundary for coordinates.`,
    args: {
      level: t.arg({
        type: TerritorialLevel,
        description: 'The level of the map: a city with powiat rights is drawn on maps of gminas and of powiats.',
      }),
      detail: t.arg({ type: OutlineDetail, defaultValue: 'COUNTRY', description: 'How finely it is drawn.' }),
    },
    resolve: async ({ unit, version, day }, args, context) => {
      const level = args.level ?? levelOf(version);
      if (level === 'PART' || level === 'AUXILIARY' || !isAtLevel(version, level)) return null;
      const registry = context.release.get(cachedRegistry);
      const boundaryIndex = context.release.get(cachedBoundaries).boundaryIndex(registry);
      const detail = args.detail ?? 'COUNTRY';
      const isRegional = detail === 'REGION' && level !== 'VOIVODESHIP';
      const voivodeship = isRegional ? registry.viewAt(day).atLevel({ unit, version }, 'VOIVODESHIP') : undefined;
      const outlines = await outlinesOf(
        { level, day, detail, voivodeshipId: voivodeship?.unit.id ?? null },
        { boundaryIndex, registry, db: context.db },
      );
      return outlines.get(unit.id) ?? null;
    },
  }),
);
