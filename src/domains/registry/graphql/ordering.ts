import type { Direction } from '#graphql/ordering.ts';
import type { Ordering } from '#graphql/pages.ts';
import { compareCodeUnits } from '#platform/text.ts';
import { comparePolish } from '../text.ts';
import type { UnitValues } from '../unit-values.ts';
import type { UnitOrderField, UnitState } from '../view.ts';

/** Cursors hold the name and the code as they are on the day requested. */
export function unitOrdering<T extends UnitState>(field: UnitOrderField, direction: Direction): Ordering<T> {
  const sign = direction === 'ASC' ? 1 : -1;
  return {
    name: `units ${field} ${direction}`,
    keyOf: ({ version }) => (field === 'NAME' ? [version.name, version.terc] : [version.terc]),
    compareKeys: (a, b) => sign * (field === 'NAME' ? compareNameKeys(a, b) : compareCodeUnits(a[0] ?? '', b[0] ?? '')),
  };
}

/** By a value, those without one last, whatever the direction. */
export function valueOrdering<T extends UnitState>(
  name: string,
  values: UnitValues,
  direction: Direction,
): Ordering<T> {
  const sign = direction === 'ASC' ? 1 : -1;
  return {
    name: `units by ${name} ${direction}`,
    keyOf: ({ unit, version }) => [String(values.get(unit.id) ?? ''), version.terc],
    isKey: ([value = '', ...terc]) => terc.length === 1 && Number.isFinite(Number(value)),
    compareKeys: ([a = '', tercA = ''], [b = '', tercB = '']) => {
      if (a === '' || b === '') return Number(a === '') - Number(b === '') || compareCodeUnits(tercA, tercB);
      return sign * (Number(a) - Number(b)) || compareCodeUnits(tercA, tercB);
    },
  };
}

function compareNameKeys(a: readonly string[], b: readonly string[]): number {
  return comparePolish(a[0] ?? '', b[0] ?? '') || compareCodeUnits(a[1] ?? '', b[1] ?? '');
}
