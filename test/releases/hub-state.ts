/** All facts of a hub, to compare two hubs or two moments: without numbers of releases, which differ by their history. */
import { internalColumns, readJournalTables } from '#platform/releases/journal.ts';
import type { TestHub } from '../harness/hub.ts';

/** They say how the data came about, not what it is. */
const histories = new Set(['release', 'source', 'problem']);

export async function factsOf({ database: { pool } }: TestHub): Promise<Record<string, string[]>> {
  const facts: Record<string, string[]> = {};
  for (const { name } of await readJournalTables(pool)) {
    if (histories.has(name)) continue;
    const { rows } = await pool.query<{ row: Record<string, unknown>; source: string | null }>(
      `SELECT to_jsonb(t) AS row, (SELECT source_id FROM release r WHERE r.number = (to_jsonb(t) ->> 'release')::int) AS source
       FROM "${name}" t`,
    );
    facts[name] = rows.map(({ row, source }) => JSON.stringify({ ...withoutInternals(row), source })).toSorted();
  }
  const search = await pool.query('SELECT type, key, title, text, boost FROM search_document');
  facts['search'] = search.rows.map((row) => JSON.stringify(row)).toSorted();
  return facts;
}

function withoutInternals(row: Record<string, unknown>): Record<string, unknown> {
  const hidden = [...internalColumns, 'release'];
  return Object.fromEntries(Object.entries(row).filter(([name]) => !hidden.includes(name)));
}
