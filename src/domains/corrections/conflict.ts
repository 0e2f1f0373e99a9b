/** Where an import has stated something new of a fact that editors corrected: shown, and never taken over silently. */
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import { isConflicting } from '#platform/editorial/model.ts';
import { findEditorial } from '#platform/editorial/store.ts';
import type { Correction } from './model.ts';

/** What files state by now; null while they state what they did, or what the correction says, or another statement holds. */
export async function conflictOf(
  client: SqlReader,
  { state, target: { type, key }, field, release }: Correction,
): Promise<string | null> {
  if (state !== 'ACCEPTED' || release === null || type === 'TERRITORIAL_UNIT') return null;
  const statement = await findEditorial(client, { type, key, field });
  if (statement === null || !isConflicting(statement)) return null;
  const stating = query.selectFrom('release').select('number').where('number', '=', release);
  const isIts = (await execute(client, stating.where('source_id', '=', statement.sourceId))).length > 0;
  return isIts ? statement.listedValue : null;
}
