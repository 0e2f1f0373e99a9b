/** The statements that merge staged rows; each works on all rows of the list at once. */
import type { ClientBase } from 'pg';
import { type ProjectList, trustIn } from '../model.ts';
import { removeUnnamedOrganisations } from '../parties/store.ts';
import type { NewList } from './new-list.ts';
import { statedColumns } from './staged-row.ts';

export interface MergeCounts {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly duplicates: number;
  /** Rows that only confirmed what is known on a later day. */
  readonly confirmed: number;
}

/**
 * Which project each row describes, and what is to be done with it. The keys of the rows alone are compared; their texts
 * are not touched again until they are written.
 */
export async function planChanges(client: ClientBase, { list, asOf }: NewList): Promise<MergeCounts> {
  await client.query(takeKeys);
  await client.query('CREATE INDEX ON staged_key (match_key, digest)');
  await client.query('ANALYZE staged_key');
  await client.query(countRepeated);
  await client.query(dropRepeated);
  await client.query(distinguishVariants);
  await client.query(findKnown, [list]);
  await client.query('ANALYZE staged_known');
  await client.query(findByText, [list]);
  await client.query(plan, [list, asOf, JSON.stringify(trustIn), trustIn[list]]);
  await client.query('CREATE INDEX ON staged_plan (ord)');
  await client.query('ANALYZE staged_plan');
  return countPlanned(client, list, asOf);
}

const takeKeys = `
  CREATE TEMP TABLE staged_key ON COMMIT DROP AS
  SELECT ord, match_key, text_key, variant_key, digest, contract_key IS NOT NULL AS has_contract,
         value IS NOT NULL AS has_value, 1 AS occurrences
  FROM staged_project`;

/** Rows that are the same altogether become one with their count. */
const countRepeated = `
  UPDATE staged_key s SET occurrences = repeated.number
  FROM (SELECT min(ord) AS ord, count(*) AS number FROM staged_key GROUP BY match_key, digest HAVING count(*) > 1
  ) AS repeated
  WHERE s.ord = repeated.ord`;

const dropRepeated = `
  DELETE FROM staged_key s USING staged_key first
  WHERE first.occurrences > 1 AND s.match_key = first.match_key AND s.digest = first.digest AND s.ord <> first.ord`;

/** Of several rows under one number the first by its text keeps it alone, whatever the order of the file. */
const distinguishVariants = `
  WITH several AS (
    SELECT match_key FROM staged_key GROUP BY match_key HAVING count(*) > 1
  ), numbered AS (
    SELECT ord, row_number() OVER (PARTITION BY match_key ORDER BY variant_key, ord) AS number,
           row_number() OVER (PARTITION BY match_key, variant_key ORDER BY ord) AS repetition
    FROM staged_key WHERE match_key IN (SELECT match_key FROM several)
  )
  UPDATE staged_key s
  SET match_key = match_key || ' ' || variant_key || CASE WHEN repetition > 1 THEN ' ' || repetition ELSE '' END
  FROM numbered WHERE s.ord = numbered.ord AND numbered.number > 1`;

/** By what this list called it before, else by what any list calls it; two rows never describe one project. */
const findKnown = `
  CREATE TEMP TABLE staged_known ON COMMIT DROP AS
  SELECT found.*, CASE WHEN row_number() OVER (PARTITION BY found_id ORDER BY of_record IS NULL, ord) = 1
           THEN found_id END AS project_id
  FROM (
    SELECT k.*, former.project_id AS of_record, coalesce(former.project_id, p.id) AS found_id
    FROM staged_key k
    LEFT JOIN LATERAL (
      SELECT min(r.project_id) AS project_id FROM project_record r
      WHERE r.list = $1::project_list AND r.match_key = k.match_key
    ) AS former ON true
    LEFT JOIN project p ON p.match_key = k.match_key
  ) AS found`;

/** A list without contract numbers and one with them share title, beneficiary and value; only a single pair is joined. */
const findByText = `
  WITH free AS (
    SELECT text_key, min(ord) AS ord FROM staged_known GROUP BY text_key
    HAVING count(*) = 1 AND bool_and(project_id IS NULL) AND bool_and(has_value)
  ), known AS (
    SELECT p.text_key, min(p.id) AS id FROM project p JOIN free USING (text_key)
    GROUP BY p.text_key HAVING count(*) = 1
  )
  UPDATE staged_known s SET project_id = p.id
  FROM free JOIN known USING (text_key) JOIN project p ON p.id = known.id
  WHERE s.ord = free.ord AND (p.contract_key IS NOT NULL) <> s.has_contract AND p.list <> $1::project_list
    AND NOT EXISTS (SELECT 1 FROM staged_known t WHERE t.project_id = p.id)`;

/** An edition that is older than what is known of a row says nothing new of it. */
const plan = `
  CREATE TEMP TABLE staged_plan ON COMMIT DROP AS
  SELECT planned.*, action IN ('CREATE', 'CHANGE') AND trusted AS wins
  FROM (
    SELECT k.ord, k.match_key, k.digest, k.occurrences, k.project_id IS NULL AS is_new,
           coalesce(k.project_id, substr(encode(sha256(convert_to(k.match_key, 'UTF8')), 'hex'), 1, 24)) AS project_id,
           CASE WHEN k.project_id IS NULL THEN 'CREATE'
                WHEN r.project_id IS NULL THEN 'CHANGE'
                WHEN r.digest = k.digest AND r.occurrences = k.occurrences THEN 'KEEP'
                WHEN r.seen_as_of > $2::date THEN 'KEEP'
                ELSE 'CHANGE' END AS action,
           p.id IS NULL OR $4::int >= ($3::jsonb ->> p.list::text)::int AS trusted
    FROM staged_known k
    LEFT JOIN project_record r ON r.project_id = k.project_id AND r.list = $1::project_list
    LEFT JOIN project p ON p.id = k.project_id
  ) AS planned`;

async function countPlanned(client: ClientBase, list: ProjectList, asOf: string): Promise<MergeCounts> {
  const confirmed = await client.query(
    `UPDATE project_record r SET seen_as_of = $2::date FROM staged_plan s
     WHERE s.action = 'KEEP' AND r.project_id = s.project_id AND r.list = $1::project_list AND r.seen_as_of < $2::date`,
    [list, asOf],
  );
  const counted = await client.query<Omit<MergeCounts, 'confirmed'>>(
    `SELECT count(*) FILTER (WHERE action = 'CREATE')::int AS created,
            count(*) FILTER (WHERE action = 'CHANGE')::int AS changed,
            count(*) FILTER (WHERE action = 'KEEP')::int AS unchanged,
            coalesce(sum(occurrences - 1), 0)::int AS duplicates
     FROM staged_plan`,
  );
  const counts = counted.rows[0] ?? { created: 0, changed: 0, unchanged: 0, duplicates: 0 };
  return { ...counts, confirmed: confirmed.rowCount ?? 0 };
}

/** Rows that only this file showed on the wrong day: the last day that is known of them is this one, or their own file's. */
export async function moveRecords(
  client: ClientBase,
  { list, asOf }: NewList,
  { sourceId, release, from }: { readonly sourceId: string; readonly release: number; readonly from: string },
): Promise<void> {
  await client.query(
    `UPDATE project_record r SET seen_as_of = greatest($2::date, source.as_of), changed_in = $4
     FROM staged_plan s, source
     WHERE r.project_id = s.project_id AND r.list = $1::project_list AND r.seen_as_of = $3::date AND source.id = r.source_id`,
    [list, asOf, from, release],
  );
  await client.query('UPDATE project SET changed_in = $2 WHERE source_id = $1', [sourceId, release]);
}

export async function writeChanges(
  client: ClientBase,
  { list, asOf, sheets }: NewList,
  { sourceId, release }: { readonly sourceId: string; readonly release: number },
): Promise<void> {
  await client.query(writeProjects, [list, sourceId, release]);
  await client.query(
    `DELETE FROM project_place WHERE project_id IN (SELECT project_id FROM staged_plan WHERE wins AND NOT is_new)`,
  );
  await client.query(writePlaces);
  await client.query(
    `DELETE FROM participation WHERE from_list
       AND project_id IN (SELECT project_id FROM staged_plan WHERE wins AND NOT is_new)`,
  );
  await client.query(writeOrganisations, [sourceId, release]);
  await client.query(writeParticipations, [sourceId, release]);
  await removeUnnamedOrganisations(client);
  const headings = [...sheets].map(([sheet, columns]) => ({ sheet, columns }));
  await client.query(
    `INSERT INTO project_sheet (source_id, sheet, columns)
     SELECT $1, sheet, columns FROM jsonb_to_recordset($2::jsonb) AS s(sheet text, columns jsonb)
     ON CONFLICT DO NOTHING`,
    [sourceId, JSON.stringify(headings)],
  );
  await client.query(writeRecords, [list, sourceId, asOf, release]);
}

/** What an edition may tell anew of a project that is known. */
const projectColumns = [
  'match_key',
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
  'occurrences',
] as const;
const derivedColumns = ['sort_value', 'sort_eu', 'sort_start', 'sort_end', 'list', 'source_id', 'changed_in'] as const;

/** Identification may have changed these. */
function stagedName(column: (typeof projectColumns)[number]): string {
  return column === 'match_key' || column === 'occurrences' ? `k.${column}` : `s.${column}`;
}

const writeProjects = `
  INSERT INTO project (id, ${projectColumns.join(', ')}, ${derivedColumns.join(', ')}, created_in)
  SELECT k.project_id, ${projectColumns.map(stagedName).join(', ')}, coalesce(value, -1), coalesce(eu_contribution, -1),
         coalesce(starts_on, '0001-01-01'), coalesce(ends_on, '0001-01-01'), $1::project_list, $2, $3::int, $3::int
  FROM staged_plan k JOIN staged_project s USING (ord) WHERE k.wins
  ON CONFLICT (id) DO UPDATE SET
    ${[...projectColumns, ...derivedColumns].map((name) => `${name} = excluded.${name}`).join(', ')}`;

const writePlaces = `
  INSERT INTO project_place (project_id, ordinal, kind, text, unit_id, method, confidence, candidates, sort_start)
  SELECT k.project_id, place.ordinal, (place.value ->> 'kind')::project_place_kind, place.value ->> 'text',
         place.value ->> 'unitId', place.value ->> 'method', (place.value ->> 'confidence')::float,
         place.value -> 'candidates', coalesce(s.starts_on, '0001-01-01')
  FROM staged_plan k JOIN staged_project s USING (ord)
  CROSS JOIN LATERAL jsonb_array_elements(s.places) WITH ORDINALITY AS place(value, ordinal)
  WHERE k.wins`;

/** An organisation keeps the name under which it was first met. */
const writeOrganisations = `
  INSERT INTO organisation (id, name, name_key, nip, nip_valid, legal_form, postcode, town, redacted, source_id,
    changed_in)
  SELECT DISTINCT ON (party ->> 'organisationId') party ->> 'organisationId', o.name, o."nameKey", o.nip, o."nipValid",
         o."legalForm", o.postcode, o.town, o.redacted, $1, $2::int
  FROM staged_plan k JOIN staged_project s USING (ord)
  CROSS JOIN LATERAL jsonb_to_record(s.party -> 'organisation') AS o(name text, "nameKey" text, nip text,
    "nipValid" bool, "legalForm" text, postcode text, town text, redacted bool)
  WHERE k.wins AND s.party ->> 'organisationId' IS NOT NULL
  ORDER BY party ->> 'organisationId', k.ord
  ON CONFLICT (id) DO NOTHING`;

const writeParticipations = `
  INSERT INTO participation (id, project_id, office_id, organisation_id, role, starts_on, ends_on, stated_name,
    stated_key, sort_start, stated_nip, nip_valid, method, confidence, candidates, from_list, source_id, changed_in)
  SELECT k.project_id || '-beneficiary', k.project_id, party ->> 'officeId', party ->> 'organisationId', 'BENEFICIARY',
         starts_on, ends_on, party ->> 'statedName', party ->> 'statedKey', coalesce(starts_on, '0001-01-01'),
         party ->> 'statedNip', (party ->> 'nipValid')::bool,
         party ->> 'method', (party ->> 'confidence')::float, party -> 'candidates', true, $1, $2::int
  FROM staged_plan k JOIN staged_project s USING (ord) WHERE k.wins AND party IS NOT NULL`;

const writeRecords = `
  INSERT INTO project_record (project_id, list, source_id, sheet, "row", occurrences, match_key, original, digest,
    seen_as_of, changed_in)
  SELECT k.project_id, $1::project_list, $2, s.sheet, s."row", k.occurrences, k.match_key, s.original, k.digest,
         $3::date, $4::int
  FROM staged_plan k JOIN staged_project s USING (ord) WHERE k.action <> 'KEEP'
  ON CONFLICT (project_id, list) DO UPDATE SET source_id = excluded.source_id, sheet = excluded.sheet,
    "row" = excluded."row", occurrences = excluded.occurrences, match_key = excluded.match_key,
    original = excluded.original, digest = excluded.digest, seen_as_of = excluded.seen_as_of,
    changed_in = excluded.changed_in`;
