import { query } from '#platform/database/index.ts';
import { dataset, sourceColumn, sourceReference } from './declare.ts';

/** The newest state of each unit, under a name of its own in each statement. */
export const newestVersions = <const Name extends string = 'v'>(name = 'v' as Name) =>
  query
    .selectFrom('territorial_unit_version')
    .distinctOn('unit_id')
    .select(['unit_id', 'terc', 'powiat_terc', 'name', 'kind', 'parent_id', 'valid_from', 'valid_to'])
    .orderBy('unit_id')
    .orderBy('valid_from', 'desc')
    .as(name);

const unitReference = { fields: ['unit_id'], dataset: 'units', to: ['id'] } as const;

export const units = dataset({
  name: 'units',
  title: 'Territorial units',
  titlePl: 'Jednostki podziału terytorialnego',
  description: 'Voivodeships, powiats, gminas and their parts in their newest known state.',
  table: 'territorial_unit',
  columns: {
    id: ['string', 'Id of the unit; it stays when the code changes.', 'Identyfikator'],
    terc: ['string', 'TERC code, 2, 4 or 7 digits.', 'Kod TERC'],
    powiat_terc: ['string', 'Of a city with powiat rights: its code as a powiat.', 'Kod TERC powiatu'],
    name: ['string', 'Name.', 'Nazwa'],
    kind: ['string', 'VOIVODESHIP, POWIAT, URBAN_GMINA, RURAL_GMINA, URBAN_RURAL_GMINA, TOWN …', 'Rodzaj'],
    parent_id: ['string', 'Id of the unit above.', 'Identyfikator jednostki nadrzędnej'],
    parent_terc: ['string', 'TERC code of the unit above.', 'Kod TERC jednostki nadrzędnej'],
    valid_from: ['date', 'First day on which a register shows this state.', 'Obowiązuje od'],
    valid_to: ['date', 'First day on which the unit no longer exists.', 'Obowiązuje do'],
    merged_into_id: ['string', 'Id of the unit that this id leads to.', 'Połączono z'],
  },
  primaryKey: ['id'],
  references: [
    { fields: ['parent_id'], dataset: 'units', to: ['id'] },
    { fields: ['merged_into_id'], dataset: 'units', to: ['id'] },
  ],
  rows: query
    .selectFrom('territorial_unit as u')
    .leftJoin(newestVersions(), 'v.unit_id', 'u.id')
    .leftJoin(newestVersions('above'), 'above.unit_id', 'v.parent_id')
    .select(['u.id', 'u.merged_into_id'])
    .select(['v.terc', 'v.powiat_terc', 'v.name', 'v.kind', 'v.parent_id', 'above.terc as parent_terc'])
    .select(['v.valid_from', 'v.valid_to']),
});

export const unitVersions = dataset({
  name: 'unit-versions',
  title: 'States of territorial units',
  titlePl: 'Stany jednostek podziału terytorialnego',
  description: 'Every state of every unit: code, name, kind and place in the hierarchy, with the days of its validity.',
  table: 'territorial_unit_version',
  columns: {
    unit_id: ['string', 'Id of the unit.', 'Identyfikator jednostki'],
    valid_from: ['date', 'First day on which a register shows the state.', 'Obowiązuje od'],
    valid_to: ['date', 'First day on which the state no longer holds.', 'Obowiązuje do'],
    certain_until: ['date', 'Last day on which a register shows an ended state.', 'Pewne do'],
    terc: ['string', 'TERC code.', 'Kod TERC'],
    powiat_terc: ['string', 'Of a city with powiat rights: its code as a powiat.', 'Kod TERC powiatu'],
    name: ['string', 'Name.', 'Nazwa'],
    kind: ['string', 'Kind of unit.', 'Rodzaj'],
    parent_id: ['string', 'Id of the unit above.', 'Identyfikator jednostki nadrzędnej'],
    source_id: sourceColumn,
  },
  primaryKey: ['unit_id', 'valid_from'],
  references: [unitReference, { fields: ['parent_id'], dataset: 'units', to: ['id'] }, sourceReference],
  rows: query
    .selectFrom('territorial_unit_version')
    .select(['unit_id', 'valid_from', 'valid_to', 'certain_until', 'terc', 'powiat_terc', 'name', 'kind'])
    .select(['parent_id', 'source_id']),
});

export const unitEvents = dataset({
  name: 'unit-events',
  title: 'Changes of territorial units',
  titlePl: 'Zmiany jednostek podziału terytorialnego',
  description: 'What happened to units, with the window in which it happened.',
  table: 'territorial_unit_event',
  columns: {
    unit_id: ['string', 'Id of the unit.', 'Identyfikator jednostki'],
    terc: ['string', 'TERC code of the unit in its newest state.', 'Kod TERC'],
    not_after: ['date', 'Last day on which it may have happened.', 'Najpóźniej'],
    type: ['string', 'CREATED, ABOLISHED, RENAMED, KIND_CHANGED, MOVED or RECODED.', 'Zdarzenie'],
    not_before: ['date', 'First day on which it may have happened.', 'Najwcześniej'],
    matched: ['boolean', 'Whether units of different codes were matched by name and place.', 'Dopasowano'],
    before_from: ['date', 'Start of the state before.', 'Stan przed: od'],
    after_from: ['date', 'Start of the state after.', 'Stan po: od'],
  },
  primaryKey: ['unit_id', 'not_after', 'type'],
  references: [unitReference],
  rows: query
    .selectFrom('territorial_unit_event as e')
    .leftJoin(newestVersions(), 'v.unit_id', 'e.unit_id')
    .select(['e.unit_id', 'v.terc', 'e.not_after', 'e.type', 'e.not_before', 'e.matched', 'e.before_from'])
    .select('e.after_from'),
});

export const boundaries = dataset({
  name: 'boundaries',
  title: 'Boundaries of territorial units',
  titlePl: 'Granice jednostek podziału terytorialnego',
  description: 'Boundaries of units by level and day, in WGS 84.',
  table: 'territorial_unit_boundary',
  columns: {
    unit_id: ['string', 'Id of the unit.', 'Identyfikator jednostki'],
    level: ['string', 'VOIVODESHIP, POWIAT, GMINA, PART or AUXILIARY.', 'Poziom'],
    as_of: ['date', 'The day whose boundary it is.', 'Stan na dzień'],
    release: ['integer', 'The release that added it; of one unit, level and day the newest counts.', 'Wydanie'],
    terc: ['string', 'TERC code of the unit on the day known_on.', 'Kod TERC'],
    known_on: ['date', 'A day on which a register shows the code.', 'Kod znany z dnia'],
    area_km2: ['number', 'Area in square kilometres.', 'Powierzchnia (km²)'],
    source_id: sourceColumn,
    geometry: ['geometry', 'Polygon or MultiPolygon (GeoJSON; WKB in Parquet).', 'Geometria'],
  },
  primaryKey: ['unit_id', 'level', 'as_of', 'release'],
  references: [unitReference, sourceReference],
  rows: query
    .selectFrom('territorial_unit_boundary')
    .select(['unit_id', 'level', 'as_of', 'release', 'terc', 'known_on', 'area_km2', 'source_id', 'geometry']),
});
