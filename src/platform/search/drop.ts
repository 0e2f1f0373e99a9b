/** Takes documents and their postings out of the search, and words that nothing has any more. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, query } from '../database/kysely.ts';
import type { Searchable } from './model.ts';

export async function dropGone(client: ClientBase, { type, keys }: Searchable, left: Set<number>): Promise<void> {
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
export async function dropPostings(
  client: ClientBase,
  documentIds: readonly number[],
  left: Set<number>,
): Promise<void> {
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

/** A name that was taken out of the hub must not stay among the words of its search. */
export async function dropUnused(client: ClientBase, left: ReadonlySet<number>): Promise<void> {
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
