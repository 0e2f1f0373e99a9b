/** Which offices conditions of other domains mean: statements that select their ids, each by an index. */
import { type SqlBool, sql } from 'kysely';
import { query } from '#platform/database/index.ts';
import { hasNip } from './find.ts';

export function officesNumbered(nip: string) {
  return query.selectFrom('office').select('office.id').where(hasNip(nip));
}

/** The shortest word that trigrams lead to anywhere in a text. */
const indexedLength = 3;

/** Offices one of whose names contains all words, which have only letters and digits and are folded. */
export function officesNamed(words: readonly string[]) {
  const isIndexed = words.some((word) => word.length >= indexedLength);
  const conditions = (text: ReturnType<typeof sql.ref<string>>) =>
    words.map((word) =>
      isIndexed ? sql<SqlBool>`${text} LIKE ${`%${word}%`}` : sql<SqlBool>`${text} ~ ${asWord(word)}`,
    );
  const all = query
    .selectFrom('office')
    .select('office.id')
    .where((eb) => eb.and(conditions(sql.ref('office.names_folded'))));
  if (words.length === 1) return all;
  // Kysely has no words for a function in FROM. Each name stands in a line of its own.
  const line = sql`regexp_split_to_table(office.names_folded, '\n') AS name(folded)`;
  return all.where(
    sql<SqlBool>`EXISTS (SELECT FROM ${line} WHERE ${sql.join(conditions(sql.ref('name.folded')), sql` AND `)})`,
  );
}

/** Words of one or two letters have trigrams only with the blanks around them. */
function asWord(word: string): string {
  return `(^|[^[:alnum:]])${word}([^[:alnum:]]|$)`;
}
