/** Rows of other tables that name units: they follow where an id becomes another unit's. */
import type { ClientBase } from 'pg';

/** Follows in what is no column of its own, such as a JSON document. */
type Follow = (client: ClientBase, moved: ReadonlyMap<string, string>) => Promise<void>;

const followers: Follow[] = [];

/** Called once by each domain that names units elsewhere than in a column with a foreign key. */
export function addUnitReferences(follow: Follow): void {
  followers.push(follow);
}

/** Of the registry's own tables the history is written anew. */
const ownTables = ['territorial_unit', 'territorial_unit_version', 'territorial_unit_event'];

/** The catalogue of PostgreSQL knows every column with a key to units, and Kysely knows no catalogue. */
const selectColumns = `
  SELECT quote_ident(t.relname) AS "table", quote_ident(a.attname) AS "column"
  FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
  WHERE c.contype = 'f' AND c.confrelid = 'territorial_unit'::regclass AND t.relname <> ALL($1)`;

export async function moveReferences(client: ClientBase, moved: ReadonlyMap<string, string>): Promise<void> {
  if (moved.size === 0) return;
  const { rows } = await client.query<{ table: string; column: string }>(selectColumns, [ownTables]);
  for (const { table, column } of rows) {
    await client.query(
      `UPDATE ${table} t SET ${column} = moved.after FROM unnest($1::text[], $2::text[]) AS moved(before, after)
       WHERE t.${column} = moved.before`,
      [[...moved.keys()], [...moved.values()]],
    );
  }
  for (const follow of followers) await follow(client, moved);
}

/** A boundary knows a code of its unit and a day, and belongs to whichever unit had the code on the day. */
export async function attachBoundaries(client: ClientBase): Promise<void> {
  await client.query(
    `UPDATE territorial_unit_boundary b SET unit_id = v.unit_id FROM territorial_unit_version v
     WHERE v.terc = b.terc AND v.valid_from <= b.known_on AND (v.valid_to IS NULL OR b.known_on < v.valid_to)
       AND v.unit_id <> b.unit_id`,
  );
}
