/** Offices and what lists say of them, in the database. Days leave it as text, lest a driver shifts them. */

import { sql } from 'kysely';
import type { ClientBase, Pool } from 'pg';
import { copyInto } from '#platform/database/copy.ts';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import { asBytea } from '#platform/list-keys.ts';
import type { DerivedOffice, OfficeEdition, OfficeRow, OfficeStatement } from './model.ts';
import { foldedNamesOf, foldedTextOf, listKeyOf } from './names.ts';

type Queryable = Pick<ClientBase | Pool, 'query'>;

const selectOffices = `
  SELECT id, kind, tier, status, withdrawn_on::text AS "withdrawnOn", name, short_name AS "shortName", names,
         nip, nip_valid AS "nipValid", regon, regon_valid AS "regonValid", street, building,
         postal_code AS "postalCode", post, locality, seat_unit_id AS "seatUnitId", served_unit_id AS "servedUnitId",
         phone, email, website, bip, e_delivery AS "eDelivery", epuap, parent_id AS "parentId",
         ARRAY(SELECT predecessor_id FROM office_predecessor p WHERE p.office_id = office.id ORDER BY ordinal)
           AS "predecessorIds", source_id AS "sourceId", statement_list AS "statementList",
         statement_as_of::text AS "statementAsOf", changed_in AS "changedIn"
  FROM office ORDER BY id`;

const statementColumns = `office_id AS "officeId", list, as_of::text AS "asOf", precedence, source_id AS "sourceId",
  "row", facts, original, matches`;

export async function loadOffices(client: Queryable): Promise<OfficeRow[]> {
  return (await client.query<OfficeRow>(selectOffices)).rows;
}

export async function loadStatements(client: SqlReader, officeIds: readonly string[]): Promise<OfficeStatement[]> {
  const found = await client.query<OfficeStatement>(
    `SELECT ${statementColumns} FROM office_statement WHERE office_id = ANY($1) ORDER BY office_id, as_of, list`,
    [officeIds],
  );
  return found.rows;
}

/** The offices that any edition of a list names. */
export async function officesOfList(client: Queryable, list: string): Promise<string[]> {
  const found = await client.query<{ id: string }>(
    'SELECT DISTINCT office_id AS id FROM office_statement WHERE list = $1',
    [list],
  );
  return found.rows.map(({ id }) => id);
}

/** Offices of which some list states that one of these is their parent or predecessor. */
export async function officesNaming(client: Queryable, ids: readonly string[]): Promise<string[]> {
  // Kysely has no words for what lies in a JSON document.
  const found = await client.query<{ id: string }>(
    `SELECT DISTINCT office_id AS id FROM office_statement
     WHERE facts ->> 'parentId' = ANY($1) OR facts -> 'predecessorIds' ?| $1`,
    [ids],
  );
  return found.rows.map(({ id }) => id);
}

export async function loadEditions(client: Queryable): Promise<OfficeEdition[]> {
  const found = await client.query<OfficeEdition>(
    'SELECT list, as_of::text AS "asOf", complete, source_id AS "sourceId" FROM office_edition ORDER BY list, as_of',
  );
  return found.rows;
}

/** What a file states of another day than it was said to be of, unless that day has other statements. Keys follow. */
export async function moveEdition(
  client: ClientBase,
  { list, sourceId, from, to }: { list: string; sourceId: string; from: string; to: string },
): Promise<void> {
  await client.query(
    `INSERT INTO office_edition (list, as_of, complete, source_id)
     SELECT list, $4, complete, source_id FROM office_edition WHERE list = $1 AND as_of = $3 AND source_id = $2
     ON CONFLICT DO NOTHING`,
    [list, sourceId, from, to],
  );
  await client.query(
    `UPDATE office_statement s SET as_of = $4 WHERE list = $1 AND source_id = $2 AND as_of = $3
       AND EXISTS (SELECT FROM office_edition e WHERE e.list = $1 AND e.as_of = $4)
       AND NOT EXISTS (SELECT FROM office_statement o WHERE o.office_id = s.office_id AND o.list = $1 AND o.as_of = $4)`,
    [list, sourceId, from, to],
  );
  await client.query(
    `DELETE FROM office_edition e WHERE list = $1 AND as_of = $2
       AND NOT EXISTS (SELECT FROM office_statement s WHERE s.list = e.list AND s.as_of = e.as_of)`,
    [list, from],
  );
}

export async function writeEdition(
  client: ClientBase,
  { list, asOf, complete, sourceId }: OfficeEdition,
): Promise<void> {
  await client.query(
    `INSERT INTO office_edition (list, as_of, complete, source_id) VALUES ($1, $2, $3, $4)
     ON CONFLICT (list, as_of) DO UPDATE SET complete = excluded.complete, source_id = excluded.source_id`,
    [list, asOf, complete, sourceId],
  );
}

export async function writeStatements(client: ClientBase, statements: readonly OfficeStatement[]): Promise<void> {
  await client.query(
    `INSERT INTO office_statement (office_id, list, as_of, precedence, source_id, "row", facts, original, matches)
     SELECT "officeId", list, "asOf", precedence, "sourceId", "row", facts, original, matches
     FROM jsonb_to_recordset($1::jsonb) AS s("officeId" text, list text, "asOf" date, precedence int,
       "sourceId" text, "row" int, facts jsonb, original jsonb, matches jsonb)
     ON CONFLICT (office_id, list, as_of) DO UPDATE SET precedence = excluded.precedence,
       source_id = excluded.source_id, "row" = excluded."row", facts = excluded.facts,
       original = excluded.original, matches = excluded.matches`,
    [storable(statements)],
  );
}

export async function writeOffices(
  client: ClientBase,
  offices: readonly DerivedOffice[],
  release: number,
): Promise<void> {
  await client.query(
    `INSERT INTO office (id, kind, tier, status, withdrawn_on, name, short_name, names, names_folded, text_folded,
       list_key, nip, nip_valid, regon, regon_valid, street, building, postal_code, post, locality, seat_unit_id, served_unit_id, phone, email, website,
       bip, e_delivery, epuap, parent_id, source_id, statement_list, statement_as_of,
       created_in, changed_in)
     SELECT id, kind, tier, status, "withdrawnOn", name, "shortName", names, "namesFolded", "textFolded",
       "listKey", nip, "nipValid", regon, "regonValid", street, building, "postalCode", post, locality, "seatUnitId", "servedUnitId", phone, email,
       website, bip, "eDelivery", epuap, "parentId", "sourceId", "statementList", "statementAsOf",
       $2, $2
     FROM jsonb_to_recordset($1::jsonb) AS o(id text, kind office_kind, tier office_tier, status office_status,
       "withdrawnOn" date, name text, "shortName" text, names jsonb, "namesFolded" text, "textFolded" text, "listKey" bytea,
       nip text, "nipValid" bool, regon text,
       "regonValid" bool, street text, building text, "postalCode" text, post text, locality text,
       "seatUnitId" text, "servedUnitId" text, phone text, email text, website text, bip text, "eDelivery" text,
       epuap text, "parentId" text, "sourceId" text, "statementList" text,
       "statementAsOf" date)
     ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, tier = excluded.tier, status = excluded.status,
       withdrawn_on = excluded.withdrawn_on, name = excluded.name, short_name = excluded.short_name,
       names = excluded.names, names_folded = excluded.names_folded, text_folded = excluded.text_folded,
       list_key = excluded.list_key, nip = excluded.nip, nip_valid = excluded.nip_valid, regon = excluded.regon,
       regon_valid = excluded.regon_valid, street = excluded.street, building = excluded.building,
       postal_code = excluded.postal_code, post = excluded.post, locality = excluded.locality,
       seat_unit_id = excluded.seat_unit_id, served_unit_id = excluded.served_unit_id, phone = excluded.phone,
       email = excluded.email, website = excluded.website, bip = excluded.bip, e_delivery = excluded.e_delivery,
       epuap = excluded.epuap, parent_id = excluded.parent_id, source_id = excluded.source_id,
       statement_list = excluded.statement_list,
       statement_as_of = excluded.statement_as_of, changed_in = excluded.changed_in`,
    [storable(offices.map(withTexts)), release],
  );
  await writePredecessors(client, offices);
}

function withTexts(office: DerivedOffice): object {
  const texts = { namesFolded: foldedNamesOf(office), textFolded: foldedTextOf(office) };
  return { ...office, ...texts, listKey: asBytea(listKeyOf(office)) };
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

/** PostgreSQL has no text with a NUL in it, but a damaged file may. */
function storable(value: unknown): string {
  return JSON.stringify(value, (_, inner) => (typeof inner === 'string' ? inner.replaceAll('\0', '\uFFFD') : inner));
}
