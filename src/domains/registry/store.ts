/** Units in the database: read whole, written unit by unit. */
import { createHash } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import { copyIn, copyLine } from '#platform/database/copy.ts';
import type { DerivedUnit, DerivedVersion } from './history/derive.ts';
import type { UnitEvent } from './model.ts';
import type { RegistryUnit, RegistryVersion } from './snapshot.ts';

/** Days leave PostgreSQL as text: a driver that makes them moments in local time would shift them. */
const selectVersions = `
  SELECT unit_id AS "unitId", valid_from::text AS "validFrom", valid_to::text AS "validTo",
         certain_until::text AS "certainUntil", terc, powiat_terc AS "powiatTerc", name, kind, parent_id AS "parentId",
         source_id AS "sourceId"
  FROM territorial_unit_version WHERE $1::text[] IS NULL OR unit_id = ANY($1) ORDER BY unit_id, valid_from`;

const selectEvents = `
  SELECT unit_id AS "unitId", type, not_before::text AS "notBefore", not_after::text AS "notAfter", matched,
         before_from::text AS "beforeFrom", after_from::text AS "afterFrom"
  FROM territorial_unit_event WHERE $1::text[] IS NULL OR unit_id = ANY($1) ORDER BY unit_id, not_after, type`;

const selectUnits = `
  SELECT id, changed_in AS "changedIn" FROM territorial_unit WHERE $1::text[] IS NULL OR id = ANY($1) ORDER BY id`;

type Queryable = Pick<ClientBase | Pool, 'query'>;

/** All units, or those with the given ids. */
export async function loadUnits(client: Queryable, ids: readonly string[] | null = null): Promise<RegistryUnit[]> {
  const units = await client.query<{ id: string; changedIn: number }>(selectUnits, [ids]);
  const versions = await client.query<RegistryVersion & { unitId: string }>(selectVersions, [ids]);
  const events = await client.query<UnitEvent & { unitId: string }>(selectEvents, [ids]);
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

export async function loadFingerprints(client: Queryable): Promise<Map<string, string>> {
  const units = await client.query<{ id: string; fingerprint: string }>('SELECT id, fingerprint FROM territorial_unit');
  return new Map(units.rows.map(({ id, fingerprint }) => [id, fingerprint]));
}

/** The same text for the same history. */
export function fingerprintOf({ versions, events }: DerivedUnit): string {
  const told = [versions.map(versionValues), events.map(eventValues).map(String).toSorted()];
  return createHash('sha256').update(JSON.stringify(told)).digest('base64url');
}

export interface UnitChanges {
  readonly created: readonly DerivedUnit[];
  readonly changed: readonly DerivedUnit[];
  readonly removed: readonly string[];
}

export async function writeUnits(client: ClientBase, changes: UnitChanges, release: number): Promise<void> {
  const { created, changed, removed } = changes;
  const rewritten = [...removed, ...changed.map(({ id }) => id)];
  await client.query('DELETE FROM territorial_unit_event WHERE unit_id = ANY($1)', [rewritten]);
  await client.query('DELETE FROM territorial_unit_version WHERE unit_id = ANY($1)', [rewritten]);
  await client.query('DELETE FROM territorial_unit WHERE id = ANY($1)', [removed]);
  await client.query(
    `INSERT INTO territorial_unit (id, fingerprint, created_in, changed_in)
     SELECT id, fingerprint, $3, $3 FROM unnest($1::text[], $2::text[]) AS told (id, fingerprint)
     ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint, changed_in = excluded.changed_in`,
    [[...created, ...changed].map(({ id }) => id), [...created, ...changed].map(fingerprintOf), release],
  );
  await copyIn(
    client,
    versionColumns,
    rowsOf([...created, ...changed], ({ versions }) => versions.map(versionValues)),
  );
  await copyIn(
    client,
    eventColumns,
    rowsOf([...created, ...changed], ({ events }) => events.map(eventValues)),
  );
}

const versionColumns =
  'territorial_unit_version (unit_id, valid_from, valid_to, certain_until, terc, powiat_terc, name, kind, parent_id, source_id)';
const eventColumns = 'territorial_unit_event (unit_id, type, not_before, not_after, matched, before_from, after_from)';

type Values = (string | null)[];

function versionValues(v: DerivedVersion): Values {
  return [v.validFrom, v.validTo, v.certainUntil, v.terc, v.powiatTerc, v.name, v.kind, v.parentId, v.sourceId];
}

function eventValues(e: UnitEvent): Values {
  return [e.type, e.notBefore, e.notAfter, e.matched ? 't' : 'f', e.beforeFrom, e.afterFrom];
}

function* rowsOf(units: readonly DerivedUnit[], valuesOf: (unit: DerivedUnit) => Values[]): Generator<string> {
  for (const unit of units) for (const values of valuesOf(unit)) yield copyLine([unit.id, ...values]);
}
