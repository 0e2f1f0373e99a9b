/** Writes the documents of a batch that are new or other than before, and collects their postings. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { copyInto, copyIntoStaging } from '../database/copy.ts';
import { jsonRows } from '../database/json-rows.ts';
import { execute, query } from '../database/kysely.ts';
import { compareCodeUnits } from '../text.ts';
import { dropPostings } from './drop.ts';
import type { SearchType } from './model.ts';
import type { NewPostings } from './new-postings.ts';
import type { Weighted } from './weights.ts';

export interface Words {
  readonly ids: Map<string, number>;
  /** Words that some document no longer has. */
  readonly left: Set<number>;
}

export interface DocumentWriter {
  readonly client: ClientBase;
  readonly type: SearchType;
  readonly words: Words;
  readonly postings: NewPostings;
  /** There is no document of this type yet. */
  readonly isFirst: boolean;
}

/** Writes what changed, and returns what writes the new ones, which nothing has to wait for but the next statement. */
export async function prepareDocuments(
  writer: DocumentWriter,
  batch: readonly Weighted[],
): Promise<() => Promise<void>> {
  const { client, words, type } = writer;
  const known = writer.isFirst ? new Map<string, KnownDocument>() : await findKnown(writer, batch);
  const fresh = batch.filter(({ document }) => !known.has(document.key));
  const changed = batch.filter(({ document }) => differs(known.get(document.key), document));
  const outdated = changed.flatMap(({ document }) => known.get(document.key)?.id ?? []);
  await dropPostings(client, outdated, words.left);
  const unknown = await findUnknown(client, [...fresh, ...changed], words.ids);
  const ids = await nextIds(client, { documents: fresh.length, words: unknown.length });
  for (const [index, word] of unknown.entries()) words.ids.set(word, ids.words[index] as number);
  await updateKnown(writer, changed);
  const idOf = new Map(fresh.map(({ document }, index) => [document.key, ids.documents[index] as number]));
  for (const { document } of changed) idOf.set(document.key, known.get(document.key)?.id as number);
  await collect(writer, [...changed, ...fresh], idOf);
  const rows = fresh.map((one) => ({ id: idOf.get(one.document.key) as number, ...rowOf(one, type, words.ids) }));
  const written = rows.map((row) => ({ ...row, words: `{${row.words.join(',')}}` }));
  // In the order of their index, whose pages are then written once each.
  const added = unknown.sort(compareCodeUnits).map((word) => ({ id: words.ids.get(word) as number, word }));
  return async () => {
    if (added.length > 0) await copyInto(client, 'search_word', ['id', 'word'], added);
    if (written.length > 0) await copyIntoStaging(client, 'search_document', ['id', ...documentColumns], written);
  };
}

interface KnownDocument {
  readonly id: number;
  readonly key: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly text: string;
  readonly boost: number;
}

async function findKnown(
  { client, type }: DocumentWriter,
  batch: readonly Weighted[],
): Promise<Map<string, KnownDocument>> {
  const known = await execute(
    client,
    query
      .selectFrom('search_document')
      .select(['id', 'key', 'title', 'title_en as titleEn', 'text', 'boost'])
      .where('type', '=', type)
      .where('key', '=', sql<string>`ANY(${batch.map(({ document }) => document.key)}::text[])`),
  );
  return new Map(known.map((row) => [row.key, row]));
}

function differs(before: KnownDocument | undefined, now: Weighted['document']): boolean {
  if (before === undefined) return false;
  const { title, titleEn = null, text, boost } = now;
  return before.title !== title || before.titleEn !== titleEn || before.text !== text || before.boost !== boost;
}

/** The words of documents that the search has none of yet; the ids of the others are in `wordIds` then. */
async function findUnknown(
  client: ClientBase,
  documents: readonly Weighted[],
  wordIds: Map<string, number>,
): Promise<string[]> {
  const missing = new Set<string>();
  for (const { weights } of documents) for (const word of weights.keys()) if (!wordIds.has(word)) missing.add(word);
  if (missing.size === 0) return [];
  const known = await execute(
    client,
    query
      .selectFrom('search_word')
      .select(['id', 'word'])
      .where('word', '=', sql<string>`ANY(${[...missing]}::text[])`),
  );
  for (const { id, word } of known) {
    wordIds.set(word, id);
    missing.delete(word);
  }
  return [...missing];
}

const documentColumns = ['type', 'key', 'title', 'title_en', 'text', 'boost', 'words'] as const;

function rowOf({ document, weights }: Weighted, type: SearchType, wordIds: ReadonlyMap<string, number>) {
  const { key, title, titleEn = null, text, boost } = document;
  const words = [...weights.keys()].map((word) => wordIds.get(word) as number);
  return { type, key, title, title_en: titleEn, text, boost, words };
}

async function updateKnown({ client, type, words }: DocumentWriter, changed: readonly Weighted[]): Promise<void> {
  if (changed.length === 0) return;
  const rows = changed.map((one) => rowOf(one, type, words.ids));
  await execute(
    client,
    query
      .updateTable('search_document as d')
      .from(jsonRows('search_document', rows, 'given'))
      .set(({ ref }) => ({
        title: ref('given.title'),
        title_en: ref('given.title_en'),
        text: ref('given.text'),
        boost: ref('given.boost'),
        words: ref('given.words'),
      }))
      .whereRef('d.type', '=', 'given.type')
      .whereRef('d.key', '=', 'given.key'),
  );
}

interface Ids<T> {
  readonly documents: T;
  readonly words: T;
}

/** Ids are taken before the rows are written, which then need not be read back. */
async function nextIds(client: ClientBase, { documents, words }: Ids<number>): Promise<Ids<readonly number[]>> {
  if (documents + words === 0) return { documents: [], words: [] };
  const { rows } = await client.query<Ids<readonly number[]>>(
    // SQL as text: Kysely has no types of sequences.
    `SELECT ARRAY(SELECT nextval('search_document_id_seq')::int FROM generate_series(1, $1::int)) AS documents,
       ARRAY(SELECT nextval('search_word_id_seq')::int FROM generate_series(1, $2::int)) AS words`,
    [documents, words],
  );
  return rows[0] ?? { documents: [], words: [] };
}

async function collect(
  { type, words, postings }: DocumentWriter,
  documents: readonly Weighted[],
  idOf: ReadonlyMap<string, number>,
): Promise<void> {
  await postings.makeRoom(documents.reduce((sum, { weights }) => sum + weights.size, 0));
  for (const { document, weights } of documents) {
    const id = idOf.get(document.key) as number;
    for (const [word, weight] of weights) postings.add(words.ids.get(word) as number, id, type, weight);
  }
}
