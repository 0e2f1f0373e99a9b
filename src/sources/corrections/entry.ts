/** Practices, adoptions, calls, events and living labs: properties that no file overwrites from then on. */
import type { ClientBase } from 'pg';
import { type Content, loadKnown } from '#practices';
import { type PracticesFile, readJson } from '../practices/read.ts';
import { takePractices } from '../practices/take.ts';
import { type EntryTarget, entryTypes } from './entry-types.ts';
import { fieldsOfProperty, propertyOfField, valuesFor } from './fields.ts';
import type { EditorialPlace, EditorialWriter, FieldValue, WrittenField } from './writer.ts';

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

function fileOf(type: EntryTarget, slug: string, properties: Content): PracticesFile {
  return readJson(JSON.stringify({ [entryTypes[type].collection]: [{ slug, ...properties }] }), false);
}

export function entryWriter(type: EntryTarget): EditorialWriter {
  return {
    isField: (field) => propertyOfField(field).property !== 'slug',
    async write(place, slug, changes) {
      const content = await contentOfEntry(place.client, type, slug);
      if (content === null) return null;
      const { properties, wrong } = propertiesOf(type, slug, content, changes);
      if (wrong.length > 0) return null;
      const file = fileOf(type, slug, properties);
      const { changed, rejectedRows } = await takePractices({ ...place, authority: 'EDITORS' }, file);
      if (rejectedRows.length > 0) return null;
      const after = (await contentOfEntry(place.client, type, slug)) ?? content;
      const fields = Object.keys(properties).flatMap((property) => fieldsWritten(property, content, after));
      return { isChanged: changed, fields, reference: { [entryTypes[type].column]: slug } };
    },
    withdraw: (place, slug, listed) => withdrawProperties(type, place, slug, listed),
  };
}

function fieldsWritten(property: string, before: Content, after: Content): WrittenField[] {
  const former = new Map(property in before ? fieldsOfProperty(property, before[property]) : []);
  const stated = property in after ? fieldsOfProperty(property, after[property]) : [];
  return stated.map(([field, value]) => ({ field, value, before: former.get(field) ?? null }));
}

async function withdrawProperties(
  type: EntryTarget,
  place: EditorialPlace,
  slug: string,
  listed: readonly { readonly field: string; readonly value: string | null }[],
): Promise<boolean> {
  const properties: Record<string, unknown> = {};
  const inOrder = listed.toSorted((a, b) => a.field.length - b.field.length);
  for (const { field, value } of inOrder) {
    const { property, isEnglish } = propertyOfField(field);
    if (value === null) {
      if (!isEnglish) properties[property] = null;
      continue;
    }
    const fitting = valuesFor(properties[property], value, isEnglish).find(
      (candidate) => fileOf(type, slug, { [property]: candidate }).rejected.length === 0,
    );
    if (fitting === undefined) return false;
    properties[property] = fitting;
  }
  const { rejectedRows } = await takePractices({ ...place, authority: 'WITHDRAWAL' }, fileOf(type, slug, properties));
  return rejectedRows.length === 0;
}
