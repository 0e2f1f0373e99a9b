/**
 * The journal of releases, as SQL over any public table: triggers write it (see the migration `release_journal`), and
 * here it is read. SQL as text: it is generated for each table of the catalogue, for which Kysely has no types.
 */
import type { SqlReader } from '../database/kysely.ts';

export interface JournalTable {
  readonly name: string;
  /** The model of its rows: `ProjectPlace` for `project_place`. */
  readonly type: string;
  readonly keyColumns: readonly string[];
  /** Has, of each row, a release from its insertion to its last change. */
  readonly versionColumn: string;
  /** The key of a row `t` as text. */
  readonly keySql: string;
}

/** What is derived from other columns to find and order rows, or belongs to the journal: no fact of a row. */
export const internalColumns: readonly string[] = [
  'list_key',
  'folded',
  'name_folded',
  'names_folded',
  'text_folded',
  'search_text',
  'title_key',
  'title_sort',
  'stated_key',
  'name_key',
  'text_key',
  'match_key',
  'contract_key',
  'code_key',
  'sort_value',
  'sort_eu',
  'sort_start',
  'sort_end',
  'fingerprint',
  'digest',
  'created_in',
  'changed_in',
];

export function typeOfTable(name: string): string {
  return name.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

export async function readJournalTables(client: SqlReader): Promise<JournalTable[]> {
  const { rows } = await client.query<Omit<JournalTable, 'type'>>(
    `SELECT c.relname AS name, journal_key_columns(c.oid) AS "keyColumns",
       journal_version_column(c.oid) AS "versionColumn", journal_key_sql(c.oid, 't') AS "keySql"
     FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
     WHERE g.tgname = 'journal_delete' AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname`,
  );
  return rows.map((row) => ({ ...row, type: typeOfTable(row.name) }));
}

export const quoted = (name: string): string => `"${name}"`;

/** The columns of the key from its text, so that an index finds the row. */
export function keyObject({ keyColumns }: JournalTable, text: string): string {
  const parts = keyColumns.map((column, index) => {
    const value = keyColumns.length === 1 ? text : `${text}::jsonb -> ${index}`;
    return `'${column}', ${value}`;
  });
  return `jsonb_build_object(${parts.join(', ')})`;
}

/** The first state of a key that was kept after a release, which is its state at that release. */
const laterEntries = (table: JournalTable, release: string): string =>
  `SELECT DISTINCT ON (row_key) row_key, before FROM journal_entry
   WHERE table_name = '${table.name}' AND release > ${release} ORDER BY row_key, release`;

/** The rows of a table as they were at a release, with the columns of the table; `release` is SQL. */
export function stateAt(table: JournalTable, release: string): string {
  const { name, versionColumn, keySql } = table;
  return `SELECT t.* FROM ${quoted(name)} t
    WHERE t.${quoted(versionColumn)} <= ${release} AND NOT EXISTS (
      SELECT FROM journal_entry e WHERE e.table_name = '${name}' AND e.release > ${release} AND e.row_key = ${keySql})
    UNION ALL
    SELECT p.* FROM (${laterEntries(table, release)}) j, jsonb_populate_record(NULL::${quoted(name)}, j.before) p
    WHERE j.before IS NOT NULL AND p.${quoted(versionColumn)} <= ${release}`;
}

/** The same while nothing was changed or deleted since. */
export function stateSince({ name, versionColumn }: JournalTable, release: string): string {
  return `SELECT t.* FROM ${quoted(name)} t WHERE t.${quoted(versionColumn)} <= ${release}`;
}

/** Of the keys that a release has entries of: what was there before and after it. */
export function touchedSql(table: JournalTable, release: string): string {
  const { name, keyColumns, versionColumn } = table;
  const same = keyColumns.map((column) => `t.${quoted(column)} = p.${quoted(column)}`).join(' AND ');
  const after = 'CASE WHEN later.found THEN later.before ELSE to_jsonb(t) END';
  return `SELECT row_key, before, CASE WHEN (after ->> '${versionColumn}')::int <= ${release} THEN after END AS after,
      redacted
    FROM (
      SELECT j.row_key, j.before, j.redacted, ${after} AS after
      FROM journal_entry j
      CROSS JOIN LATERAL jsonb_populate_record(NULL::${quoted(name)}, ${keyObject(table, 'j.row_key')}) p
      LEFT JOIN ${quoted(name)} t ON ${same}
      LEFT JOIN LATERAL (
        SELECT true AS found, l.before FROM journal_entry l
        WHERE l.table_name = '${name}' AND l.row_key = j.row_key AND l.release > ${release} ORDER BY l.release LIMIT 1
      ) later ON true
      WHERE j.release = ${release} AND j.table_name = '${name}'
    ) touched`;
}

/** The rows that a release inserted and that its journal has no entry of. */
export function createdSql(table: JournalTable, release: string): string {
  const { name, versionColumn, keySql } = table;
  const known = (key: string, releases: string): string =>
    `EXISTS (SELECT FROM journal_entry e WHERE e.table_name = '${name}' AND e.row_key = ${key} AND e.release ${releases})`;
  return `SELECT ${keySql} AS row_key, NULL::jsonb AS before, to_jsonb(t) AS after, false AS redacted
    FROM ${quoted(name)} t WHERE t.${quoted(versionColumn)} = ${release} AND NOT ${known(keySql, `>= ${release}`)}
    UNION ALL
    SELECT row_key, NULL, before, false FROM (${laterEntries(table, release)}) l
    WHERE (before ->> '${versionColumn}')::int = ${release} AND NOT ${known('l.row_key', `= ${release}`)}`;
}

const internal = `'{${internalColumns.join(',')}}'::text[]`;

/** Of rows with `before`, `after` and `redacted`; null where nothing that is public differs. */
export function kindSql({ name }: JournalTable): string {
  const merged = `WHEN after ->> 'merged_into_id' IS NOT NULL AND before ->> 'merged_into_id' IS NULL THEN 'MERGED'`;
  return `CASE
    WHEN before IS NULL THEN CASE WHEN after IS NOT NULL THEN 'CREATED' END
    WHEN after IS NULL THEN 'DELETED'
    WHEN redacted THEN 'REDACTED'
    WHEN before - ${internal} = after - ${internal} THEN NULL
    ${name === 'territorial_unit' ? merged : ''}
    ELSE 'CHANGED' END`;
}

/** A state as the change feed shows it. */
export const publicState = (state: string): string => `${state} - ${internal}`;
