/** Writes what is planned; each statement works on all rows of the list at once. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import type { ColumnOf } from '#platform/database/copy.ts';
import { execute, insertRows } from '#platform/database/index.ts';
import type { ProjectList } from '../model.ts';
import { removeUnnamedOrganisations } from '../parties/store.ts';
import type { NewList } from './new-list.ts';
import { statedColumns } from './staged-row.ts';
import { staging } from './staged-tables.ts';

interface WrittenBy {
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
  { list, asOf, sheets }: NewList,
  { sourceId, release }: WrittenBy,
): Promise<void> {
  await execute(client, upsertProjects(list, sourceId, release));
  await execute(client, staging.deleteFrom('project_place').where('project_id', 'in', rewritten));
  await execute(client, insertPlaces);
  await execute(
    client,
    staging.deleteFrom('participation').where('from_list', '=', true).where('project_id', 'in', rewritten),
  );
  await execute(client, insertOrganisations(sourceId, release));
  await execute(client, insertParticipations(sourceId, release));
  await removeUnnamedOrganisations(client);
  const headings = [...sheets].map(([sheet, columns]) => ({ source_id: sourceId, sheet, columns }));
  await insertRows(client, 'project_sheet', headings, { key: ['source_id', 'sheet'] });
  await execute(client, upsertRecords(list, sourceId, asOf, release));
}

const rewritten = staging
  .selectFrom('staged_plan')
  .select('project_id')
  .where('wins', '=', true)
  .where('is_new', '=', false);

const planned = staging.selectFrom('staged_plan as k').innerJoin('staged_project as s', 's.ord', 'k.ord');
const winning = planned.where('k.wins', '=', true);

/** For rows without a day, which come first. */
const noDay = sql<Date>`'0001-01-01'::date`;

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

function upsertProjects(list: ProjectList, sourceId: string, release: number) {
  const updated = [...stagedProjectColumns, ...plannedProjectColumns, ...derivedColumns];
  return staging
    .insertInto('project')
    .columns(['id', ...updated, 'created_in'])
    .expression(
      winning
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
        ]),
    )
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet(({ ref }) => Object.fromEntries(updated.map((name) => [name, ref(`excluded.${name}`)]))),
    );
}

const insertPlaces = staging
  .insertInto('project_place')
  .columns(['project_id', 'ordinal', 'kind', 'text', 'unit_id', 'method', 'confidence', 'candidates', 'sort_start'])
  .expression(
    winning
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

const party = (name: string) => sql<string | null>`s.party ->> ${sql.lit(name)}`;

type StatedOrganisation = {
  name: string;
  nameKey: string;
  nip: string | null;
  nipValid: boolean;
  legalForm: string | null;
  postcode: string | null;
  town: string | null;
  redacted: boolean;
};

/** An organisation keeps the name under which it was first met. */
function insertOrganisations(sourceId: string, release: number) {
  const id = party('organisationId');
  return staging
    .insertInto('organisation')
    .columns([
      'id',
      'name',
      'name_key',
      'nip',
      'nip_valid',
      'legal_form',
      'postcode',
      'town',
      'redacted',
      'source_id',
      'changed_in',
    ])
    .expression(
      winning
        .innerJoinLateral(
          sql<StatedOrganisation>`jsonb_to_record(s.party -> 'organisation')`.as<'o'>(
            sql`o(name text, "nameKey" text, nip text, "nipValid" bool, "legalForm" text, postcode text, town text,
              redacted bool)`,
          ),
          (join) => join.onTrue(),
        )
        .distinctOn(id)
        .select(id.as('id'))
        .select(['o.name', 'o.nameKey', 'o.nip', 'o.nipValid', 'o.legalForm', 'o.postcode', 'o.town', 'o.redacted'])
        .select([sql`${sourceId}::text`.as('source_id'), sql`${release}::int`.as('changed_in')])
        .where(id, 'is not', null)
        .orderBy(id)
        .orderBy('k.ord'),
    )
    .onConflict((conflict) => conflict.column('id').doNothing());
}

function insertParticipations(sourceId: string, release: number) {
  return staging
    .insertInto('participation')
    .columns([
      'id',
      'project_id',
      'office_id',
      'organisation_id',
      'role',
      'starts_on',
      'ends_on',
      'sort_start',
      'stated_name',
      'stated_key',
      'stated_nip',
      'nip_valid',
      'method',
      'confidence',
      'candidates',
      'from_list',
      'source_id',
      'changed_in',
    ])
    .expression(
      winning
        .select(({ fn, ref }) => [
          sql`${ref('k.project_id')} || '-beneficiary'`.as('id'),
          'k.project_id',
          party('officeId').as('office_id'),
          party('organisationId').as('organisation_id'),
          sql`'BENEFICIARY'::participation_role`.as('role'),
          's.starts_on',
          's.ends_on',
          fn.coalesce(ref('s.starts_on'), noDay).as('sort_start'),
        ])
        .select([
          party('statedName').as('stated_name'),
          party('statedKey').as('stated_key'),
          party('statedNip').as('stated_nip'),
          sql`(${party('nipValid')})::bool`.as('nip_valid'),
          party('method').as('method'),
          sql`(${party('confidence')})::float`.as('confidence'),
          sql`s.party -> 'candidates'`.as('candidates'),
          sql`true`.as('from_list'),
          sql`${sourceId}::text`.as('source_id'),
          sql`${release}::int`.as('changed_in'),
        ])
        .where('s.party', 'is not', null),
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

function upsertRecords(list: ProjectList, sourceId: string, asOf: string, release: number) {
  return staging
    .insertInto('project_record')
    .columns(['project_id', 'list', ...recordColumns])
    .expression(
      planned
        .where('k.action', '<>', 'KEEP')
        .select(['k.project_id', sql`${list}::project_list`.as('list'), sql`${sourceId}::text`.as('source_id')])
        .select(['s.sheet', 's.row', 'k.occurrences', 'k.match_key', 's.original', 'k.digest'])
        .select([sql`${asOf}::date`.as('seen_as_of'), sql`${release}::int`.as('changed_in')]),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['project_id', 'list'])
        .doUpdateSet(({ ref }) => Object.fromEntries(recordColumns.map((name) => [name, ref(`excluded.${name}`)]))),
    );
}
