/** A correction of an office: a statement of editors above those of all lists. */
import { acceptedOf, approvedOf, type Correction, isOfficeField } from '#corrections';
import { correctOffice, listedValue } from '#offices';
import type { SqlReader } from '#platform/database/index.ts';
import type { ChangeContext } from '#platform/releases/publish.ts';
import type { Corrected } from './corrected.ts';

export async function correctOfficeField(
  { client, release, source }: ChangeContext,
  correction: Correction,
  day: string,
): Promise<Corrected | null> {
  const { target, field } = correction;
  if (!isOfficeField(field)) return null;
  const facts = { ...(await editorialFacts(client, target.key)), [field]: correction.value };
  const listed = await listedValue(client, target.key, field);
  const change = { officeId: target.key, facts, day };
  const isChanged = await correctOffice(client, change, { sourceId: source.id, release });
  return isChanged === undefined ? null : { isChanged, formerValue: listed == null ? null : String(listed) };
}

/** All that editors state of an office: accepted corrections and approved amendments, of one field the last. */
export async function editorialFacts(client: SqlReader, key: string): Promise<Readonly<Record<string, string>>> {
  const corrections = (await acceptedOf(client, { type: 'OFFICE', key })).map(({ decidedAt, field, value }) => ({
    decidedAt,
    facts: { [field]: value },
  }));
  const amendments = (await approvedOf(client, { type: 'OFFICE', key })).map(({ decidedAt, changes }) => ({
    decidedAt,
    facts: Object.fromEntries(changes.map(({ field, value }) => [field, value])),
  }));
  const inOrder = [...corrections, ...amendments].toSorted(
    (a, b) => (a.decidedAt?.getTime() ?? 0) - (b.decidedAt?.getTime() ?? 0),
  );
  return Object.assign({}, ...inOrder.map(({ facts }) => facts)) as Readonly<Record<string, string>>;
}
