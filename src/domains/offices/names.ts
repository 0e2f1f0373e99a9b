/** The texts by which offices are found and listed. */
import { nameKey } from '#platform/list-keys.ts';
import { foldName } from '#registry';
import type { DerivedOffice } from './model.ts';

/** All names, each in a line. */
export function foldedNamesOf({ names }: Pick<DerivedOffice, 'names'>): string {
  return names.map(({ name }) => foldName(name)).join('\n');
}

/** All names and the locality, each in a line. */
export function foldedTextOf(office: Pick<DerivedOffice, 'names' | 'locality'>): string {
  const names = foldedNamesOf(office);
  return office.locality === null ? names : `${names}\n${foldName(office.locality)}`;
}

/** Its place in lists by name. */
export function listKeyOf({ name, id }: Pick<DerivedOffice, 'name' | 'id'>): Buffer {
  return nameKey(name, id);
}

/** The form in which names of offices are compared: folded, without quotation marks, dots and legal dashes. */
export function officeNameKey(name: string): string {
  return foldName(name)
    .replaceAll(/["'„”“’.,;()]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
