/** Of a text editors may state one language: the other one stays that of files. */
import type { ClientBase } from 'pg';
import { isBeside } from '#platform/editorial/model.ts';
import { editorialStatements } from '#platform/editorial/store.ts';
import { isText } from './content.ts';
import { isOfEditors, type StatedLanguages, type TextLanguage } from './statement.ts';
import type { KnownEntry } from './store/read.ts';

const kinds = ['PRACTICE', 'ADOPTION', 'CALL', 'EVENT', 'LIVING_LAB'] as const;

/** By entry. */
export async function statedLanguages(
  client: ClientBase,
  entries: readonly KnownEntry[],
): Promise<ReadonlyMap<KnownEntry, StatedLanguages>> {
  const found = new Map<KnownEntry, StatedLanguages>();
  for (const type of kinds) {
    const stated = entries.filter(({ kind, statedOn }) => kind === type && Object.values(statedOn).some(isOfEditors));
    const slugs = stated.map(({ slug }) => slug);
    const statements = Map.groupBy(await editorialStatements(client, type, slugs), ({ key }) => key);
    for (const entry of stated) {
      const ofEntry = statements.get(entry.slug) ?? [];
      const fields = new Set(ofEntry.filter((one) => !isBeside(one, ofEntry)).map(({ field }) => field));
      found.set(entry, languagesIn(entry, fields));
    }
  }
  return found;
}

function languagesIn({ content, statedOn }: KnownEntry, fields: ReadonlySet<string>): StatedLanguages {
  const languages: Record<string, TextLanguage> = {};
  for (const [property, day] of Object.entries(statedOn)) {
    const [polish, english] = [fields.has(property), fields.has(`${property}.en`)];
    if (isOfEditors(day) && isText(content[property]) && polish !== english) languages[property] = polish ? 'pl' : 'en';
  }
  return languages;
}
