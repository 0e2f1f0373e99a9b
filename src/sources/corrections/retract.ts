/** Takes the release of a correction or an amendment back, whatever changed in its entry since. */
import type { ClientBase } from 'pg';
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
  if (statements.length === 0) return null;
  if (!(await retractStatements({ ...place, client }, statements, release))) return null;
  const undone = [{ type: 'EditorialStatement', restored: 0, removed: statements.length }];
  return { undone, kept: 0, keptRows: [] };
}
