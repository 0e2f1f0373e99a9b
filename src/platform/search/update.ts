/** Brings the search up to a release, inside the release's own transaction: only what it changed is read again. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, query, type SqlReader } from '../database/kysely.ts';
import { dropGone, dropUnused } from './drop.ts';
import { allSearchables, type Searchable, type SearchDocument, type SearchType } from './model.ts';
import { NewPostings } from './new-postings.ts';
import { type Weighted, weigh } from './weights.ts';
import { type DocumentWriter, prepareDocuments, type Words } from './write-documents.ts';

export async function updateSearch(client: ClientBase, release: number): Promise<void> {
  const words: Words = { ids: new Map(), left: new Set() };
  const postings = new NewPostings(client);
  for (const searchable of allSearchables()) {
    await dropGone(client, searchable, words.left);
    const { type } = searchable;
    const isFirst = await isEmpty(client, type);
    const documents = searchable.documents(client, isFirst ? null : release);
    await indexAll({ client, type, words, postings, isFirst }, documents);
  }
  await postings.write();
  await dropUnused(client, words.left);
}

/**
 * The types that there is something of, and no document yet: a version of the hub before did not look through them, or not in
 * this way. The next release would read them whole; nobody has to wait for it.
 */
export async function missingFromSearch(reader: SqlReader): Promise<Searchable[]> {
  const missing: Searchable[] = [];
  for (const searchable of allSearchables()) {
    if (!(await isEmpty(reader, searchable.type))) continue;
    const known = sql<{ key: string }>`(${searchable.keys})`.as<'k'>(sql`k(key)`);
    if ((await execute(reader, query.selectFrom(known).select('k.key').limit(1))).length > 0) missing.push(searchable);
  }
  return missing;
}

/** Reads types whole that have no documents yet. */
export async function addToSearch(client: ClientBase, searchables: readonly Searchable[]): Promise<void> {
  const words: Words = { ids: new Map(), left: new Set() };
  const postings = new NewPostings(client);
  for (const searchable of searchables) {
    await indexAll(
      { client, type: searchable.type, words, postings, isFirst: true },
      searchable.documents(client, null),
    );
  }
  await postings.write();
}

/** While the words of one batch are weighed, PostgreSQL takes the documents of the one before and reads the next. */
async function indexAll(writer: DocumentWriter, documents: AsyncIterable<readonly SearchDocument[]>): Promise<void> {
  const batches = documents[Symbol.asyncIterator]();
  let writing: Promise<void> = Promise.resolve();
  let next = await batches.next();
  while (next.done !== true) {
    const reading = writing.then(() => batches.next());
    // Stated by `await reading`.
    reading.catch(() => undefined);
    const weighted = await weighAll(next.value);
    next = await reading;
    const write = await prepareDocuments(writer, weighted);
    writing = write();
    writing.catch(() => undefined);
  }
  await writing;
}

const weighedAtOnce = 50;

/** With turns between, in which what is being written is sent. */
async function weighAll(documents: readonly SearchDocument[]): Promise<Weighted[]> {
  const weighted: Weighted[] = [];
  for (let start = 0; start < documents.length; start += weighedAtOnce) {
    for (const document of documents.slice(start, start + weighedAtOnce)) weighted.push(weigh(document));
    await nextTurn();
  }
  return weighted;
}

async function isEmpty(reader: SqlReader, type: SearchType): Promise<boolean> {
  const any = query.selectFrom('search_document').select('id').where('type', '=', type).limit(1);
  return (await execute(reader, any)).length === 0;
}
