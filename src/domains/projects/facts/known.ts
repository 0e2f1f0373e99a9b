/** The project that a document states facts of, if the hub knows it, and what documents stated of it before. */
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';

export interface Known {
  readonly id: string;
  readonly list: string;
  /** Of the facts that it was derived from; null when only lists described it. */
  readonly digest: string | null;
}

/**
 * The project that goes by the key, else the one that this document described before: it keeps its id when its contract
 * becomes known. Where a list has that contract, the document describes the list's project from now on.
 */
export async function findKnown(client: ClientBase, matchKey: string, documentKey: string): Promise<Known | undefined> {
  const inDocument = query
    .selectFrom('project_record')
    .select('project_id')
    .where('list', '=', 'DOCUMENT')
    .where('match_key', '=', documentKey);
  const found = await execute(
    client,
    query
      .selectFrom('project as p')
      .leftJoin('project_record as r', (join) => join.onRef('r.project_id', '=', 'p.id').on('r.list', '=', 'DOCUMENT'))
      .select(['p.id', 'p.list', 'r.digest', 'p.match_key'])
      .where(({ eb, or }) => or([eb('p.match_key', '=', matchKey), eb('p.id', 'in', inDocument)])),
  );
  const named = found.find(({ match_key }) => match_key === matchKey);
  const described = found.find(({ match_key }) => match_key !== matchKey);
  if (named === undefined || described === undefined) return named ?? described;
  await forget(client, described, named.id);
  return named;
}

/** Takes away what documents stated of a project, and the project itself when no list has it: it is the other one then. */
async function forget(client: ClientBase, { id, list }: Known, otherId: string): Promise<void> {
  const record = query.deleteFrom('project_record').where('project_id', '=', id).where('list', '=', 'DOCUMENT');
  await execute(client, record);
  await removeParts(client, id);
  if (list !== 'DOCUMENT') return;
  await moveSubject(client, id, otherId);
  await moveEditorial(client, id, otherId);
  await execute(client, query.deleteFrom('project').where('id', '=', id));
}

/** What only documents state; ratings go with their products. */
export async function removeParts(client: ClientBase, id: string): Promise<void> {
  const participations = query.deleteFrom('participation').where('project_id', '=', id).where('from_list', '=', false);
  await execute(client, participations);
  await execute(client, query.deleteFrom('project_product').where('project_id', '=', id));
  await execute(client, query.deleteFrom('project_module').where('project_id', '=', id));
}

/** Observations of a project follow it; where the other one has its own, these keep the id as their subject's name. */
async function moveSubject(client: ClientBase, id: string, otherId: string): Promise<void> {
  const other = query.selectFrom('observation_subject').select('id').where('project_id', '=', otherId);
  await execute(
    client,
    query
      .updateTable('observation_subject')
      .set({ project_id: otherId })
      .where('project_id', '=', id)
      .where(({ not, exists }) => not(exists(other))),
  );
  await execute(client, query.updateTable('observation_subject').set({ name: id }).where('project_id', '=', id));
}

/** What editors state of a project follows it; of a field that they state of the other one already, that holds. */
async function moveEditorial(client: ClientBase, id: string, otherId: string): Promise<void> {
  const own = query.selectFrom('editorial_statement').select('field').where('project_id', '=', otherId);
  await execute(
    client,
    query
      .deleteFrom('editorial_statement')
      .where('project_id', '=', id)
      .where(({ eb, or }) => or([eb('field', 'in', own), eb('target_type', '<>', 'PROJECT')])),
  );
  const moved = query.updateTable('editorial_statement').set({ project_id: otherId, target: otherId });
  await execute(client, moved.where('project_id', '=', id));
}
