/** Practices, adoptions, calls, events and living labs: properties that no file overwrites from then on. */
import type { Content } from '#practices';
import { type EntryTarget, entryTypes } from '../practices/entry-types.ts';
import { fieldsOfProperty, propertyOfField } from '../practices/fields.ts';
import { takePractices } from '../practices/take.ts';
import { contentOfEntry, fileOf, propertiesOf } from './entry-content.ts';
import { withdrawProperties } from './withdraw-entry.ts';
import type { EditorialWriter, WrittenField } from './writer.ts';

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
      const given = new Set(changes.map(({ field }) => field));
      const written = Object.keys(properties).flatMap((property) => fieldsWritten(property, content, after));
      // The other language of a text stays that of files.
      const fields = written.filter(({ field }) => given.has(field));
      return { isChanged: changed, fields, reference: { [entryTypes[type].column]: slug } };
    },
    withdraw: (place, slug, listed) => withdrawProperties({ type, slug }, place, listed),
  };
}

/** A list that is empty says that there is none: it is stated as one, so that no file fills it again. */
function fieldsWritten(property: string, before: Content, after: Content): WrittenField[] {
  const former = new Map(property in before ? fieldsOfProperty(property, before[property]) : []);
  const stated = fieldsOfProperty(property, property in after ? after[property] : []);
  return stated.map(([field, value]) => ({ field, value, before: former.get(field) ?? null }));
}
