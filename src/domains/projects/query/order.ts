/** The orders in which projects are listed, and the places in them. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { KeysetRange } from '#graphql/keyset.ts';
import type { Order } from '#graphql/ordering.ts';
import { type ColumnOf, columnsAs } from '#platform/database/index.ts';
import { isDay } from '#platform/days.ts';

export type ProjectOrderField = 'VALUE' | 'EU_CONTRIBUTION' | 'STARTED_ON' | 'ENDED_ON' | 'TITLE';
export type ProjectOrder = Order<ProjectOrderField>;

export const defaultOrder: ProjectOrder = { field: 'STARTED_ON', direction: 'DESC' };

const p = columnsAs<'project'>('p');

interface SortColumn {
  readonly column: ColumnOf<'project'>;
  readonly type: 'numeric' | 'date' | 'bytea';
}

const columns: Readonly<Record<ProjectOrderField, SortColumn>> = {
  VALUE: { column: 'sort_value', type: 'numeric' },
  EU_CONTRIBUTION: { column: 'sort_eu', type: 'numeric' },
  STARTED_ON: { column: 'sort_start', type: 'date' },
  ENDED_ON: { column: 'sort_end', type: 'date' },
  TITLE: { column: 'title_sort', type: 'bytea' },
};

/** Whether an index leads to the first projects of a unit in this order; for any other all of them are read. */
export function isIndexedInUnits({ field }: Pick<ProjectOrder, 'field'>): boolean {
  return field === 'STARTED_ON';
}

/** Of a column of the row `p`: made once, for every page has them. */
interface OrderParts {
  readonly key: RawBuilder<string>;
  readonly ASC: RawBuilder<unknown>;
  readonly DESC: RawBuilder<unknown>;
}

const parts = new Map<ProjectOrderField, OrderParts>();

function partsOf(field: ProjectOrderField): OrderParts {
  const known = parts.get(field);
  if (known !== undefined) return known;
  const [column, id] = [p(columns[field].column), p('id')];
  const made = {
    key: sql<string>`${column}::text`,
    ASC: sql`${column} ASC, ${id} ASC`,
    DESC: sql`${column} DESC, ${id} DESC`,
  };
  parts.set(field, made);
  return made;
}

/** The value of the row `p` that projects are ordered by, as text that can be given back. */
export function sortKey({ field }: ProjectOrder): RawBuilder<string> {
  return partsOf(field).key;
}

/** Projects of equal value are ordered by id, so that every place is unique. */
export function orderClause({ field, direction }: ProjectOrder, backwards: boolean): RawBuilder<unknown> {
  return partsOf(field)[(direction === 'ASC') === backwards ? 'DESC' : 'ASC'];
}

/** Whether a project stands behind (or before) the place with this key. Kysely has no words for comparing rows. */
export function isPast(
  { field, direction }: ProjectOrder,
  side: 'after' | 'before',
  key: RawBuilder<unknown>,
  id: RawBuilder<unknown>,
): RawBuilder<SqlBool> {
  const { column, type } = columns[field];
  const sign = (direction === 'ASC') === (side === 'after') ? sql`>` : sql`<`;
  return sql<SqlBool>`(${p(column)}, ${p('id')}) ${sign} (${key}::${sql.raw(type)}, ${id}::text)`;
}

/** Whether a project stands within the bounds of a page. */
export function isInRange(order: ProjectOrder, { after, before }: KeysetRange): RawBuilder<SqlBool>[] {
  return [
    ...(after === null ? [] : [isPast(order, 'after', sql`${after[0]}`, sql`${after[1]}`)]),
    ...(before === null ? [] : [isPast(order, 'before', sql`${before[0]}`, sql`${before[1]}`)]),
  ];
}

/** Keys come back from callers: what is no value of the column is refused before it reaches the database. */
export function isSortKey({ field }: ProjectOrder, key: string): boolean {
  const { type } = columns[field];
  if (type === 'numeric') return /^-?\d{1,24}(\.\d{1,10})?$/.test(key);
  return type === 'date' ? isDay(key) : /^\\x([0-9a-f]{2})*$/.test(key);
}
