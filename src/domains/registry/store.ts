/** Units in the database: read whole, written unit by unit. */
import type { ClientBase, Pool } from 'pg';
import { copyIn, copyLine } from '#platform/database/copy.ts';
import type { DerivedUnit } from './history/derive.ts';
import type { UnitEvent } from './model.ts';
import type { RegistryUnit, RegistryVersion } from './snapshot.ts';

/** Days leave PostgreSQL as text: a driver that makes them moments in local time would shift them. */
const selectVersions = `
  SELECT unit_id AS "unitId", valid_from::text AS "validFrom", valid_to::text AS "validTo",
         certain_until::text AS "certainUntil", terc, powiat_terc AS "powiatTerc", name, kind, parent_id AS "parentId",
         source_id AS "sourceId"
  FROM territorial_unit_version ORDER BY unit_id, valid_from`;

const selectEvents = `
  SELECT unit_id AS "unitId", type, not_before::text AS "notBefore", not_after::text AS "notAfter", matched,
         before_from::text AS "beforeFrom", after_from::text AS "afterFrom"
  FROM territorial_unit_event ORDER BY unit_id, not_after, type`;

const selectUnits = `SELECT id, changed_in AS "changedIn" FROM territorial_unit ORDER BY id`;

type Queryable = Pick<ClientBase | Pool, 'query'>;

export async function loadUnits(client: Queryable): Promise<RegistryUnit[]> {
  const units = await client.query<{ id: string; changedIn: number }>(selectUnits);
  const versions = await client.query<RegistryVersion & { unitId: string }>(selectVersions);
  const events = await client.query<UnitEvent & { unitId: string }>(selectEvents);
  const versionsOf = groupByUnit(versions.rows);
  const eventsOf = groupByUnit(events.rows);
  return units.rows.map(({ id, changedIn }) => ({
    id,
    changedIn,
    versions: versionsOf.get(id) ?? [],
    events: eventsOf.get(id) ?? [],
  }));
}

function groupByUnit<T extends { unitId: string }>(rows: readonly T[]): Map<string, Omit<T, 'unitId'>[]> {
  const groups = new Map<string, Omit<T, 'unitId'>[]>();
  for (const { unitId, ...row } of rows) {
    const group = groups.get(unitId);
    if (group === undefined) groups.set(unitId, [row]);
    else group.push(row);
  }
  return groups;
}

export interface UnitChanges {
  readonly created: readonly DerivedUnit[];
  readonly changed: readonly DerivedUnit[];
  readonly removed: readonly string[];
}

export async function writeUnits(client: ClientBase, changes: UnitChanges, release: number): Promise<void> {
  const rewritten = [...changes.removed, ...changes.changed.map(({ id }) => id)];
  await client.query('DELETE FROM territorial_unit_event WHERE unit_id = ANY($1)', [rewritten]);
  await client.query('DELETE FROM territorial_unit_version WHERE unit_id = ANY($1)', [rewritten]);
  await client.query('DELETE FROM territorial_unit WHERE id = ANY($1)', [changes.removed]);
  await client.query('UPDATE territorial_unit SET changed_in = $2 WHERE id = ANY($1)', [rewritten, release]);
  await client.query(
    'INSERT INTO territorial_unit (id, created_in, changed_in) SELECT id, $2, $2 FROM unnest($1::text[]) id',
    [changes.created.map(({ id }) => id), release],
  );
  const written = [...changes.created, ...changes.changed];
  await copyIn(client, versionColumns, versionRows(written));
  await copyIn(client, eventColumns, eventRows(written));
}

const versionColumns =
  'territorial_unit_version (unit_id, valid_from, valid_to, certain_until, terc, powiat_terc, name, kind, parent_id, source_id)';
const eventColumns = 'territorial_unit_event (unit_id, type, not_before, not_after, matched, before_from, after_from)';

function* versionRows(units: readonly DerivedUnit[]): Generator<string> {
  for (const { id, versions } of units) {
    for (const v of versions) {
      yield copyLine([
        id,
        v.validFrom,
        v.validTo,
        v.certainUntil,
        v.terc,
        v.powiatTerc,
        v.name,
        v.kind,
        v.parentId,
        v.sourceId,
      ]);
    }
  }
}

function* eventRows(units: readonly DerivedUnit[]): Generator<string> {
  for (const { id, events } of units) {
    for (const e of events) {
      yield copyLine([id, e.type, e.notBefore, e.notAfter, e.matched ? 't' : 'f', e.beforeFrom, e.afterFrom]);
    }
  }
}
