import type { ClientBase } from 'pg';
import type { ProgrammeNode } from './tree.ts';

export async function loadProgrammes(client: ClientBase): Promise<ProgrammeNode[]> {
  const nodes = await client.query<ProgrammeNode>(
    `SELECT id, period, level, parent_id AS "parentId", code, code_key AS "codeKey", name, name_key AS "nameKey"
     FROM programme ORDER BY id`,
  );
  return nodes.rows;
}

export async function writeProgrammes(
  client: ClientBase,
  nodes: readonly ProgrammeNode[],
  sourceId: string,
  release: number,
): Promise<void> {
  await client.query(
    `INSERT INTO programme (id, period, level, parent_id, code, code_key, name, name_key, source_id, changed_in)
     SELECT id, period, level, "parentId", code, "codeKey", name, "nameKey", $2, $3
     FROM jsonb_to_recordset($1::jsonb) AS n(id text, period programming_period, level programme_level,
       "parentId" text, code text, "codeKey" text, name text, "nameKey" text)
     ON CONFLICT (id) DO UPDATE SET code = excluded.code, code_key = excluded.code_key, name = excluded.name,
       name_key = excluded.name_key, source_id = excluded.source_id, changed_in = excluded.changed_in`,
    [JSON.stringify(nodes), sourceId, release],
  );
}

export async function removeTotals(client: ClientBase): Promise<void> {
  await client.query('DELETE FROM programme_total');
}

/** A few thousand sums over all projects, made anew with each change: the fields of the tree cost no query. */
export async function writeTotals(client: ClientBase): Promise<void> {
  await removeTotals(client);
  await client.query(
    `INSERT INTO programme_total (programme_id, currency, projects, value, eligible_cost, eu_contribution)
     SELECT node.id, currency, count(*), coalesce(sum(value), 0), coalesce(sum(eligible_cost), 0),
            coalesce(sum(eu_contribution), 0)
     FROM project CROSS JOIN LATERAL (VALUES (replace(substr(period::text, 2), '_', '-')), (programme_id), (priority_id),
       (measure_id), (submeasure_id)) AS node(id)
     WHERE country = 'PL' AND EXISTS (SELECT 1 FROM programme WHERE id = node.id)
     GROUP BY node.id, currency`,
  );
}
