/** What PostgreSQL's catalog says of the hub's schema. SQL as text: Kysely's types know only the models, not the catalog. */
import pg from 'pg';
import { type BackupSequence, type BackupTable, migrationsTable } from './model.ts';

/** A name as SQL. */
export const quoted = (name: string): string => pg.escapeIdentifier(name);
export const quotedAll = (names: readonly string[]): string => names.map(quoted).join(', ');

/** Everything but what extensions brought. */
const ownRelations = `SELECT c.oid, c.relname AS name FROM pg_class c
  WHERE c.relnamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`;

export async function readTableNames(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`${ownRelations} AND c.relkind = 'r' ORDER BY c.relname`);
  return rows.map(({ name }) => name);
}

/** A name of anything that is there; undefined: the database is empty. */
export async function findRelation(client: pg.ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string }>(
    `${ownRelations} AND c.relkind NOT IN ('i', 'I', 'c') ORDER BY c.relkind DESC, c.relname LIMIT 1`,
  );
  return rows[0]?.name;
}

/** Columns that PostgreSQL computes itself are none of the rows'. */
export async function readTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable>(
    `SELECT t.name, jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum) AS columns
     FROM (${ownRelations} AND c.relkind = 'r') t
     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     GROUP BY t.name ORDER BY t.name`,
  );
  return rows;
}

export async function readSequences(client: pg.ClientBase): Promise<BackupSequence[]> {
  const { rows } = await client.query<{ name: string }>(`${ownRelations} AND c.relkind = 'S' ORDER BY c.relname`);
  const sequences: BackupSequence[] = [];
  for (const { name } of rows) {
    const state = await client.query<{ value: string; isCalled: boolean }>(
      `SELECT last_value::text AS value, is_called AS "isCalled" FROM ${quoted(name)}`,
    );
    sequences.push({ name, value: state.rows[0]?.value ?? '1', isCalled: state.rows[0]?.isCalled ?? false });
  }
  return sequences;
}

/** Names of applied migrations; one that was cut off makes the state of the tables unknown. */
export async function readMigrationNames(client: pg.ClientBase): Promise<{ applied: string[]; cutOff: string[] }> {
  const { rows } = await client.query<{ name: string; isFinished: boolean }>(
    `SELECT migration_name AS name, bool_or(finished_at IS NOT NULL) AS "isFinished"
     FROM ${quoted(migrationsTable)} WHERE rolled_back_at IS NULL GROUP BY migration_name ORDER BY migration_name`,
  );
  const names = (isFinished: boolean) => rows.filter((row) => row.isFinished === isFinished).map(({ name }) => name);
  return { applied: names(true), cutOff: names(false) };
}

export interface LaterDefinition {
  readonly drop: string;
  readonly create: string;
}

/** Foreign keys and indexes: made once all rows are there, they cost a fraction, and rows may come in any order. */
export async function readLaterDefinitions(client: pg.ClientBase): Promise<LaterDefinition[]> {
  const { rows: keys } = await client.query<{ relation: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS relation, conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
     WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY conrelid::regclass::text, conname`,
  );
  const { rows: indexes } = await client.query<{ relation: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS relation, pg_get_indexdef(indexrelid) AS definition
     FROM pg_index JOIN (${ownRelations} AND c.relkind = 'i') i ON i.oid = indexrelid
     WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype <> 'f') ORDER BY 1`,
  );
  return [
    ...keys.map(({ relation, name, definition }) => ({
      drop: `ALTER TABLE ${relation} DROP CONSTRAINT ${quoted(name)}`,
      create: `ALTER TABLE ${relation} ADD CONSTRAINT ${quoted(name)} ${definition}`,
    })),
    ...indexes.map(({ relation, definition }) => ({ drop: `DROP INDEX ${relation}`, create: definition })),
  ];
}
