/** What the filters of lists of offices select. */
import { sql } from 'kysely';
import { filterWords, noWords } from '#graphql/filter-words.ts';
import { type Condition, containing, where } from '#graphql/lists/conditions.ts';
import { query } from '#platform/database/index.ts';
import { foldName } from '#registry';

/** Offices that sit in one of the units or serve it. */
export function ofUnits(unitIds: readonly string[]): Condition {
  const ids = sql`${[...unitIds]}::text[]`;
  return where(sql`(e.seat_unit_id = ANY(${ids}) OR e.served_unit_id = ANY(${ids}))`);
}

export function serving(unitIds: readonly string[]): Condition {
  return where(sql`e.served_unit_id = ANY(${[...unitIds]}::text[])`);
}

/** One of the names contains the text. */
export function isNamed(text: string): Condition {
  const folded = foldName(text);
  if (folded === '') throw noWords('name');
  const pattern = containing(folded);
  return {
    sql: sql`e.names_folded LIKE ${pattern}`,
    keys: sql`${query.selectFrom('office').select('id as key').where('names_folded', 'like', pattern)}`,
    isText: true,
    requiresFullScan: folded.length < indexedLength,
  };
}

/** The shortest word that trigrams lead to. */
const indexedLength = 3;

/** Each word stands in a name, the locality or the name of the served unit. */
export function containsWords(text: string): Condition {
  const words = filterWords(foldName(text), 'text');
  const sets = words.map((word) => sql`(${withWord(containing(word))})`);
  return {
    sql: sql.join(
      words.map(
        (word) =>
          sql`(e.text_folded LIKE ${containing(word)} OR e.served_unit_id IN (${unitsNamed(containing(word))}))`,
      ),
      sql` AND `,
    ),
    keys: sql`${sql.join(sets, sql` INTERSECT `)}`,
    isText: true,
    requiresFullScan: words.every((word) => word.length < indexedLength),
  };
}

function withWord(pattern: string) {
  const offices = query.selectFrom('office').select('id as key');
  return offices
    .where('text_folded', 'like', pattern)
    .union(offices.where('served_unit_id', 'in', unitsNamed(pattern)));
}

/** The units whose newest name contains a word, by every id that rows may name them by. */
function unitsNamed(pattern: string) {
  const named = query
    .selectFrom('territorial_unit_version as v')
    .select('v.unit_id as id')
    .where('v.name_folded', 'like', pattern)
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom('territorial_unit_version as w')
            .select('w.unit_id')
            .whereRef('w.unit_id', '=', 'v.unit_id')
            .whereRef('w.valid_from', '>', 'v.valid_from'),
        ),
      ),
    );
  return named.unionAll(
    query.selectFrom('territorial_unit as u').select('u.id').where('u.merged_into_id', 'in', named),
  );
}

export function hasInvalidNumbers(isWanted: boolean): Condition {
  return where(sql`(e.nip_valid IS FALSE OR e.regon_valid IS FALSE) = ${isWanted}`);
}
