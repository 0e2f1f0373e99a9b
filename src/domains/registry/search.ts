/** What the search knows of territorial units. */
import { execute, query } from '#platform/database/index.ts';
import { addSearchable, type SearchDocument } from '#platform/search/model.ts';
import { isCityWithPowiatRights } from './levels.ts';
import type { TerritorialKind } from './model.ts';
import type { RegistryUnit, RegistryVersion } from './reference-data.ts';
import { loadUnits } from './store.ts';

const kindNames: Readonly<Record<TerritorialKind, string>> = {
  VOIVODESHIP: 'województwo',
  POWIAT: 'powiat',
  URBAN_GMINA: 'gmina miejska',
  RURAL_GMINA: 'gmina wiejska',
  URBAN_RURAL_GMINA: 'gmina miejsko-wiejska',
  TOWN: 'miasto',
  RURAL_AREA: 'obszar wiejski',
  WARSAW_DISTRICT: 'dzielnica',
  DELEGATURA: 'delegatura',
};

/** Whom a bare name means more often: towns come before villages, and wholes before their parts. */
const boosts: Readonly<Record<TerritorialKind, number>> = {
  VOIVODESHIP: 1.8,
  POWIAT: 1.5,
  URBAN_GMINA: 1.6,
  RURAL_GMINA: 1.3,
  URBAN_RURAL_GMINA: 1.5,
  TOWN: 1.1,
  RURAL_AREA: 0.7,
  WARSAW_DISTRICT: 1.1,
  DELEGATURA: 0.7,
};

addSearchable({
  type: 'TERRITORIAL_UNIT',
  typename: 'TerritorialUnit',
  keys: query.selectFrom('territorial_unit_version').distinct().select('unit_id as key'),
  async *documents(client, release) {
    const any = query.selectFrom('territorial_unit').select('id').limit(1);
    const changed = await execute(client, release === null ? any : any.where('changed_in', '=', release));
    // A unit is looked for with the names of those above it, so that one that is renamed changes many.
    if (changed.length === 0) return;
    const units = await loadUnits(client);
    const byId = new Map(units.map((unit) => [unit.id, unit]));
    yield units.flatMap((unit) => documentOf(unit, byId) ?? []);
  },
});

function documentOf(unit: RegistryUnit, byId: ReadonlyMap<string, RegistryUnit>): SearchDocument | undefined {
  const last = unit.versions.at(-1);
  if (last === undefined) return undefined;
  const former = new Set(unit.versions.map(({ name }) => name).filter((name) => name !== last.name));
  const kind = isCityWithPowiatRights(last) ? 'miasto na prawach powiatu' : kindNames[last.kind];
  const codes = new Set(unit.versions.flatMap(({ terc, powiatTerc }) => [terc, powiatTerc ?? terc]));
  return {
    key: unit.id,
    title: last.name,
    text: [kind, ...namesAbove(last, byId), ...former, ...codes].join(' · '),
    boost: boosts[last.kind] * (last.validTo === null ? 1 : 0.5),
  };
}

function namesAbove({ parentId }: RegistryVersion, byId: ReadonlyMap<string, RegistryUnit>): string[] {
  const parent = (parentId === null ? undefined : byId.get(parentId))?.versions.at(-1);
  return parent === undefined ? [] : [parent.name, ...namesAbove(parent, byId)];
}
