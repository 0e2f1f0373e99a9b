/** A selection of Prisma's as the columns of a typed statement. */
import { type RawBuilder, sql } from 'kysely';
import type { Select, Selection } from './rows.ts';

/** Models name a column as its field, in snake case (`@map`); a test compares all of them. */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

const known = new WeakMap<Select, Map<string, RawBuilder<unknown>>>();

/** The columns of a selection, of the table that is called `alias`, under the names of their fields; no relations. */
export function columnsOf({ select }: Selection, alias: string): RawBuilder<unknown> {
  const texts = known.get(select) ?? new Map<string, RawBuilder<unknown>>();
  known.set(select, texts);
  const found = texts.get(alias) ?? columnList(select, alias);
  texts.set(alias, found);
  return found;
}

function columnList(select: Select, alias: string): RawBuilder<unknown> {
  const fields = Object.keys(select).filter((field) => select[field] === true);
  return sql.join(fields.map((field) => sql`${sql.ref(`${alias}.${columnOf(field)}`)} as ${sql.ref(field)}`));
}
