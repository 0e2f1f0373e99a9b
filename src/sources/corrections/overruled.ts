/** What a file states of what editors corrected: kept with the correction, which shows the conflict. */
import type { ClientBase } from 'pg';
import { noteListed } from '#corrections';
import type { Overruled } from '#practices';
import { entryTargets, fieldsOfProperty } from './entries.ts';

/** Whether any of it is news. */
export async function noteOverruled(client: ClientBase, overruled: readonly Overruled[]): Promise<boolean> {
  let isNews = false;
  for (const { kind, slug, property, value } of overruled) {
    const type = entryTargets[kind];
    if (type === undefined) continue;
    for (const [field, text] of fieldsOfProperty(property, value)) {
      if (await noteListed(client, { type, key: slug }, field, text)) isNews = true;
    }
  }
  return isNews;
}
