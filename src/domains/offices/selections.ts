/** Which offices conditions of other domains mean: statements that select their ids, each by an index. */
import { type SqlBool, sql } from 'kysely';
import { hasWords } from '#graphql/lists/words.ts';
import { columnsAs, query } from '#platform/database/index.ts';
import { hasNip } from './find.ts';

export function officesNumbered(nip: string) {
  return query.selectFrom('office').select('office.id').where(hasNip(nip));
}

/** Offices one of whose names contains all words, which have only letters and digits and are folded. */
export function officesNamed(words: readonly string[]) {
  const names = columnsAs<'office'>('office')('names_folded');
  const all = query
    .selectFrom('office')
    .select('office.id')
    .where((eb) => eb.and(hasWords(names, words)));
  if (words.length === 1) return all;
  // SQL as text: Kysely has no words for a function in FROM. Each name stands in a line of its own.
  const line = sql`regexp_split_to_table(${names}, '\n') AS name(folded)`;
  return all.where(
    sql<SqlBool>`EXISTS (SELECT FROM ${line} WHERE ${sql.join(hasWords(sql.ref('name.folded'), words), sql` AND `)})`,
  );
}
