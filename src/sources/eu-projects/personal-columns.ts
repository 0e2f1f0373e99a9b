/** Where a row of a list describes its beneficiary, derived from the headings that were kept with it. */

import type { Cell } from '#formats/table.ts';
import type { PersonalColumns } from '#projects';
import { columnsOf } from './headings.ts';

const identifying = ['nip', 'postcode', 'town'] as const;

export function personalColumns(headings: readonly Cell[]): PersonalColumns {
  const columns = columnsOf(headings);
  const others = identifying.flatMap((meaning) => columns.get(meaning)?.index ?? []);
  return { name: columns.get('beneficiaryName')?.index ?? null, others };
}
