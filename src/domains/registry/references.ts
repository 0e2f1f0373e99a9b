/** Rows of other tables that name units: they follow where an id becomes another unit's. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';

/** Follows in what is no column of its own, such as a JSON document. */
type Follow = (client: ClientBase, moved: ReadonlyMap<string, string>) => Promise<void>;

const followers: Follow[] = [];

/** Called once by each domain that names units elsewhere than in a column with a foreign key. */
export function addUnitReferences(follow: Follow): void {
  followers.push(follow);
}

/** Of the registry's own tables the history is written anew. */
const ownTables = ['territorial_unit', 'territorial_unit_version', 'territorial_unit_event'];

/** SQL as text: PostgreSQL's catalogue knows every column with a key to units, and Kysely has no types of it. */
const selectColumns = `
  SELECT quote_ident(t.relname) AS "table", quote_ident(a.attname) AS "column"
  FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
  WHERE c.contype = 'f' AND c.confrelid = 'territorial_unit'::regclass AND t.relname <> ALL($1)`;

/** `FROM` the ids that moved. */
export function movedIds(moved: ReadonlyMap<string, string>) {
  const ids = sql<{
    before: string;
    after: string;
  }>`unnest(${[...moved.keys()]}::text[], ${[...moved.values()]}::text[])`;
  return ids.as<'moved'>(sql`moved(before, after)`);
}

export async function moveReferences(client: ClientBase, moved: ReadonlyMap<string, string>): Promise<void> {
  if (moved.size === 0) return;
  const { rows } = await client.query<{ table: string; column: string }>(selectColumns, [ownTables]);
  for (const { table, column } of rows) {
    await client.query(
      // SQL as text: which tables there are only the catalogue says.
      `UPDATE ${table} t SET ${column} = moved.after FROM unnest($1::text[], $2::text[]) AS moved(before, after)
       WHERE t.${column} = moved.before`,
      [[...moved.keys()], [...moved.values()]],
    );
  }
  for (const follow of followers) await follow(client, moved);
}

/** A boundary knows a code of its unit and a day, and belongs to whichever unit had the code on the day. */
export async function attachBoundaries(client: ClientBase): Promise<void> {
  await execute(
    client,
    query
      .updateTable('territorial_unit_boundary as b')
      .from('territorial_unit_version as v')
      .set(({ ref }) => ({ unit_id: ref('v.unit_id') }))
      .whereRef('v.terc', '=', 'b.terc')
      .whereRef('v.valid_from', '<=', 'b.known_on')
      .where(({ eb, or, ref }) => or([eb('v.valid_to', 'is', null), eb('b.known_on', '<', ref('v.valid_to'))]))
      .whereRef('v.unit_id', '<>', 'b.unit_id'),
  );
}
