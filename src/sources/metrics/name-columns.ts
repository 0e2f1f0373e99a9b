/** The columns of names beside codes: those that the mapping names, or those whose headings leave no doubt. */

import type { TextRow } from '#formats/text-table.ts';
import type { StatedNames } from '#metrics';
import type { Columns } from './columns.ts';
import type { Mapping } from './mapping.ts';

export interface NameColumns {
  readonly unit: number | null;
  readonly powiat: number | null;
  readonly voivodeship: number | null;
}

const wellKnown = {
  unit: ['gmina', 'nazwa gminy', 'nazwa', 'nazwa jst', 'jst', 'nazwa jednostki', 'jednostka terytorialna'],
  powiat: ['powiat', 'nazwa powiatu'],
  voivodeship: ['województwo', 'nazwa województwa'],
} as const;

/** Null where no names are looked at. */
export function nameColumns({ name }: Mapping, columns: Columns): NameColumns | null {
  if (name === 'none') return null;
  if (name !== null) {
    const at = (column: string | number | null) => (column === null ? null : columns.indexOf(column));
    return { unit: at(name.column), powiat: at(name.powiat), voivodeship: at(name.voivodeship) };
  }
  const known = (headings: readonly string[]) =>
    headings.map((heading) => columns.find(heading)).find((index) => index !== null) ?? null;
  const found = {
    unit: known(wellKnown.unit),
    powiat: known(wellKnown.powiat),
    voivodeship: known(wellKnown.voivodeship),
  };
  return found.unit === null && found.powiat === null && found.voivodeship === null ? null : found;
}

export function namesOf({ cells }: TextRow, columns: NameColumns | null): StatedNames | undefined {
  if (columns === null) return undefined;
  const at = (index: number | null): string => (index === null ? '' : (cells[index]?.trim() ?? ''));
  return { unit: at(columns.unit), powiat: at(columns.powiat), voivodeship: at(columns.voivodeship) };
}
