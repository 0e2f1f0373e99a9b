/** In what order projects are listed, and how a place in it is told. */
import { isDay } from '#platform/days.ts';

export type ProjectOrderField = 'VALUE' | 'EU_CONTRIBUTION' | 'STARTED_ON' | 'ENDED_ON' | 'TITLE';
export type Direction = 'ASC' | 'DESC';

export interface ProjectOrder {
  readonly field: ProjectOrderField;
  readonly direction: Direction;
}

export const usualOrder: ProjectOrder = { field: 'STARTED_ON', direction: 'DESC' };

const columns: Readonly<Record<ProjectOrderField, { readonly column: string; readonly type: string }>> = {
  VALUE: { column: 'sort_value', type: 'numeric' },
  EU_CONTRIBUTION: { column: 'sort_eu', type: 'numeric' },
  STARTED_ON: { column: 'sort_start', type: 'date' },
  ENDED_ON: { column: 'sort_end', type: 'date' },
  TITLE: { column: 'title_sort', type: 'bytea' },
};

/** Whether an index leads to the first projects of a unit in this order; for any other all of them are looked at. */
export function isIndexedInUnits({ field }: Pick<ProjectOrder, 'field'>): boolean {
  return field === 'STARTED_ON';
}

/** The value that a project is ordered by, as text that can be given back. */
export function sortKeyColumn({ field }: ProjectOrder): string {
  return `p.${columns[field].column}::text AS "sortKey"`;
}

/** Projects of equal value are ordered by id, so that every place is unique. */
export function orderClause({ field, direction }: ProjectOrder, backwards: boolean): string {
  const way = (direction === 'ASC') === backwards ? 'DESC' : 'ASC';
  return `p.${columns[field].column} ${way}, p.id ${way}`;
}

/** Whether a project stands behind (or before) the place whose key the two expressions hold. */
export function pastClause(
  { field, direction }: ProjectOrder,
  side: 'after' | 'before',
  key: string,
  id: string,
): string {
  const { column, type } = columns[field];
  const sign = (direction === 'ASC') === (side === 'after') ? '>' : '<';
  return `(p.${column}, p.id) ${sign} (${key}::${type}, ${id}::text)`;
}

/** Keys come back from callers: what is no value of the column is refused before it reaches the database. */
export function isSortKey({ field }: ProjectOrder, key: string): boolean {
  const { type } = columns[field];
  if (type === 'numeric') return /^-?\d{1,24}(\.\d{1,10})?$/.test(key);
  return type === 'date' ? isDay(key) : /^\\x([0-9a-f]{2})*$/.test(key);
}
