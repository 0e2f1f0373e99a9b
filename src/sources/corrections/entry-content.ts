/** The content of an entry as files of practices state it, and what a change of its fields makes of it. */
import type { ClientBase } from 'pg';
import { type Content, loadKnown } from '#practices';
import { type EntryTarget, entryTypes } from '../practices/entry-types.ts';
import { propertyOfField, valuesFor } from '../practices/fields.ts';
import { type PracticesFile, readJson } from '../practices/read.ts';
import type { FieldValue } from './writer.ts';

/** Null where there is no such entry. */
export async function contentOfEntry(client: ClientBase, type: EntryTarget, slug: string): Promise<Content | null> {
  const [known] = await loadKnown(client, [{ kind: entryTypes[type].kind, slug }]);
  return known?.content ?? null;
}

/** The properties that the fields are of; two fields may be of one, such as `title` and `title.en`. */
export function propertiesOf(
  type: EntryTarget,
  slug: string,
  content: Content,
  changes: readonly FieldValue[],
): { readonly properties: Content; readonly wrong: readonly string[] } {
  const properties: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const { field, value } of changes) {
    const { property, isEnglish } = propertyOfField(field);
    const before = properties[property] ?? content[property];
    const fitting = valuesFor(before, value, isEnglish).find(
      (candidate) => fileOf(type, slug, { [property]: candidate }).rejected.length === 0,
    );
    if (fitting === undefined || property === 'slug') wrong.push(field);
    else properties[property] = fitting;
  }
  return { properties, wrong };
}

export function fileOf(type: EntryTarget, slug: string, properties: Content): PracticesFile {
  return readJson(JSON.stringify({ [entryTypes[type].collection]: [{ slug, ...properties }] }), false);
}
