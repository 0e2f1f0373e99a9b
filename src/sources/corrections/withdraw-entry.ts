/** Takes back what editors state of properties of an entry: what files state of them holds again. */
import { editorialStatements, removeEditorial } from '#platform/editorial/store.ts';
import type { Content } from '#practices';
import type { EntryTarget } from '../practices/entry-types.ts';
import { fieldsOfProperty, propertyOfField, valuesFor } from '../practices/fields.ts';
import { takePractices } from '../practices/take.ts';
import { contentOfEntry, fileOf } from './entry-content.ts';
import type { EditorialPlace, ListedField } from './writer.ts';

interface Entry {
  readonly type: EntryTarget;
  readonly slug: string;
}

export async function withdrawProperties(
  entry: Entry,
  place: EditorialPlace,
  listed: readonly ListedField[],
): Promise<boolean> {
  const { type, slug } = entry;
  const content = await contentOfEntry(place.client, type, slug);
  const properties = content === null ? null : listedProperties(entry, content, listed);
  if (properties === null) return false;
  const kept = await stillStated(place, entry, properties);
  const isKept = ([property]: [string, unknown]): boolean => kept.has(property);
  const all = Object.entries(properties);
  for (const [authority, some] of [
    ['WITHDRAWAL', all.filter((one) => !isKept(one))],
    ['EDITORS', all.filter(isKept)],
  ] as const) {
    if (some.length === 0) continue;
    const file = fileOf(type, slug, Object.fromEntries(some));
    if ((await takePractices({ ...place, authority }, file)).rejectedRows.length > 0) return false;
  }
  return true;
}

/** Null for values that no longer fit. Polish texts come before English ones, which need them. */
function listedProperties({ type, slug }: Entry, content: Content, listed: readonly ListedField[]): Content | null {
  const properties: Record<string, unknown> = {};
  for (const { field, value } of listed.toSorted((a, b) => a.field.length - b.field.length)) {
    const { property, isEnglish } = propertyOfField(field);
    const before = property in properties ? properties[property] : content[property];
    if (value === null) {
      properties[property] = isEnglish ? inPolish(property, before) : null;
      continue;
    }
    const fitting = valuesFor(before, value, isEnglish).find(
      (candidate) => fileOf(type, slug, { [property]: candidate }).rejected.length === 0,
    );
    if (fitting === undefined) return null;
    properties[property] = fitting;
  }
  return properties;
}

function inPolish(property: string, value: unknown): unknown {
  return value == null ? null : (fieldsOfProperty(property, value)[0]?.[1] ?? null);
}

/**
 * Properties of which editors still state another language. A statement that says what files say was stated only beside what is
 * taken back now, and goes with it.
 */
async function stillStated(
  { client }: EditorialPlace,
  { type, slug }: Entry,
  properties: Content,
): Promise<Set<string>> {
  const kept = new Set<string>();
  for (const statement of await editorialStatements(client, type, [slug])) {
    const { property } = propertyOfField(statement.field);
    if (!(property in properties)) continue;
    if (statement.value === statement.listedValue) await removeEditorial(client, statement);
    else kept.add(property);
  }
  return kept;
}
