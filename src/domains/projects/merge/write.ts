/** Writes what is planned; each statement works on all rows of the list at once. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import type { ColumnOf } from '#platform/database/copy.ts';
import { execute, insertRows } from '#platform/database/index.ts';
import { checkKeysAtOnce } from '#platform/database/keys-at-once.ts';
import type { ProjectList } from '../model.ts';
import { removeUnnamedOrganisations } from '../parties/store.ts';
import type { NewList } from './new-list.ts';
import { noDay, planned, winning } from './planned-rows.ts';
import { statedColumns } from './staged-row.ts';
import { staging } from './staged-tables.ts';
import { insertOrganisations, insertParticipations } from './write-parties.ts';

export interface WrittenBy {
  readonly sourceId: string;
  readonly release: number;
}

/** Rows that only this file showed on the wrong day: the last day that is known of them is this one, or their own file's. */
export async function moveRecords(
  client: ClientBase,
  { list, asOf }: NewList,
  { sourceId, release, from }: WrittenBy & { readonly from: string },
): Promise<void> {
  await execute(
    client,
    staging
      .updateTable('project_record as r')
      .from(['staged_plan as s', 'source'])
      .set(({ ref }) => ({
        seen_as_of: sql<Date>`greatest(${asOf}::date, ${ref('source.as_of')})`,
        changed_in: release,
      }))
      .whereRef('r.project_id', '=', 's.project_id')
      .where('r.list', '=', list)
      .where('r.seen_as_of', '=', sql<Date>`${from}::date`)
      .whereRef('source.id', '=', 'r.source_id'),
  );
  await execute(client, staging.updateTable('project').set({ changed_in: release }).where('source_id', '=', sourceId));
}

export async function writeChanges(
  client: ClientBase,
  list: NewList,
  { sourceId, release }: WrittenBy,
  isMany: boolean,
): Promise<void> {
  await execute(client, updateProjects(list.list, { sourceId, release }));
  await execute(client, staging.deleteFrom('project_place').where('project_id', 'in', rewritten));
  await execute(
    client,
    staging.deleteFrom('participation').where('from_list', '=', true).where('project_id', 'in', rewritten),
  );
  const insert = (): Promise<void> => insertRowsOf(client, list, { sourceId, release });
  await (isMany ? checkKeysAtOnce(client, { tables: insertedTables, release }, insert) : insert());
  await removeUnnamedOrganisations(client);
  await execute(client, upsertRecords(list.list, list.asOf, { sourceId, release }));
}

const insertedTables = ['project', 'project_place', 'organisation', 'participation', 'project_sheet', 'project_record'];

async function insertRowsOf(
  client: ClientBase,
  { list, asOf, sheets }: NewList,
  { sourceId, release }: WrittenBy,
): Promise<void> {
  const headings = [...sheets].map(([sheet, columns]) => ({ source_id: sourceId, sheet, columns }));
  await insertRows(client, 'project_sheet', headings, { key: ['source_id', 'sheet'] });
  await execute(client, insertProjects(fresh, list, { sourceId, release }));
  await execute(client, insertPlaces(winning.where('k.is_written', '=', false)));
  await execute(client, insertOrganisations(sourceId, release));
  await execute(client, insertParticipations(sourceId, release));
  const records = planned
    .where('k.action', '<>', 'KEEP')
    .where('k.is_fresh', '=', true)
    .where('k.is_written', '=', false);
  await execute(client, insertRecords(records, list, asOf, { sourceId, release }));
}

const rewritten = staging
  .selectFrom('staged_plan')
  .select('project_id')
  .where('wins', '=', true)
  .where('is_new', '=', false);

/** What an edition may state anew of a project that is known. */
const stagedProjectColumns = [
  'text_key',
  'period',
  'country',
  'contract_number',
  'contract_key',
  'title',
  'title_en',
  'title_sort',
  'search_text',
  'summary',
  ...statedColumns,
] as const satisfies readonly ColumnOf<'project'>[];
/** Identification may have changed these. */
const plannedProjectColumns = ['match_key', 'occurrences'] as const;
const derivedColumns = ['sort_value', 'sort_eu', 'sort_start', 'sort_end', 'list', 'source_id', 'changed_in'] as const;

const writtenProjectColumns = [...stagedProjectColumns, ...plannedProjectColumns, ...derivedColumns] as const;

const fresh = winning.where('k.is_fresh', '=', true).where('k.is_written', '=', false);

export function insertProjects(rows: typeof planned, list: ProjectList, by: WrittenBy) {
  return staging
    .insertInto('project')
    .columns(['id', ...writtenProjectColumns, 'created_in'])
    .expression(projectRows(rows, list, by));
}

function updateProjects(list: ProjectList, by: WrittenBy) {
  return staging
    .insertInto('project')
    .columns(['id', ...writtenProjectColumns, 'created_in'])
    .expression(projectRows(winning.where('k.is_fresh', '=', false), list, by))
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet(({ ref }) =>
          Object.fromEntries(writtenProjectColumns.map((name) => [name, ref(`excluded.${name}`)])),
        ),
    );
}

function projectRows(rows: typeof planned, list: ProjectList, { sourceId, release }: WrittenBy) {
  return rows
    .select('k.project_id as id')
    .select(stagedProjectColumns.map((name) => `s.${name}` as const))
    .select(plannedProjectColumns.map((name) => `k.${name}` as const))
    .select(({ fn, ref }) => [
      fn.coalesce('s.value', sql<number>`-1`).as('sort_value'),
      fn.coalesce('s.eu_contribution', sql<number>`-1`).as('sort_eu'),
      fn.coalesce(ref('s.starts_on'), noDay).as('sort_start'),
      fn.coalesce(ref('s.ends_on'), noDay).as('sort_end'),
      sql`${list}::project_list`.as('list'),
      sql`${sourceId}::text`.as('source_id'),
      sql`${release}::int`.as('changed_in'),
      sql`${release}::int`.as('created_in'),
    ]);
}

export function insertPlaces(rows: typeof planned) {
  return staging
    .insertInto('project_place')
    .columns(['project_id', 'ordinal', 'kind', 'text', 'unit_id', 'method', 'confidence', 'candidates', 'sort_start'])
    .expression(
      rows
        .innerJoinLateral(
          ({ ref }) =>
            sql<{
              value: unknown;
              ordinal: number;
            }>`jsonb_array_elements(${ref('s.places')}) WITH ORDINALITY`.as<'place'>(sql`place(value, ordinal)`),
          (join) => join.onTrue(),
        )
        .select(['k.project_id', 'place.ordinal'])
        .select(({ fn, ref }) => [
          sql`(${ref('place.value')} ->> 'kind')::project_place_kind`.as('kind'),
          sql`${ref('place.value')} ->> 'text'`.as('text'),
          sql`${ref('place.value')} ->> 'unitId'`.as('unit_id'),
          sql`${ref('place.value')} ->> 'method'`.as('method'),
          sql`(${ref('place.value')} ->> 'confidence')::float`.as('confidence'),
          sql`${ref('place.value')} -> 'candidates'`.as('candidates'),
          fn.coalesce(ref('s.starts_on'), noDay).as('sort_start'),
        ]),
    );
}

const recordColumns = [
  'source_id',
  'sheet',
  'row',
  'occurrences',
  'match_key',
  'original',
  'digest',
  'seen_as_of',
  'changed_in',
] as const;

export function insertRecords(rows: typeof planned, list: ProjectList, asOf: string, by: WrittenBy) {
  return staging
    .insertInto('project_record')
    .columns(['project_id', 'list', ...recordColumns])
    .expression(recordRows(rows, list, asOf, by));
}

function upsertRecords(list: ProjectList, asOf: string, by: WrittenBy) {
  return staging
    .insertInto('project_record')
    .columns(['project_id', 'list', ...recordColumns])
    .expression(recordRows(planned.where('k.action', '<>', 'KEEP').where('k.is_fresh', '=', false), list, asOf, by))
    .onConflict((conflict) =>
      conflict
        .columns(['project_id', 'list'])
        .doUpdateSet(({ ref }) => Object.fromEntries(recordColumns.map((name) => [name, ref(`excluded.${name}`)]))),
    );
}

function recordRows(rows: typeof planned, list: ProjectList, asOf: string, { sourceId, release }: WrittenBy) {
  return rows
    .select(['k.project_id', sql`${list}::project_list`.as('list'), sql`${sourceId}::text`.as('source_id')])
    .select(['s.sheet', 's.row', 'k.occurrences', 'k.match_key', 's.original', 'k.digest'])
    .select([sql`${asOf}::date`.as('seen_as_of'), sql`${release}::int`.as('changed_in')]);
}
