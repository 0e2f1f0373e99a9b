/** Counts at the end of a release's transaction what it changed, by type and kind. */
import type pg from 'pg';
import { type JournalTable, kindSql, readJournalTables, touchedSql, typeOfTable } from './journal.ts';

export async function recordChanges(client: pg.ClientBase, release: number): Promise<void> {
  const active = await activeTables(client, release);
  await client.query('DELETE FROM release_change WHERE release = $1', [release]);
  for (const table of await readJournalTables(client)) {
    if (active === null || active.has(table.type)) await recordTable(client, table, release);
  }
}

/** What changes no answer is kept without a release: the next one counts the tables that it was written to. */
export async function recordUnpublished(client: pg.ClientBase, release: number): Promise<void> {
  const active = await activeTables(client, release);
  const types = (await readJournalTables(client)).map(({ type }) => type).filter((type) => active?.has(type) !== false);
  await client.query(
    `INSERT INTO release_change (release, type, kind, rows)
     SELECT $1, type, 'CHANGED', 0 FROM unnest($2::text[]) type ON CONFLICT DO NOTHING`,
    [release, types],
  );
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
    `SELECT relname AS name FROM pg_stat_xact_user_tables
     WHERE schemaname = current_schema() AND n_tup_ins + n_tup_upd + n_tup_del > 0`,
  );
  const known = await client.query<{ type: string }>('SELECT type FROM release_change WHERE release = $1', [release]);
  return new Set([...rows.map(({ name }) => typeOfTable(name)), ...known.rows.map(({ type }) => type)]);
}

/** Rows that the release inserted are counted without their keys: a first load has a million of them. */
async function recordTable(client: pg.ClientBase, table: JournalTable, release: number): Promise<void> {
  const { name, type, versionColumn } = table;
  await client.query(
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
