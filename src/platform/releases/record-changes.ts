/** Counts at the end of a release's transaction what it changed, by type and kind. */
import type pg from 'pg';
import { insertRows } from '../database/json-rows.ts';
import { execute, query } from '../database/kysely.ts';
import { type JournalTable, kindSql, readJournalTables, touchedSql, typeOfTable } from './journal.ts';

export async function recordChanges(client: pg.ClientBase, release: number): Promise<void> {
  const active = await activeTables(client, release);
  await execute(client, query.deleteFrom('release_change').where('release', '=', release));
  for (const table of await readJournalTables(client)) {
    if (active === null || active.has(table.type)) await recordTable(client, table, release);
  }
}

/** What changes no answer is kept without a release: the next one counts the tables that it was written to. */
export async function recordUnpublished(client: pg.ClientBase, release: number): Promise<void> {
  const active = await activeTables(client, release);
  const types = (await readJournalTables(client)).map(({ type }) => type).filter((type) => active?.has(type) !== false);
  const rows = types.map((type) => ({ release, type, kind: 'CHANGED' as const, rows: 0 }));
  await insertRows(client, 'release_change', rows, { key: ['release', 'type', 'kind'] });
}

/**
 * The types whose tables this transaction wrote to, or an earlier one for this release, and perhaps more; null: all, as
 * of the first release, which has what migrations wrote, and where PostgreSQL does not count.
 */
async function activeTables(client: pg.ClientBase, release: number): Promise<ReadonlySet<string> | null> {
  if (release === 1) return null;
  const counts = await client.query<{ track_counts: string }>('SHOW track_counts');
  if (counts.rows[0]?.track_counts !== 'on') return null;
  const { rows } = await client.query<{ name: string }>(
    // SQL as text: Kysely has no types of PostgreSQL's own views.
    `SELECT relname AS name FROM pg_stat_xact_user_tables
     WHERE schemaname = current_schema() AND n_tup_ins + n_tup_upd + n_tup_del > 0`,
  );
  const known = await execute(client, query.selectFrom('release_change').select('type').where('release', '=', release));
  return new Set([...rows.map(({ name }) => typeOfTable(name)), ...known.map(({ type }) => type)]);
}

/** Rows that the release inserted are counted without their keys: a first load has a million of them. */
async function recordTable(client: pg.ClientBase, table: JournalTable, release: number): Promise<void> {
  const { name, type, versionColumn } = table;
  await client.query(
    // SQL as text: the table is any of the catalogue.
    `WITH touched AS (
       SELECT ${kindSql(table)} AS kind, (after ->> '${versionColumn}')::int = ${release} AS is_new
       FROM (${touchedSql(table, String(release))}) t
     ), counted AS (
       SELECT kind, count(*) AS rows FROM touched GROUP BY kind
       UNION ALL
       SELECT 'CREATED', (SELECT count(*) FROM "${name}" WHERE "${versionColumn}" = ${release})
         - (SELECT count(*) FROM touched WHERE is_new)
     )
     INSERT INTO release_change (release, type, kind, rows)
     SELECT $1, $2, kind::change_kind, sum(rows) FROM counted WHERE kind IS NOT NULL GROUP BY kind HAVING sum(rows) > 0`,
    [release, type],
  );
}
