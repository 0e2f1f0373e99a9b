/** An amendment that editors approved: a release with a source of its own, above all files, as corrections are. */
import type { ClientBase } from 'pg';
import {
  type AmendedEntry,
  type Amendment,
  type AmendmentApproval,
  closeAmendment,
  type FieldChange,
  isOfficeField,
  type RecordedChange,
} from '#corrections';
import { dayInPoland } from '#platform/clock.ts';
import type { Database } from '#platform/database/index.ts';
import { publishChange } from '#platform/releases/publish.ts';
import { fieldsOfProperty } from '../practices/fields.ts';
import { describeEditorial } from './describe.ts';
import { contentOfEntry, propertiesOf } from './entry-content.ts';
import { fieldsOfOffice } from './office.ts';
import { changedOne, NotPossible } from './outcome.ts';
import { stateFields } from './state.ts';

/** The fields of an entry as texts; null where there is no such entry. */
export async function fieldsOfEntry(
  client: ClientBase,
  { type, key }: AmendedEntry,
): Promise<Map<string, string> | null> {
  if (type === 'OFFICE') return fieldsOfOffice(client, key);
  const content = await contentOfEntry(client, type, key);
  if (content === null) return null;
  return new Map(Object.entries(content).flatMap(([property, value]) => fieldsOfProperty(property, value)));
}

/** Fields that the entry does not have, or whose values do not fit. */
export async function wrongFields(
  client: ClientBase,
  { type, key }: AmendedEntry,
  changes: readonly FieldChange[],
): Promise<readonly string[]> {
  if (type === 'OFFICE') return changes.filter(({ field }) => !isOfficeField(field)).map(({ field }) => field);
  const content = await contentOfEntry(client, type, key);
  if (content === null) return changes.map(({ field }) => field);
  return propertiesOf(type, key, content, changes).wrong;
}

/** False when it was decided before, its entry is gone, or nothing of it is different by now. */
export async function approveAmendment(
  database: Database,
  amendment: Amendment,
  approval: AmendmentApproval & { readonly publicUrl: string },
): Promise<boolean> {
  const { number, officeId, target, changes } = amendment;
  const { now, editor, role, reasons, publicUrl } = approval;
  const day = dayInPoland(now);
  const description = describeEditorial({
    kind: 'amendments',
    name: `Zmiana ${number} (${officeId})`,
    url: `${publicUrl}/amendments/${number}`,
    fileName: `amendment-${number}`,
    content: [number, target, changes],
    asOf: day,
  });
  return NotPossible.isFalse(async () => {
    await publishChange(database, description, async ({ client, release, source }) => {
      const before = await fieldsOfEntry(client, target);
      const place = { client, release, sourceId: source.id, day };
      if (before === null || (await stateFields(place, target, changes)) !== true) throw new NotPossible();
      const recorded = changes.map(
        ({ field, value }): RecordedChange => ({ field, value, before: before.get(field) ?? null }),
      );
      const outcome = { state: 'APPROVED', reasons, release, changes: recorded, role } as const;
      const isClosed = await closeAmendment(client, number, outcome, { accountId: editor, now });
      if (!isClosed) throw new NotPossible();
      return changedOne(release);
    });
  });
}
