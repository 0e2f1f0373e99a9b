import { SimilarNames } from '#platform/similar-names.ts';

/** Short keys differ in one letter, longer ones in two. */
const lengths = { oneTypo: 3, twoTypos: 6 };

/** `Did you mean "factor"? `; empty where no known name is near. */
export function suggestion(name: string, known: readonly string[]): string {
  const same = known.find((other) => other.toLowerCase() === name.toLowerCase());
  const [near] = same === undefined ? new SimilarNames(known, lengths).near(name).keys() : [same];
  return near === undefined || near === name ? '' : `Did you mean "${near}"? `;
}
