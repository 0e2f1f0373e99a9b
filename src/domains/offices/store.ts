/** Offices and what lists say of them, in the database. Days leave it as text, lest a driver shifts them. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { copyInto } from '#platform/database/copy.ts';
import { execute, insertRows, query, type SqlReader } from '#platform/database/index.ts';
import { asBytea } from '#platform/list-keys.ts';
import type { DerivedOffice, OfficeName, OfficeRow, OfficeStatement } from './model.ts';
import { foldedNamesOf, foldedTextOf, listKeyOf } from './names.ts';

type Queryable = SqlReader;

export function loadOffices(client: Queryable): Promise<OfficeRow[]> {
  return execute(
    client,
    query
      .selectFrom('office')
      .select(['id', 'kind', 'tier', 'status', 'name', 'short_name as shortName', 'names', 'nip'])
      .select(['nip_valid as nipValid', 'regon', 'regon_valid as regonValid', 'street', 'building'])
      .select(['postal_code as postalCode', 'post', 'locality', 'seat_unit_id as seatUnitId'])
      .select(['served_unit_id as servedUnitId', 'phone', 'email', 'website', 'bip', 'e_delivery as eDelivery'])
      .select(['epuap', 'parent_id as parentId', 'source_id as sourceId', 'statement_list as statementList'])
      .select(({ cast, selectFrom }) => [
        'changed_in as changedIn',
        cast<string | null>('withdrawn_on', 'text').as('withdrawnOn'),
        cast<string>('statement_as_of', 'text').as('statementAsOf'),
        sql<string[]>`ARRAY(${selectFrom('office_predecessor as p')
          .select('p.predecessor_id')
          .whereRef('p.office_id', '=', 'office.id')
          .orderBy('p.ordinal')})`.as('predecessorIds'),
      ])
      .orderBy('id')
      .$narrowType<{ names: readonly OfficeName[] }>(),
  );
}

export function loadStatements(client: Queryable, officeIds: readonly string[]): Promise<OfficeStatement[]> {
  return execute(
    client,
    query
      .selectFrom('office_statement')
      .select(['office_id as officeId', 'list', 'precedence', 'source_id as sourceId', 'row', 'facts', 'original'])
      .select(({ cast }) => ['matches', cast<string>('as_of', 'text').as('asOf')])
      .where('office_id', '=', sql<string>`ANY(${officeIds}::text[])`)
      .orderBy('office_id')
      .orderBy('as_of')
      .orderBy('list')
      .$narrowType<Pick<OfficeStatement, 'facts' | 'original' | 'matches'>>(),
  );
}

/** The offices that any edition of a list names. */
export async function officesOfList(client: Queryable, list: string): Promise<string[]> {
  const named = query.selectFrom('office_statement').distinct().select('office_id as id').where('list', '=', list);
  return (await execute(client, named)).map(({ id }) => id);
}

/** Offices of which some list states that one of these is their parent or predecessor. */
export async function officesNaming(client: Queryable, ids: readonly string[]): Promise<string[]> {
  const found = await execute(
    client,
    query
      .selectFrom('office_statement')
      .distinct()
      .select('office_id as id')
      .where(({ or, ref }) =>
        or([
          sql<boolean>`${ref('facts')} ->> 'parentId' = ANY(${ids}::text[])`,
          sql<boolean>`${ref('facts')} -> 'predecessorIds' ?| ${ids}::text[]`,
        ]),
      ),
  );
  return found.map(({ id }) => id);
}

export async function writeStatements(client: ClientBase, statements: readonly OfficeStatement[]): Promise<void> {
  const rows = statements.map(({ officeId, asOf, sourceId, ...stated }) => ({
    office_id: officeId,
    list: stated.list,
    as_of: asOf,
    precedence: stated.precedence,
    source_id: sourceId,
    row: stated.row,
    facts: stated.facts,
    original: stated.original,
    matches: stated.matches,
  }));
  await insertRows(client, 'office_statement', rows, { key: ['office_id', 'list', 'as_of'], update: 'others' });
}

export async function writeOffices(
  client: ClientBase,
  offices: readonly DerivedOffice[],
  release: number,
): Promise<void> {
  const rows = offices.map((office) => rowOf(office, release));
  await insertRows(client, 'office', rows, { key: ['id'], update: { allBut: ['created_in'] } });
  await writePredecessors(client, offices);
}

function rowOf(office: DerivedOffice, release: number) {
  return {
    id: office.id,
    kind: office.kind,
    tier: office.tier,
    status: office.status,
    withdrawn_on: office.withdrawnOn,
    name: office.name,
    short_name: office.shortName,
    names: office.names,
    names_folded: foldedNamesOf(office),
    text_folded: foldedTextOf(office),
    list_key: asBytea(listKeyOf(office)),
    nip: office.nip,
    nip_valid: office.nipValid,
    regon: office.regon,
    regon_valid: office.regonValid,
    street: office.street,
    building: office.building,
    postal_code: office.postalCode,
    post: office.post,
    locality: office.locality,
    seat_unit_id: office.seatUnitId,
    served_unit_id: office.servedUnitId,
    phone: office.phone,
    email: office.email,
    website: office.website,
    bip: office.bip,
    e_delivery: office.eDelivery,
    epuap: office.epuap,
    parent_id: office.parentId,
    source_id: office.sourceId,
    statement_list: office.statementList,
    statement_as_of: office.statementAsOf,
    created_in: release,
    changed_in: release,
  };
}

async function writePredecessors(client: ClientBase, offices: readonly DerivedOffice[]): Promise<void> {
  const ids = offices.map(({ id }) => id);
  await execute(
    client,
    query.deleteFrom('office_predecessor').where('office_id', '=', sql<string>`ANY(${ids}::text[])`),
  );
  const rows = offices.flatMap(({ id, predecessorIds }) =>
    predecessorIds.map((predecessor_id, index) => ({ office_id: id, ordinal: index + 1, predecessor_id })),
  );
  await copyInto(client, 'office_predecessor', ['office_id', 'ordinal', 'predecessor_id'], rows);
}
