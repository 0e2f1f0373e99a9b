/**
 * Names as people and tables write them, measured: no wrong unit at 0.9 or above, and at least 98 % found. The texts come
 * from real files where they lie beside the project, and from the fixture always.
 */
import { describe, expect, test } from 'vitest';
import { fixtureUnits } from './evaluation/fixture.ts';
import { type Measured, measure } from './evaluation/measure.ts';
import { namedByRows, namedByVariants, type Place, withGusPrefix } from './evaluation/named.ts';
import { gugikRows, gusRows, officeRows, taxRows } from './evaluation/real-rows.ts';
import { hasSharedData } from './evaluation/shared-data.ts';
import { realUnits, realUnitsOf2025, statesByCode } from './evaluation/units.ts';
import { buildResolutionIndex, type Unit } from './rules.ts';

const today = '2026-06-15';
const places: readonly Place[] = ['anywhere', 'voivodeship', 'powiat'];

function expectFound({ count, listed, missed, wrong }: Measured): void {
  expect(wrong).toEqual([]);
  expect(listed / count, missed.slice(0, 20).join('\n')).toBeGreaterThan(0.98);
}

/** Every so many-th of a list that would take long as a whole. */
function sample<T>(items: readonly T[], step: number): T[] {
  return items.filter((_, at) => at % step === 0);
}

/** Within the powiat hardly a text leaves room for two. */
function expectFirst({ first, count }: Measured, place: Place, share: number): void {
  if (place === 'powiat') expect(first / count).toBeGreaterThan(share);
}

describe('units of the fixture in all the ways in which people write them', () => {
  test.each(places)('%s', (place) => {
    const measured = measure(buildResolutionIndex(fixtureUnits), namedByVariants(fixtureUnits, place), today);
    expectFound(measured);
    expect(measured.listed).toBe(measured.count);
    expectFirst(measured, place, 0.9);
  });
});

describe.runIf(hasSharedData)('units of the official registers', { timeout: 300_000 }, () => {
  const histories: (readonly [string, () => Unit[]])[] = [
    ['2022', realUnits],
    ['2025', realUnitsOf2025],
  ];

  describe.each(histories)('until %s', (_year, load) => {
    const units = hasSharedData ? load() : [];
    const index = buildResolutionIndex(units);
    const states = statesByCode(units);
    const fromRows = (rows: Parameters<typeof namedByRows>[0], place: Place): Measured =>
      measure(index, namedByRows(rows, states, place), today);

    test.each(places)('in tables of GUS, %s', (place) => {
      const measured = fromRows(sample(gusRows(), 3), place);
      expectFound(measured);
      expectFirst(measured, place, 0.99);
    });

    test.each(places)('with the prefixes of older tables of GUS, %s', (place) => {
      const measured = fromRows(sample(gusRows().flatMap(withGusPrefix), 3), place);
      expectFound(measured);
      expectFirst(measured, place, 0.99);
    });

    test.each(places)('in capitals, with and without the kind, %s', (place) => {
      expectFound(fromRows(taxRows(), place));
      const withKind = fromRows(
        taxRows().map(({ text, terc }) => ({ text: `${text} (${terc.at(-1)})`, terc })),
        place,
      );
      expectFound(withKind);
      expectFirst(withKind, place, 0.99);
    });

    test.each(places)('in the list of areas, %s', (place) => {
      expectFound(fromRows(gugikRows(), place));
    });

    test.each(places)('in the contact base, by their own names and those of their offices, %s', (place) => {
      expectFound(fromRows(officeRows(), place));
      const offices = officeRows().map(({ office, terc }) => ({ text: office, terc }));
      const measured = fromRows(offices, place);
      expectFound(measured);
      expectFirst(measured, place, 0.98);
    });

    test.each(places)('in all the ways in which people write them, %s', (place) => {
      const named = sample(namedByVariants(units, place), 8);
      const measured = measure(index, named, today);
      expectFound(measured);
      expectFirst(measured, place, 0.95);
    });
  });
});
