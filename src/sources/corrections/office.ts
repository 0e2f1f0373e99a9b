/** Offices: a statement of editors above those of all lists, from which offices are derived. */
import { isOfficeField, officeFields } from '#corrections';
import { correctOffice } from '#offices';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import type { EditorialStatement } from '#platform/editorial/model.ts';
import { editorialStatements } from '#platform/editorial/store.ts';
import type { EditorialPlace, EditorialWriter } from './writer.ts';

export const officeWriter: EditorialWriter = {
  isField: isOfficeField,
  async write(place, key, changes) {
    const present = await fieldsOfOffice(place.client, key);
    if (present === null || !changes.every(({ field }) => isOfficeField(field))) return null;
    const known = await editorialStatements(place.client, 'OFFICE', [key]);
    const isChanged = await stateFacts(place, key, { ...factsOf(known), ...factsOf(changes) }, place.sourceId);
    if (isChanged === undefined) return null;
    const fields = changes.map((change) => ({ ...change, before: present.get(change.field) ?? null }));
    return { isChanged, fields, reference: { office_id: key } };
  },
  async withdraw(place, key) {
    const left = await editorialStatements(place.client, 'OFFICE', [key]);
    const sourceId = left.at(-1)?.sourceId ?? place.sourceId;
    return (await stateFacts(place, key, factsOf(left), sourceId)) !== undefined;
  },
};

function factsOf(fields: readonly Pick<EditorialStatement, 'field' | 'value'>[]): Record<string, string> {
  return Object.fromEntries(fields.map(({ field, value }) => [field, value]));
}

function stateFacts(
  { client, release, day }: EditorialPlace,
  officeId: string,
  facts: Readonly<Record<string, string>>,
  sourceId: string,
): Promise<boolean | undefined> {
  return correctOffice(client, { officeId, facts, day }, { sourceId, release });
}

/** Those that have a value, by their names in the schema; null where there is no such office. */
export async function fieldsOfOffice(client: SqlReader, id: string): Promise<Map<string, string> | null> {
  const columns = [
    'phone',
    'email',
    'website',
    'bip',
    'street',
    'building',
    'postal_code as postalCode',
    'post',
    'locality',
    'nip',
    'regon',
    'e_delivery as eDelivery',
    'epuap',
  ] as const;
  const [row] = await execute(client, query.selectFrom('office').select(columns).where('id', '=', id));
  if (row === undefined) return null;
  const texts = officeFields.flatMap((field): [string, string][] => {
    const value = row[field];
    return value === null ? [] : [[field, value]];
  });
  return new Map(texts);
}
