/**
 * Foreign keys of rows that are inserted by the hundred thousand: PostgreSQL looks each of them up row by row, which takes
 * as long as to write the rows. Where its user may, the hub has them looked up at once, when all rows are there: nobody
 * else changes public data meanwhile, for imports wait for each other.
 */
import type { ClientBase } from 'pg';

interface ForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly parent: string;
  readonly parentColumns: readonly string[];
}

export interface InsertedRows {
  readonly tables: readonly string[];
  /** Of the rows that are inserted; its own row is written at the end of the transaction. */
  readonly release: number;
}

/** `insert` inserts rows of these tables, and neither updates nor deletes any: triggers do not see it. */
export async function checkKeysAtOnce(
  client: ClientBase,
  { tables, release }: InsertedRows,
  insert: () => Promise<void>,
): Promise<void> {
  if (!(await maySkipTriggers(client))) return insert();
  await withoutTriggers(client, insert);
  for (const table of tables) await checkTable(client, table, release);
}

/** For inserts whose keys are checked later in the transaction, by `checkKeysAtOnce`. */
export async function withoutTriggers(client: ClientBase, insert: () => Promise<void>): Promise<void> {
  await client.query("SET LOCAL session_replication_role = 'replica'");
  await insert();
  await client.query("SET LOCAL session_replication_role = 'origin'");
}

/** As the owner of an embedded PostgreSQL may; other users may be granted it from PostgreSQL 15 on. */
export async function maySkipTriggers(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ superuser: string; version: number }>(
    // SQL as text: Kysely has no types of PostgreSQL's own settings.
    `SELECT current_setting('is_superuser') AS superuser, current_setting('server_version_num')::int AS version`,
  );
  const [{ superuser = 'off', version = 0 } = {}] = rows;
  if (superuser === 'on') return true;
  if (version < 150_000) return false;
  const granted = await client.query<{ may: boolean }>(
    // SQL as text: Kysely has no types of PostgreSQL's own functions.
    `SELECT has_parameter_privilege('session_replication_role', 'SET') AS may`,
  );
  return granted.rows[0]?.may === true;
}

async function checkTable(client: ClientBase, table: string, release: number): Promise<void> {
  const [keys, version] = [await foreignKeysOf(client, table), await versionColumnOf(client, table)];
  const missing = keys.map((key, index) => {
    const stated = key.columns.map((column) => `t."${column}" IS NOT NULL`);
    const isOwn = key.parent === 'release' ? [`t."${key.columns[0]}" <> ${release}`] : [];
    const isMissing = [`p${index}."${key.parentColumns[0]}" IS NULL`, ...stated, ...isOwn].join(' AND ');
    return `count(*) FILTER (WHERE ${isMissing}) AS "${key.name}"`;
  });
  // SQL as text: the tables are any of the catalogue.
  const joins = keys.map(({ columns, parent, parentColumns }, index) => {
    const same = columns.map((column, at) => `p${index}."${parentColumns[at]}" = t."${column}"`).join(' AND ');
    return `LEFT JOIN "${parent}" p${index} ON ${same}`;
  });
  const { rows } = await client.query<Record<string, string>>(
    // SQL as text: the table is any of the catalogue.
    `SELECT ${missing.join(', ')} FROM "${table}" t ${joins.join(' ')} WHERE t."${version}" = ${release}`,
  );
  for (const [name, count] of Object.entries(rows[0] ?? {})) {
    if (Number(count) > 0) throw new Error(`${count} rows of ${table} refer to what is not there: ${name}`);
  }
}

/** Has, of a row that is inserted, the release. */
async function versionColumnOf(client: ClientBase, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    // SQL as text: a function of the journal's migration.
    'SELECT journal_version_column($1::regclass) AS name',
    [`"${table}"`],
  );
  return rows[0]?.name ?? 'created_in';
}

async function foreignKeysOf(client: ClientBase, table: string): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    // SQL as text: Kysely has no types of PostgreSQL's catalogue.
    `SELECT c.conname AS name, f.relname AS parent, k.columns, k."parentColumns"
     FROM pg_constraint c JOIN pg_class f ON f.oid = c.confrelid, LATERAL (
       SELECT array_agg(a.attname::text ORDER BY key.place) AS columns,
         array_agg(p.attname::text ORDER BY key.place) AS "parentColumns"
       FROM unnest(c.conkey, c.confkey) WITH ORDINALITY AS key(own, other, place)
       JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = key.own
       JOIN pg_attribute p ON p.attrelid = c.confrelid AND p.attnum = key.other
     ) k
     WHERE c.contype = 'f' AND c.conrelid = $1::regclass`,
    [`"${table}"`],
  );
  return rows;
}
