import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, insertRows, query } from '#platform/database/index.ts';
import type { ProgrammeNode } from './tree.ts';

export function loadProgrammes(client: ClientBase): Promise<ProgrammeNode[]> {
  return execute(
    client,
    query
      .selectFrom('programme')
      .select(['id', 'period', 'level', 'parent_id as parentId', 'code', 'code_key as codeKey', 'name'])
      .select('name_key as nameKey')
      .orderBy('id'),
  );
}

export async function writeProgrammes(
  client: ClientBase,
  nodes: readonly ProgrammeNode[],
  sourceId: string,
  release: number,
): Promise<void> {
  const rows = nodes.map(({ id, period, level, parentId, code, codeKey, name, nameKey }) => ({
    id,
    period,
    level,
    parent_id: parentId,
    code,
    code_key: codeKey,
    name,
    name_key: nameKey,
    source_id: sourceId,
    changed_in: release,
  }));
  await insertRows(client, 'programme', rows, { key: ['id'], update: { allBut: ['period', 'level', 'parent_id'] } });
}

export async function removeTotals(client: ClientBase): Promise<void> {
  await execute(client, query.deleteFrom('programme_total'));
}

/** A few thousand sums over all projects, made anew with each change: the fields of the tree cost no query. */
export async function writeTotals(client: ClientBase): Promise<void> {
  await removeTotals(client);
  await execute(
    client,
    query
      .insertInto('programme_total')
      .columns(['programme_id', 'currency', 'projects', 'value', 'eligible_cost', 'eu_contribution'])
      .expression(totals),
  );
}

const totals = query
  .selectFrom('project')
  .innerJoinLateral(
    ({ ref }) =>
      sql<{ id: string }>`(VALUES (replace(substr(${ref('project.period')}::text, 2), '_', '-')),
        (${ref('project.programme_id')}), (${ref('project.priority_id')}), (${ref('project.measure_id')}),
        (${ref('project.submeasure_id')}))`.as<'node'>(sql`node(id)`),
    (join) => join.onTrue(),
  )
  .select(['node.id', 'project.currency'])
  .select(({ fn }) => [
    fn.countAll().as('projects'),
    fn.coalesce(fn.sum('project.value'), sql<number>`0`).as('value'),
    fn.coalesce(fn.sum('project.eligible_cost'), sql<number>`0`).as('eligible_cost'),
    fn.coalesce(fn.sum('project.eu_contribution'), sql<number>`0`).as('eu_contribution'),
  ])
  .where('project.country', '=', 'PL')
  .where(({ exists, selectFrom }) =>
    exists(selectFrom('programme').select('programme.id').whereRef('programme.id', '=', 'node.id')),
  )
  .groupBy(['node.id', 'project.currency']);
