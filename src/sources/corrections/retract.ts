/** Takes the release of a correction or an amendment back, whatever changed in its entry since. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import { editorialOfSource } from '#platform/editorial/store.ts';
import type { Undone } from '#platform/releases/retraction/undo.ts';
import { retractStatements } from './state.ts';
import type { EditorialPlace } from './writer.ts';

/** Null for a release whose statements hold no longer, or that has none: its journal says what is taken back. */
export async function retractEditorial(
  client: ClientBase,
  place: Omit<EditorialPlace, 'client'>,
  { release, sourceId }: { readonly release: number; readonly sourceId: string },
): Promise<Pick<Undone, 'undone' | 'kept' | 'keptRows'> | null> {
  const statements = await editorialOfSource(client, sourceId);
  if (statements.length === 0) return retractOverlaid(client, sourceId);
  if (!(await retractStatements({ ...place, client }, statements, release))) return null;
  const undone = [{ type: 'EditorialStatement', restored: 0, removed: statements.length }];
  return { undone, kept: 0, keptRows: [] };
}

/** Editors state something else since. Nothing changes now, but it does not come back when that is taken back, too. */
async function retractOverlaid(
  client: ClientBase,
  sourceId: string,
): Promise<Pick<Undone, 'undone' | 'kept' | 'keptRows'> | null> {
  const [found] = await execute(
    client,
    query
      .selectFrom('journal_entry')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .where('table_name', '=', 'editorial_statement')
      .where(sql<string>`before->>'source_id'`, '=', sourceId),
  );
  const removed = Number(found?.count ?? 0);
  return removed === 0
    ? null
    : { undone: [{ type: 'EditorialStatement', restored: 0, removed }], kept: 0, keptRows: [] };
}
