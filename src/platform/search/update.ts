/** Brings the search up to a release, inside the release's own transaction: only what it changed is read again. */
import type { ClientBase } from 'pg';
import { execute, query } from '../database/kysely.ts';
import { dropGone, dropUnused } from './drop.ts';
import { allSearchables, type SearchDocument, type SearchType } from './model.ts';
import { NewPostings } from './new-postings.ts';
import { weigh } from './weights.ts';
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

/** While PostgreSQL takes the documents of one batch, the words of the next, which has been read before, are weighed. */
async function indexAll(writer: DocumentWriter, documents: AsyncIterable<readonly SearchDocument[]>): Promise<void> {
  const batches = documents[Symbol.asyncIterator]();
  let writing: Promise<void> = Promise.resolve();
  let next = await batches.next();
  while (next.done !== true) {
    const weighted = next.value.map(weigh);
    await writing;
    const write = await prepareDocuments(writer, weighted);
    next = await batches.next();
    writing = write();
    // Stated by the next `await writing`.
    writing.catch(() => undefined);
  }
  await writing;
}

async function isEmpty(client: ClientBase, type: SearchType): Promise<boolean> {
  const any = query.selectFrom('search_document').select('id').where('type', '=', type).limit(1);
  return (await execute(client, any)).length === 0;
}
