/** Where an import has stated something new of a fact that editors corrected: shown, and never taken over silently. */
import type { ClientBase } from 'pg';
import { type Correction, isOfficeField } from '#corrections';
import { listedValue } from '#offices';

/** What the lists state by now; null while they state what they did, or what the correction says. */
export async function conflictOf(
  client: Pick<ClientBase, 'query'>,
  { target, field, value, formerValue, state }: Correction,
): Promise<string | null> {
  if (state !== 'ACCEPTED' || target.type !== 'OFFICE' || !isOfficeField(field)) return null;
  const listed = await listedValue(client, target.key, field);
  const text = listed == null ? null : String(listed);
  return text === formerValue || text === value ? null : text;
}
