/** One strength for each unit, less certain the more units fit the same words or digits. */
import type { Match } from './model.ts';

export interface WeightedMatch extends Match {
  /** How likely this unit is meant before the spelling is looked at. */
  readonly weight: number;
}

/**
 * Each match keeps its strength times its share in the claims of all, where a claim is weight × strength²: two matches
 * of 0.95 end at 0.475 each, while one that hardly fits takes little from one that does. A match alone keeps all.
 */
export function shareAmongEquals(matches: readonly WeightedMatch[]): Match[] {
  const best = bestOfEachUnit(matches);
  const total = best.reduce((sum, match) => sum + claimOf(match), 0);
  return best.map((match) => ({ ...match, strength: (match.strength * claimOf(match)) / total }));
}

function claimOf({ strength, weight }: WeightedMatch): number {
  return weight * strength * strength;
}

function bestOfEachUnit(matches: readonly WeightedMatch[]): WeightedMatch[] {
  const best = new Map<string, WeightedMatch>();
  for (const match of matches) {
    const known = best.get(match.unit.id);
    if (known === undefined || known.strength < match.strength) best.set(match.unit.id, match);
  }
  return [...best.values()];
}
