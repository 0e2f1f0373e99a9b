/** What the filters of lists of entries select. */
import { type RawBuilder, sql } from 'kysely';
import { noWords } from '#graphql/filter-words.ts';
import { type Condition, linkedToAny } from '#graphql/lists/conditions.ts';
import type { ListKind } from '#graphql/lists/links.ts';
import { hasWords } from '#graphql/lists/words.ts';
import { type ColumnOf, columnsAs, query, type Tables } from '#platform/database/index.ts';
import { BadInputError } from '#platform/errors.ts';
import { wordsOf } from '../words.ts';
import { practicesOf } from './links.ts';

const maxText = 200;
const maxWords = 12;

/** Entries whose texts contain every word. */
export function containsWords(text: string): Condition {
  if (text.length > maxText) {
    throw new BadInputError(`The filter "text" has ${text.length} characters.`, `Give at most ${maxText}.`, {
      polish: `Filtr "text" ma znaków: ${text.length}. Podaj najwyżej ${maxText}.`,
    });
  }
  const words = wordsOf(text);
  if (words.length === 0) throw noWords('text');
  if (words.length > maxWords) {
    throw new BadInputError(`The filter "text" has ${words.length} words.`, `Give at most ${maxWords}.`, {
      polish: `Filtr "text" ma słów: ${words.length}. Podaj najwyżej ${maxWords}.`,
    });
  }
  return {
    sql: sql.join(
      hasWords(columnsAs<'practice' | 'call' | 'event' | 'living_lab' | 'citation'>('e')('folded'), words),
      sql` AND `,
    ),
    isText: true,
  };
}

/** Entries that a row of another table links to one of some things; `kind` is their list, where an index has its order. */
export function linkedTo<Table extends keyof Tables>(
  table: Table,
  entry: ColumnOf<Table>,
  origin: ColumnOf<Table>,
  keys: readonly string[],
  kind?: ListKind,
): Condition {
  return linkedToAny(table, { entry, id: 'slug', origin }, keys, kind);
}

/** Practices of offices that sit in these units or serve them, and practices carried out there. */
export function practicesWithin(unitIds: readonly string[]): Condition {
  const isWanted = sql<string>`ANY(${[...unitIds]}::text[])`;
  const ofOffices = query
    .selectFrom('office as o')
    .innerJoin('practice_office as l', 'l.office_id', 'o.id')
    .select('l.practice_slug as key')
    .where(({ eb, or }) => or([eb('o.seat_unit_id', '=', isWanted), eb('o.served_unit_id', '=', isWanted)]));
  const carriedOut = query
    .selectFrom('practice_place as l')
    .select('l.practice_slug as key')
    .where('l.unit_id', '=', isWanted);
  // Without OFFSET the planner would make it a join over all rows.
  const none = sql<number>`0`;
  const isOfEntry = sql<boolean>`${columnsAs<'practice_office' | 'practice_place'>('l')('practice_slug')} = ${columnsAs<'practice'>('e')('slug')}`;
  return {
    sql: sql`(EXISTS (${ofOffices.where(isOfEntry).offset(none)}) OR EXISTS (${carriedOut.where(isOfEntry).offset(none)}))`,
    keys: sql`${ofOffices.unionAll(carriedOut)}`,
    linked: { kind: practicesOf.units, keys: unitIds },
  };
}

/** The same for rows that have an id of their own. */
export function linkedToId<Table extends keyof Tables>(
  table: Table,
  entry: ColumnOf<Table>,
  origin: ColumnOf<Table>,
  keys: readonly string[],
): Condition {
  return linkedToAny(table, { entry, id: 'id', origin }, keys);
}

export interface Days {
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
}

/** Days, months and years that may lie in a span. */
export function mayLieIn(
  earliest: RawBuilder<unknown>,
  latest: RawBuilder<unknown>,
  { from, to }: Days,
): RawBuilder<unknown> {
  return sql.join(
    [
      sql`${earliest} IS NOT NULL`,
      ...(from == null ? [] : [sql`${latest} >= ${from}::date`]),
      ...(to == null ? [] : [sql`${earliest} <= ${to}::date`]),
    ],
    sql` AND `,
  );
}

/** A day, month or year as text, whose last possible day sorts as `2017-99`. */
export function statedIn(column: RawBuilder<unknown>, days: Days): RawBuilder<unknown> {
  return areWithin(column, column, days);
}

/** A span of such days, of which either end may be unknown, that overlaps these. */
export function statedBetween(begin: RawBuilder<unknown>, end: RawBuilder<unknown>, days: Days): RawBuilder<unknown> {
  return areWithin(sql`coalesce(${begin}, ${end})`, sql`coalesce(${end}, ${begin})`, days);
}

function areWithin(begin: RawBuilder<unknown>, end: RawBuilder<unknown>, { from, to }: Days): RawBuilder<unknown> {
  const conditions = [
    sql`${begin} IS NOT NULL`,
    ...(from == null ? [] : [sql`${end} || '-99' COLLATE "C" >= ${from}`]),
    ...(to == null ? [] : [sql`${begin} COLLATE "C" <= ${to}`]),
  ];
  return sql.join(conditions, sql` AND `);
}
