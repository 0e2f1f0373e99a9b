/** A selection of Prisma's as the columns of a statement. */
import type { Select } from './rows.ts';

/** Models name a column as its field, in snake case (`@map`); a test compares all of them. */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The fields of a selection that are columns, in its order. */
export function columnFields(select: Select): string[] {
  return Object.keys(select).filter((field) => select[field] === true);
}

/** Those columns of the row `alias`, each under the name of its field: names of the models alone, never a caller's text. */
export function columnList(select: Select, alias: string): string {
  return columnFields(select)
    .map((field) => `${alias}.${columnOf(field)} AS "${field}"`)
    .join(', ');
}
