/** What the filters of lists of offices select. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { filterWords, noWords } from '#graphql/filter-words.ts';
import { type Condition, where } from '#graphql/lists/conditions.ts';
import { hasWords } from '#graphql/lists/words.ts';
import { columnsAs, query } from '#platform/database/index.ts';
import { foldName } from '#registry';

const e = columnsAs<'office'>('e');
const office = columnsAs<'office'>('office');

/** Offices that sit in one of the units or serve it. */
export function ofUnits(unitIds: readonly string[]): Condition {
  const ids = sql`${[...unitIds]}::text[]`;
  return where(sql`(${e('seat_unit_id')} = ANY(${ids}) OR ${e('served_unit_id')} = ANY(${ids}))`);
}

export function serving(unitIds: readonly string[]): Condition {
  return where(sql`${e('served_unit_id')} = ANY(${[...unitIds]}::text[])`);
}

/** One of the names contains the text. */
export function isNamed(text: string): Condition {
  const folded = foldName(text);
  if (folded === '') throw noWords('name');
  const isIn = (names: RawBuilder<unknown>) => sql.join(hasWords(names, [folded]));
  return {
    sql: isIn(e('names_folded')),
    keys: sql`${query
      .selectFrom('office')
      .select('id as key')
      .where(sql<SqlBool>`${isIn(office('names_folded'))}`)}`,
    isText: true,
  };
}

/** Each word stands in a name, the locality or the name of the served unit. */
export function containsWords(text: string): Condition {
  const words = filterWords(foldName(text), 'text');
  const inText = hasWords(e('text_folded'), words);
  const inOffice = hasWords(office('text_folded'), words);
  const inUnit = hasWords(columnsAs<'territorial_unit_version'>('v')('name_folded'), words).map(unitsNamed);
  const has = inText.map((isInText, index) => sql`(${isInText} OR ${e('served_unit_id')} IN (${inUnit[index]}))`);
  const sets = inOffice.map((isInOffice, index) => sql`(${withWord(isInOffice, inUnit[index] as UnitIds)})`);
  return { sql: sql.join(has, sql` AND `), keys: sql`${sql.join(sets, sql` INTERSECT `)}`, isText: true };
}

type UnitIds = ReturnType<typeof unitsNamed>;

function withWord(isInText: RawBuilder<SqlBool>, units: UnitIds) {
  const offices = query.selectFrom('office').select('id as key');
  return offices.where(isInText).union(offices.where('served_unit_id', 'in', units));
}

/** The units whose newest name contains a word, by every id that rows may name them by. */
function unitsNamed(isInName: RawBuilder<SqlBool>) {
  const named = query
    .selectFrom('territorial_unit_version as v')
    .select('v.unit_id as id')
    .where(isInName)
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
  return where(sql`(${e('nip_valid')} IS FALSE OR ${e('regon_valid')} IS FALSE) = ${isWanted}`);
}
