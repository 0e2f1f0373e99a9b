/** The units that are nearest to another, by what is known of each. */
import { BadInputError } from '#platform/errors.ts';
import type { UnitState } from '#registry';
import type { MetricContext, SliceValues } from '../read/metric-context.ts';

/** The so many with the least difference; of equal ones those with the lower code. The unit itself is left out. */
export function nearest(
  group: readonly UnitState[],
  subject: string,
  count: number,
  differenceTo: (state: UnitState) => number | null,
): UnitState[] {
  const known = group.flatMap((state) => {
    const difference = state.unit.id === subject ? null : differenceTo(state);
    return difference === null ? [] : [{ state, difference }];
  });
  return known
    .toSorted((a, b) => a.difference - b.difference || (a.state.version.terc < b.state.version.terc ? -1 : 1))
    .slice(0, count)
    .map(({ state }) => state);
}

export function byPopulation(known: SliceValues, subject: string): (state: UnitState) => number | null {
  const own = known.get(subject)?.value ?? null;
  if (own === null) {
    throw new BadInputError('The population of the unit itself is not known.', 'Choose peers in another way.', {
      polish: 'Liczba ludności samej jednostki nie jest znana. Wybierz grupę w inny sposób.',
    });
  }
  return ({ unit }) => {
    const size = known.get(unit.id)?.value ?? null;
    return size === null ? null : Math.abs(size - own);
  };
}

/** Between the middles of the boxes around the boundaries, along the great circle. */
export function byDistance(metricContext: MetricContext, self: UnitState | undefined, day: string) {
  const own = self === undefined ? undefined : middleOf(metricContext, self, day);
  if (own === undefined) {
    throw new BadInputError(
      'The boundary of the unit is not known.',
      'Load boundaries (npm run import -- boundaries <file>), or choose peers in another way.',
      {
        polish:
          'Granica jednostki nie jest znana. Wczytaj granice (npm run import -- boundaries <plik>) albo wybierz grupę w inny sposób.',
      },
    );
  }
  return (state: UnitState): number | null => {
    const other = middleOf(metricContext, state, day);
    return other === undefined ? null : angleBetween(own, other);
  };
}

interface Point {
  readonly longitude: number;
  readonly latitude: number;
}

function middleOf(metricContext: MetricContext, { unit, version }: UnitState, day: string): Point | undefined {
  const box = metricContext.boundaryIndex.of(unit.id, version, day);
  return box && { longitude: (box.west + box.east) / 2, latitude: (box.south + box.north) / 2 };
}

/** The haversine formula, in radians. */
function angleBetween(a: Point, b: Point): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (degrees: number): number => Math.sin(radians(degrees) / 2) ** 2;
  const parallel = Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude));
  return 2 * Math.asin(Math.sqrt(half(b.latitude - a.latitude) + parallel * half(b.longitude - a.longitude)));
}
