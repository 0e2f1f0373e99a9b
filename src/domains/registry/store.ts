/** Units in the database: read whole, written unit by unit. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { ClientBase, Pool } from 'pg';
import { type ColumnOf, type CopyRow, copyInto } from '#platform/database/copy.ts';
import { execute, query } from '#platform/database/index.ts';
import type { DerivedUnit, DerivedVersion } from './history/derive.ts';
import type { UnitEvent } from './model.ts';
import type { RegistryUnit } from './reference-data.ts';
import { foldName } from './text.ts';

type Queryable = Pick<ClientBase | Pool, 'query'>;

/** All units, or those with the given ids. Days leave PostgreSQL as text, lest they become moments. */
export async function loadUnits(client: Queryable, ids: readonly string[] | null = null): Promise<RegistryUnit[]> {
  const [units, versions, events] = [selectUnits, selectVersions, selectEvents];
  const wanted = anyOf(ids ?? []);
  const all = ids === null;
  const found = await execute(client, all ? units : units.where('u.id', '=', wanted));
  const versionsOf = groupByUnit(await execute(client, all ? versions : versions.where('unit_id', '=', wanted)));
  const eventsOf = groupByUnit(await execute(client, all ? events : events.where('unit_id', '=', wanted)));
  return found.map(({ id, changedIn }) => ({
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

const selectVersions = query
  .selectFrom('territorial_unit_version')
  .select(({ cast }) => [
    'unit_id as unitId',
    cast<string>('valid_from', 'text').as('validFrom'),
    cast<string | null>('valid_to', 'text').as('validTo'),
    cast<string | null>('certain_until', 'text').as('certainUntil'),
  ])
  .select(['terc', 'powiat_terc as powiatTerc', 'name', 'kind', 'parent_id as parentId', 'source_id as sourceId'])
  .orderBy('unit_id')
  .orderBy('valid_from');

const selectEvents = query
  .selectFrom('territorial_unit_event')
  .select(({ cast }) => [
    'unit_id as unitId',
    'type',
    'matched',
    cast<string>('not_before', 'text').as('notBefore'),
    cast<string>('not_after', 'text').as('notAfter'),
    cast<string | null>('before_from', 'text').as('beforeFrom'),
    cast<string | null>('after_from', 'text').as('afterFrom'),
  ])
  .orderBy('unit_id')
  .orderBy('not_after')
  .orderBy('type');

/** A unit without versions is none of its own any more. */
const selectUnits = query
  .selectFrom('territorial_unit as u')
  .select(['u.id', 'u.changed_in as changedIn'])
  .where(({ exists, selectFrom }) =>
    exists(selectFrom('territorial_unit_version as v').select('v.unit_id').whereRef('v.unit_id', '=', 'u.id')),
  )
  .orderBy('u.id');

/** An id that was given once, and what it means. */
export interface KnownUnit {
  readonly id: string;
  /** Empty for an id that is no unit of its own. */
  readonly fingerprint: string;
  readonly mergedIntoId: string | null;
}

export function loadKnownUnits(client: Queryable): Promise<KnownUnit[]> {
  return execute(
    client,
    query.selectFrom('territorial_unit').select(['id', 'fingerprint', 'merged_into_id as mergedIntoId']),
  );
}

/** The units that ids lead to, of which registers show that they are no units of their own. */
export async function loadMergedIds(client: Queryable): Promise<Map<string, string>> {
  const known = await execute(
    client,
    query
      .selectFrom('territorial_unit')
      .select(['id', 'merged_into_id as into'])
      .where('merged_into_id', 'is not', null)
      .$narrowType<{ into: string }>(),
  );
  return new Map(known.map(({ id, into }) => [id, into]));
}

/** The same text for the same history. */
export function fingerprintOf({ versions, events }: DerivedUnit): string {
  const stated = [versions.map(versionValues), events.map(eventValues).map(String).toSorted()];
  return createHash('sha256').update(JSON.stringify(stated)).digest('base64url');
}

/** In a fixed order, so that a unit that is kept has the same fingerprint in every version of the hub. */
function versionValues(v: DerivedVersion): (string | null)[] {
  return [v.validFrom, v.validTo, v.certainUntil, v.terc, v.powiatTerc, v.name, v.kind, v.parentId, v.sourceId];
}

function eventValues(e: UnitEvent): (string | null)[] {
  return [e.type, e.notBefore, e.notAfter, e.matched ? 't' : 'f', e.beforeFrom, e.afterFrom];
}

export interface UnitChanges {
  readonly created: readonly DerivedUnit[];
  readonly changed: readonly DerivedUnit[];
  /** Ids that are no units of their own, with the unit that each leads to. */
  readonly merged: readonly MergedId[];
}

export interface MergedId {
  readonly id: string;
  /** Null where no register shows what has become of it. */
  readonly into: string | null;
}

export async function writeUnits(client: ClientBase, changes: UnitChanges, release: number): Promise<void> {
  const { merged } = changes;
  const written = [...changes.created, ...changes.changed];
  const rewritten = [...merged, ...changes.changed].map(({ id }) => id);
  await execute(client, query.deleteFrom('territorial_unit_event').where('unit_id', '=', anyOf(rewritten)));
  await execute(client, query.deleteFrom('territorial_unit_version').where('unit_id', '=', anyOf(rewritten)));
  await execute(client, upsertUnits(written, release));
  await execute(client, mergeIds(merged, release));
  await copyInto(client, 'territorial_unit_version', versionColumns, rowsOf(written, 'versions', versionRow));
  await copyInto(client, 'territorial_unit_event', eventColumns, rowsOf(written, 'events', eventRow));
}

function anyOf(ids: readonly string[]) {
  return sql<string>`ANY(${ids}::text[])`;
}

function upsertUnits(units: readonly DerivedUnit[], release: number) {
  const written = sql<{
    id: string;
    fingerprint: string;
  }>`unnest(${units.map(({ id }) => id)}::text[], ${units.map(fingerprintOf)}::text[])`;
  return query
    .insertInto('territorial_unit')
    .columns(['id', 'fingerprint', 'created_in', 'changed_in'])
    .expression(
      query
        .selectFrom(written.as<'written'>(sql`written(id, fingerprint)`))
        .select(['written.id', 'written.fingerprint'])
        .select([sql<number>`${release}::int`.as('created_in'), sql<number>`${release}::int`.as('changed_in')]),
    )
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(({ ref }) => ({
        fingerprint: ref('excluded.fingerprint'),
        changed_in: ref('excluded.changed_in'),
        merged_into_id: null,
      })),
    );
}

function mergeIds(merged: readonly MergedId[], release: number) {
  const given = sql<MergedId>`unnest(${merged.map(({ id }) => id)}::text[], ${merged.map(({ into }) => into)}::text[])`;
  return query
    .updateTable('territorial_unit as u')
    .from(given.as<'given'>(sql`given(id, "into")`))
    .set(({ ref }) => ({ merged_into_id: ref('given.into'), fingerprint: '', changed_in: release }))
    .whereRef('u.id', '=', 'given.id');
}

const versionColumns = [
  'unit_id',
  'valid_from',
  'valid_to',
  'certain_until',
  'terc',
  'powiat_terc',
  'name',
  'name_folded',
  'kind',
  'parent_id',
  'source_id',
] as const satisfies readonly ColumnOf<'territorial_unit_version'>[];
type VersionRow = CopyRow<'territorial_unit_version', (typeof versionColumns)[number]>;

const eventColumns = [
  'unit_id',
  'type',
  'not_before',
  'not_after',
  'matched',
  'before_from',
  'after_from',
] as const satisfies readonly ColumnOf<'territorial_unit_event'>[];
type EventRow = CopyRow<'territorial_unit_event', (typeof eventColumns)[number]>;

function versionRow(unit_id: string, version: DerivedVersion): VersionRow {
  return {
    unit_id,
    valid_from: version.validFrom,
    valid_to: version.validTo,
    certain_until: version.certainUntil,
    terc: version.terc,
    powiat_terc: version.powiatTerc,
    name: version.name,
    name_folded: foldName(version.name),
    kind: version.kind,
    parent_id: version.parentId,
    source_id: version.sourceId,
  };
}

function eventRow(unit_id: string, event: UnitEvent): EventRow {
  return {
    unit_id,
    type: event.type,
    not_before: event.notBefore,
    not_after: event.notAfter,
    matched: event.matched,
    before_from: event.beforeFrom,
    after_from: event.afterFrom,
  };
}

function* rowsOf<Part extends 'versions' | 'events', Row>(
  units: readonly DerivedUnit[],
  part: Part,
  rowOf: (unitId: string, one: DerivedUnit[Part][number]) => Row,
): Generator<Row> {
  for (const unit of units) for (const one of unit[part]) yield rowOf(unit.id, one);
}
