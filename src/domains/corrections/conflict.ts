/** Where an import has stated something new of a fact that editors corrected: shown, and never taken over silently. */
import { listedValue } from '#offices';
import type { SqlReader } from '#platform/database/index.ts';
import { type Correction, isOfficeField } from './model.ts';

/** What the lists state by now; null while they state what they did, or what the correction says. */
export async function conflictOf(client: SqlReader, correction: Correction): Promise<string | null> {
  const { value, formerValue, state } = correction;
  if (state !== 'ACCEPTED') return null;
  const listed = await listedNow(client, correction);
  return listed === formerValue || listed === value ? null : listed;
}

async function listedNow(client: SqlReader, { target, field, listedValue: noted }: Correction): Promise<string | null> {
  if (target.type !== 'OFFICE' || !isOfficeField(field)) return noted;
  const listed = await listedValue(client, target.key, field);
  return listed == null ? null : String(listed);
}
