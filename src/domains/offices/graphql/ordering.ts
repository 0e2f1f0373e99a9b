import { builder } from '#graphql/builder.ts';
import type { Ordering } from '#graphql/pages.ts';
import { comparePolish } from '#registry';
import { type OfficeRow, officeKinds } from '../model.ts';

export const OfficeOrderField = builder.enumType('OfficeOrderField', {
  description: 'What offices are ordered by.',
  values: {
    NAME: { description: 'By name in Polish alphabetical order; equal names by code.' },
    KIND: { description: 'By kind in the order of the enum, then by name.' },
    CODE: { description: 'By code, as text.' },
  } as const,
});

export type OfficeOrder = 'NAME' | 'KIND' | 'CODE';

const comparisons: Readonly<Record<OfficeOrder, (a: readonly string[], b: readonly string[]) => number>> = {
  NAME: compareNames,
  KIND: ([kindA = '', ...a], [kindB = '', ...b]) => rankOf(kindA) - rankOf(kindB) || compareNames(a, b),
  CODE: ([a = ''], [b = '']) => compareText(a, b),
};

/** Cursors hold the values that an office is ordered by. */
export function officeOrdering(field: OfficeOrder, direction: 'ASC' | 'DESC'): Ordering<OfficeRow> {
  const sign = direction === 'ASC' ? 1 : -1;
  return {
    name: `offices ${field} ${direction}`,
    keyOf: ({ id, kind, name }) => (field === 'CODE' ? [id] : field === 'KIND' ? [kind, name, id] : [name, id]),
    compareKeys: (a, b) => sign * comparisons[field](a, b),
  };
}

function compareNames([nameA = '', idA = '']: readonly string[], [nameB = '', idB = '']: readonly string[]): number {
  return comparePolish(nameA, nameB) || compareText(idA, idB);
}

function rankOf(kind: string): number {
  return officeKinds.indexOf(kind as OfficeRow['kind']);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
