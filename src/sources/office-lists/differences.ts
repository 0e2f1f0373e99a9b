import type { DerivedOffice, OfficesOutcome } from '#offices';
import type { DifferenceGroup } from '../import.ts';

/** What an import changes in offices, for people to read. */
export function describeOffices(outcome: OfficesOutcome): DifferenceGroup[] {
  const group = (name: string, offices: readonly DerivedOffice[]): DifferenceGroup => ({
    name,
    lines: offices.map(({ id, name: called }) => `${id} ${called}`),
  });
  return [
    group('created', outcome.createdOffices),
    group('changed', outcome.changedOffices),
    group('withdrawn', outcome.closedOffices),
  ];
}
