/** An amendment that editors approved: a release with a source of its own, above all files, as corrections are. */
import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import {
  type AmendedEntry,
  type Amendment,
  type AmendmentApproval,
  closeAmendment,
  type FieldChange,
  isOfficeField,
  officeFields,
  type RecordedChange,
} from '#corrections';
import { correctOffice } from '#offices';
import { dayInPoland } from '#platform/clock.ts';
import { type Database, execute, query, type SqlReader } from '#platform/database/index.ts';
import { type ChangeContext, publishChange } from '#platform/releases/publish.ts';
import { loadKnown, type RecordKind } from '#practices';
import type { Collection } from '../practices/format.ts';
import { type PracticesFile, readJson } from '../practices/read.ts';
import { takePractices } from '../practices/take.ts';
import { fieldsOfProperty, propertyOfField, valuesFor } from './entries.ts';
import { editorialFacts } from './office.ts';

const entryTypes: Readonly<Record<'PRACTICE' | 'ADOPTION', { collection: Collection; kind: RecordKind }>> = {
  PRACTICE: { collection: 'practices', kind: 'PRACTICE' },
  ADOPTION: { collection: 'adoptions', kind: 'ADOPTION' },
};

/** The fields of an entry as texts; null where there is no such entry. */
export async function fieldsOfEntry(client: ClientBase, target: AmendedEntry): Promise<Map<string, string> | null> {
  if (target.type === 'OFFICE') return fieldsOfOffice(client, target.key);
  const content = await contentOf(client, target);
  if (content === null) return null;
  return new Map(Object.entries(content).flatMap(([property, value]) => fieldsOfProperty(property, value)));
}

async function fieldsOfOffice(client: SqlReader, id: string): Promise<Map<string, string> | null> {
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

async function contentOf(
  client: ClientBase,
  { type, key }: AmendedEntry,
): Promise<Readonly<Record<string, unknown>> | null> {
  if (type === 'OFFICE') return null;
  const [known] = await loadKnown(client, [{ kind: entryTypes[type].kind, slug: key }]);
  return known?.content ?? null;
}

/** Fields that the entry does not have, or whose values do not fit. */
export async function wrongFields(
  client: ClientBase,
  target: AmendedEntry,
  changes: readonly FieldChange[],
): Promise<string[]> {
  if (target.type === 'OFFICE') return changes.filter(({ field }) => !isOfficeField(field)).map(({ field }) => field);
  const content = await contentOf(client, target);
  if (content === null) return changes.map(({ field }) => field);
  return folded(target, content, changes).wrong;
}

interface Folded {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly wrong: string[];
}

/** The properties that the fields are of; two fields may be of one, such as `title` and `title.en`. */
function folded(
  target: AmendedEntry,
  content: Readonly<Record<string, unknown>>,
  changes: readonly FieldChange[],
): Folded {
  const properties: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const { field, value } of changes) {
    const { property, isEnglish } = propertyOfField(field);
    const before = properties[property] ?? content[property];
    const fitting = valuesFor(before, value, isEnglish).find(
      (candidate) => fileOf(target, { [property]: candidate }).rejected.length === 0,
    );
    if (fitting === undefined || property === 'slug') wrong.push(field);
    else properties[property] = fitting;
  }
  return { properties, wrong };
}

function fileOf({ type, key }: AmendedEntry, properties: Readonly<Record<string, unknown>>): PracticesFile {
  const { collection } = entryTypes[type === 'ADOPTION' ? 'ADOPTION' : 'PRACTICE'];
  return readJson(JSON.stringify({ [collection]: [{ slug: key, ...properties }] }), false);
}

class NotPossible extends Error {}

/** False when it was decided before, its entry is gone, or nothing of it is different by now. */
export async function approveAmendment(
  database: Database,
  amendment: Amendment,
  approval: AmendmentApproval & { readonly publicUrl: string },
): Promise<boolean> {
  const { now, editor, role, reasons } = approval;
  const day = dayInPoland(now);
  try {
    await publishChange(database, describe(amendment, day, approval.publicUrl), async (context) => {
      const { client, release } = context;
      const before = await fieldsOfEntry(client, amendment.target);
      if (before === null || !(await write(context, amendment, day))) throw new NotPossible();
      const changes = amendment.changes.map(
        ({ field, value }): RecordedChange => ({ field, value, before: before.get(field) ?? null }),
      );
      const outcome = { state: 'APPROVED', reasons, release, changes, role } as const;
      if (!(await closeAmendment(client, amendment.number, outcome, { accountId: editor, now }))) {
        throw new NotPossible();
      }
      const none = { created: 0, closed: 0, duplicates: 0, rejected: 0, unchanged: 0 };
      const counts = { ...none, records: 1, changed: 1 };
      return { counts, rejectedRows: [], changed: true, stored: true, result: release };
    });
    return true;
  } catch (error) {
    if (error instanceof NotPossible) return false;
    throw error;
  }
}

async function write(context: ChangeContext, { target, changes }: Amendment, day: string): Promise<boolean> {
  const { client, release, source } = context;
  if (target.type === 'OFFICE') {
    const own = Object.fromEntries(changes.map(({ field, value }) => [field, value]));
    const facts = { ...(await editorialFacts(client, target.key)), ...own };
    const edition = { sourceId: source.id, release };
    return (await correctOffice(client, { officeId: target.key, facts, day }, edition)) === true;
  }
  const content = await contentOf(client, target);
  if (content === null) return false;
  const { properties, wrong } = folded(target, content, changes);
  if (wrong.length > 0) return false;
  const place = { client, release, sourceId: source.id, day, isEditorial: true };
  const { changed, rejectedRows } = await takePractices(place, fileOf(target, properties));
  return changed && rejectedRows.length === 0;
}

function describe({ number, officeId, target, changes }: Amendment, asOf: string, publicUrl: string) {
  return {
    kind: 'amendments',
    name: `Zmiana ${number} (${officeId})`,
    publisher: 'Redakcja Węzła',
    url: `${publicUrl}/amendments/${number}`,
    fileName: `amendment-${number}`,
    sha256: createHash('sha256')
      .update(JSON.stringify([number, target, changes]))
      .digest('hex'),
    asOf,
    licence: 'CC BY 4.0',
  };
}
