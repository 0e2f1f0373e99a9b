/** What a file states of what editors stated: kept beside it as a conflict. */
import type { ClientBase } from 'pg';
import { isBeside } from '#platform/editorial/model.ts';
import { editorialStatements, noteListed, removeEditorial } from '#platform/editorial/store.ts';
import type { Overruled } from '#practices';
import { entryTargetOf } from './entry-types.ts';
import { fieldsOfProperty } from './fields.ts';

/** Whether any of it is news. */
export async function noteOverruled(client: ClientBase, overruled: readonly Overruled[]): Promise<boolean> {
  let isNews = false;
  for (const { kind, slug, property, value } of overruled) {
    const type = entryTargetOf(kind);
    if (type === undefined) continue;
    const stated = new Map<string, string | null>(
      value == null ? [[property, null]] : fieldsOfProperty(property, value),
    );
    const ofEntry = await editorialStatements(client, type, [slug]);
    for (const [field, text] of stated) {
      const known = ofEntry.find((one) => one.field === field);
      if (known !== undefined && text !== known.value && isBeside(known, ofEntry)) {
        await removeEditorial(client, known);
        isNews = true;
      } else if (await noteListed(client, { type, key: slug, field }, text)) isNews = true;
    }
  }
  return isNews;
}
