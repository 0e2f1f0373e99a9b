/** Brings the search up to a release, inside the release's own transaction: only what it changed is read again. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { type CopyRow, copyInto } from '../database/copy.ts';
import { jsonRows } from '../database/json-rows.ts';
import { execute, query } from '../database/kysely.ts';
import { allSearchables, type Searchable, type SearchDocument, type SearchType } from './model.ts';
import { stopWords, wordsOf } from './words.ts';

/** A long text says little with each of its words, and would fill the index. */
const maxWords = 120;
/** What is kept of a text, to show it around a match. */
const longestText = 4_000;

export async function updateSearch(client: ClientBase, release: number): Promise<void> {
  const words: Words = { ids: new Map(), left: new Set() };
  for (const searchable of allSearchables()) {
    await dropGone(client, searchable, words.left);
    const since = (await isEmpty(client, searchable.type)) ? null : release;
    await indexAll(client, searchable.type, searchable.documents(client, since), words);
  }
  await dropUnused(client, words.left);
}

interface Words {
  readonly ids: Map<string, number>;
  /** Words that some document no longer has. */
  readonly left: Set<number>;
}

/** While PostgreSQL takes the postings of one batch, the words of the next, which has been read before, are weighed. */
async function indexAll(
  client: ClientBase,
  type: SearchType,
  documents: AsyncIterable<readonly SearchDocument[]>,
  words: Words,
): Promise<void> {
  const batches = documents[Symbol.asyncIterator]();
  let writing: Promise<void> = Promise.resolve();
  let next = await batches.next();
  while (next.done !== true) {
    const weighted = next.value.map(weigh);
    await writing;
    const postings = await indexBatch(client, type, weighted, words);
    next = await batches.next();
    writing = postings === null ? Promise.resolve() : copyInto(client, 'search_posting', postingColumns, postings);
    // Stated by the next `await writing`.
    writing.catch(() => undefined);
  }
  await writing;
}

const postingColumns = ['word_id', 'document_id', 'type', 'weight'] as const;
type PostingRow = CopyRow<'search_posting', (typeof postingColumns)[number]>;

function weigh(document: SearchDocument): Weighted {
  const kept = shortened(document);
  return { document: kept, weights: weightsOf(kept) };
}

function shortened(document: SearchDocument): SearchDocument {
  return { ...document, text: document.text.slice(0, longestText) };
}

/** A name that was taken out of the hub must not stay among the words of its search. */
async function dropUnused(client: ClientBase, left: ReadonlySet<number>): Promise<void> {
  if (left.size === 0) return;
  await execute(
    client,
    query
      .deleteFrom('search_word as w')
      .where('w.id', '=', anyOf([...left]))
      .where(({ exists, not, selectFrom }) =>
        not(exists(selectFrom('search_posting as p').select('p.word_id').whereRef('p.word_id', '=', 'w.id'))),
      ),
  );
}

function anyOf(ids: readonly number[]) {
  return sql<number>`ANY(${ids}::int[])`;
}

async function isEmpty(client: ClientBase, type: SearchType): Promise<boolean> {
  const any = query.selectFrom('search_document').select('id').where('type', '=', type).limit(1);
  return (await execute(client, any)).length === 0;
}

async function dropGone(client: ClientBase, { type, keys }: Searchable, left: Set<number>): Promise<void> {
  const known = sql<{ key: string }>`(${keys})`.as<'k'>(sql`k(key)`);
  const gone = await execute(
    client,
    query
      .selectFrom('search_document as d')
      .select('d.id')
      .where('d.type', '=', type)
      .where(({ exists, not, selectFrom }) =>
        not(exists(selectFrom(known).select('k.key').whereRef('k.key', '=', 'd.key'))),
      ),
  );
  const ids = gone.map(({ id }) => id);
  if (ids.length === 0) return;
  await dropPostings(client, ids, left);
  await execute(client, query.deleteFrom('search_document').where('id', '=', anyOf(ids)));
}

/** `left` takes the words that these documents no longer have. */
async function dropPostings(client: ClientBase, documentIds: readonly number[], left: Set<number>): Promise<void> {
  if (documentIds.length === 0) return;
  const words = query
    .selectFrom('search_document')
    .select(({ ref }) => ['id', sql<number>`unnest(${ref('words')})`.as('word_id')])
    .where('id', '=', anyOf(documentIds));
  const dropped = await execute(
    client,
    query
      .deleteFrom('search_posting as p')
      .using(words.as('d'))
      .whereRef('p.word_id', '=', 'd.word_id')
      .whereRef('p.document_id', '=', 'd.id')
      .returning('p.word_id as id'),
  );
  for (const { id } of dropped) left.add(id);
}

/** Writes the documents of a batch that are new or other than before, and gives their postings, which are still to be written. */
async function indexBatch(
  client: ClientBase,
  type: SearchType,
  batch: readonly Weighted[],
  { ids: wordIds, left }: Words,
): Promise<Iterable<PostingRow> | null> {
  const known = await execute(
    client,
    query
      .selectFrom('search_document')
      .select(['id', 'key', 'title', 'text', 'boost'])
      .where('type', '=', type)
      .where('key', '=', sql<string>`ANY(${batch.map(({ document }) => document.key)}::text[])`),
  );
  const before = new Map(known.map((row) => [row.key, row]));
  const fresh = batch.filter(({ document }) => {
    const old = before.get(document.key);
    return old?.title !== document.title || old.text !== document.text || old.boost !== document.boost;
  });
  if (fresh.length === 0) return null;
  const outdated = fresh.flatMap(({ document }) => before.get(document.key)?.id ?? []);
  await dropPostings(client, outdated, left);
  await learnWords(client, new Set(fresh.flatMap(({ weights }) => [...weights.keys()])), wordIds);
  const ids = await writeDocuments(client, type, fresh, wordIds);
  return postingRows(type, fresh, ids, wordIds);
}

interface Weighted {
  readonly document: SearchDocument;
  readonly weights: ReadonlyMap<string, number>;
}

/** A word weighs more in a title, and the more the fewer words there are beside it. */
function weightsOf({ title, text, boost }: SearchDocument): Map<string, number> {
  const weights = new Map<string, number>();
  const add = (part: string, whole: number): void => {
    const words = new Set(wordsOf(part).map(({ word }) => word));
    const weight = Math.max(1, Math.round((whole * boost) / Math.sqrt(words.size)));
    for (const word of words) {
      if (stopWords.has(word) || (weights.size >= maxWords && !weights.has(word))) continue;
      weights.set(word, Math.min(30_000, (weights.get(word) ?? 0) + weight));
    }
  };
  add(title, 1_000);
  add(text, 300);
  return weights;
}

async function learnWords(client: ClientBase, words: ReadonlySet<string>, wordIds: Map<string, number>): Promise<void> {
  const missing = [...words].filter((word) => !wordIds.has(word));
  if (missing.length === 0) return;
  const take = (rows: readonly { readonly id: number; readonly word: string }[]): void => {
    for (const { id, word } of rows) wordIds.set(word, id);
  };
  const known = query
    .selectFrom('search_word')
    .select(['id', 'word'])
    .where('word', '=', sql<string>`ANY(${missing}::text[])`);
  take(await execute(client, known));
  const fresh = missing.filter((word) => !wordIds.has(word));
  const added = query.selectNoFrom(sql<string>`unnest(${fresh}::text[])`.as('word'));
  take(
    await execute(
      client,
      query.insertInto('search_word').columns(['word']).expression(added).returning(['id', 'word']),
    ),
  );
}

async function writeDocuments(
  client: ClientBase,
  type: SearchType,
  weighted: readonly Weighted[],
  wordIds: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const rows = weighted.map(({ document: { key, title, text, boost }, weights }) => ({
    type,
    key,
    title,
    text,
    boost,
    words: [...weights.keys()].map((word) => wordIds.get(word) as number),
  }));
  const written = await execute(
    client,
    query
      .insertInto('search_document')
      .columns(['type', 'key', 'title', 'text', 'boost', 'words'])
      .expression(
        query
          .selectFrom(jsonRows('search_document', rows, 'd'))
          .select(['d.type', 'd.key', 'd.title', 'd.text', 'd.boost', 'd.words']),
      )
      .onConflict((conflict) =>
        conflict.columns(['type', 'key']).doUpdateSet(({ ref }) => ({
          title: ref('excluded.title'),
          text: ref('excluded.text'),
          boost: ref('excluded.boost'),
          words: ref('excluded.words'),
        })),
      )
      .returning(['id', 'key']),
  );
  return new Map(written.map(({ id, key }) => [key, id]));
}

/** In the order of the index, whose pages are then written one after another. */
function postingRows(
  type: SearchType,
  weighted: readonly Weighted[],
  ids: ReadonlyMap<string, number>,
  wordIds: ReadonlyMap<string, number>,
): PostingRow[] {
  const postings: PostingRow[] = [];
  for (const { document, weights } of weighted) {
    const id = ids.get(document.key) as number;
    for (const [word, weight] of weights) {
      postings.push({ word_id: wordIds.get(word) as number, document_id: id, type, weight });
    }
  }
  return postings.sort((a, b) => a.word_id - b.word_id || a.document_id - b.document_id);
}
