/** A correction of an office: a statement of editors above those of all lists. */
import { acceptedOf, type Correction, isOfficeField } from '#corrections';
import { correctOffice, listedValue } from '#offices';
import type { ChangeContext } from '#platform/releases/publish.ts';
import type { Corrected } from './corrected.ts';

export async function correctOfficeField(
  { client, release, source }: ChangeContext,
  correction: Correction,
  day: string,
): Promise<Corrected | null> {
  const { target, field } = correction;
  if (!isOfficeField(field)) return null;
  const accepted = [...(await acceptedOf(client, target)), correction];
  const facts = Object.fromEntries(accepted.map((one) => [one.field, one.value]));
  const listed = await listedValue(client, target.key, field);
  const change = { officeId: target.key, facts, day };
  const isChanged = await correctOffice(client, change, { sourceId: source.id, release });
  return isChanged === undefined ? null : { isChanged, formerValue: listed == null ? null : String(listed) };
}
