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
