/** What imports look up of entries, and what they join to the rest of the hub. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import { entryTables } from './entries.ts';
import type { EntryKey } from './read.ts';

/** Which of these entries the hub has. */
export async function existingEntries(client: ClientBase, keys: readonly EntryKey[]): Promise<EntryKey[]> {
  const found: EntryKey[] = [];
  for (const [kind, ofKind] of Map.groupBy(keys, (key) => key.kind)) {
    const [table, slugs] = [sql.table(entryTables[kind].table), ofKind.map(({ slug }) => slug)];
    // SQL as text: the table is a parameter, for which Kysely has no types.
    const statement = sql<{ slug: string }>`SELECT slug FROM ${table} WHERE slug = ANY(${slugs})`;
    const rows = await execute<{ slug: string }>(client, statement);
    found.push(...rows.map(({ slug }) => ({ kind, slug })));
  }
  return found;
}

/** The slugs of all topics, in the order of the taxonomy. */
export async function loadTopicSlugs(client: ClientBase): Promise<string[]> {
  const topics = await execute(client, query.selectFrom('topic').select('slug').orderBy('ordinal'));
  return topics.map(({ slug }) => slug);
}

/** The contract numbers of documented projects. */
export async function loadContracts(client: ClientBase): Promise<{ slug: string; contractNumber: string }[]> {
  const statement = query
    .selectFrom('documented_project')
    .select(['slug', 'contract_number as contractNumber'])
    .where('contract_number', 'is not', null)
    .$narrowType<{ contractNumber: string }>();
  return execute(client, statement);
}

/** The projects that documented projects were made into, by their slugs. */
export async function loadProjectIds(client: ClientBase, slugs: readonly string[]): Promise<Map<string, string>> {
  if (slugs.length === 0) return new Map();
  const statement = query.selectFrom('documented_project').select(['slug', 'project_id']).where('slug', 'in', slugs);
  const rows = await execute(client, statement);
  return new Map(rows.map(({ slug, project_id: id }) => [slug, id]));
}

/** When a documented project became another project of the hub, what leads to it does so, too. */
export async function followProjects(client: ClientBase, slugs: readonly string[]): Promise<void> {
  if (slugs.length === 0) return;
  for (const table of ['practice', 'call', 'event', 'living_lab'] as const) {
    const statement = query
      .updateTable(table)
      .from('documented_project as d')
      .set((column) => ({ project_id: column.ref('d.project_id') }))
      .whereRef(`${table}.documented_project_slug`, '=', 'd.slug')
      .where('d.slug', 'in', slugs)
      .where(({ eb, ref }) => eb(`${table}.project_id`, 'is distinct from', ref('d.project_id')));
    await execute(client, statement);
  }
}

/** Evidence names metrics by code; a metric may be loaded before or after it. */
export async function joinEvidence(client: ClientBase): Promise<void> {
  const statement = query
    .updateTable('evidence')
    .from('metric as m')
    .set((column) => ({ metric_id: column.ref('m.id') }))
    .whereRef('evidence.metric_code', '=', 'm.code')
    .where(({ eb, ref }) => eb('evidence.metric_id', 'is distinct from', ref('m.id')));
  await execute(client, statement);
}
