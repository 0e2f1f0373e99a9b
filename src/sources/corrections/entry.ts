/** A correction of a practice, call, event or living lab: a property that no file overwrites from then on. */
import type { Correction } from '#corrections';
import type { ChangeContext } from '#platform/releases/publish.ts';
import { loadKnown } from '#practices';
import { type PracticesFile, readJson } from '../practices/read.ts';
import { takePractices } from '../practices/take.ts';
import type { Corrected } from './corrected.ts';
import { entryCollections, fieldsOfProperty, propertyOfField, valuesFor } from './entries.ts';

export async function correctEntry(
  { client, release, source }: ChangeContext,
  { target, field, value }: Correction,
  day: string,
): Promise<Corrected | null> {
  const entries = entryCollections[target.type];
  if (entries === undefined) return null;
  const { collection, kind } = entries;
  const [known] = await loadKnown(client, [{ kind, slug: target.key }]);
  if (known === undefined) return null;
  const { property, isEnglish } = propertyOfField(field);
  const before = known.content[property];
  const file = valuesFor(before, value, isEnglish)
    .map((candidate) => fileOf(collection, { slug: target.key, [property]: candidate }))
    .find(({ rejected }) => rejected.length === 0);
  if (file === undefined) return null;
  const place = { client, release, sourceId: source.id, day, isEditorial: true };
  const { changed, rejectedRows } = await takePractices(place, file);
  if (rejectedRows.length > 0) return null;
  const former = before === undefined ? [] : fieldsOfProperty(property, before);
  return { isChanged: changed, formerValue: former.find(([name]) => name === field)?.[1] ?? null };
}

function fileOf(collection: string, entry: object): PracticesFile {
  return readJson(JSON.stringify({ [collection]: [entry] }), false);
}
