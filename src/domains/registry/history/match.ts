/**
 * Tells which vanished unit lives on under a new code. Codes are the only certain sign of identity; without them the
 * name and the place must leave no other candidate, else nothing is claimed and the one unit ends and another begins.
 */
import type { TerritorialKind } from '../model.ts';
import { foldName } from '../text.ts';

export interface Matchable {
  readonly terc: string;
  readonly name: string;
  readonly kind: TerritorialKind;
}

type Trait = (unit: Matchable) => string;

const family: Trait = ({ kind }) => (kind.endsWith('GMINA') ? 'GMINA' : kind);
const sameKind: Trait = ({ kind }) => kind;
const sameName: Trait = ({ name }) => foldName(name);
const samePowiat: Trait = ({ terc }) => terc.slice(0, 4);
const sameVoivodeship: Trait = ({ terc }) => terc.slice(0, 2);

/** From the narrowest to the widest; a change of kind and of voivodeship at once is never assumed. */
const tiers: readonly (readonly Trait[])[] = [
  [sameKind, sameName, samePowiat],
  [sameKind, sameName, sameVoivodeship],
  [sameKind, sameName],
  [family, sameName, samePowiat],
  [family, sameName, sameVoivodeship],
];

/** The pairs (vanished, appeared) that are one unit each. */
export function matchByNameAndPlace<V extends Matchable, A extends Matchable>(
  vanished: readonly V[],
  appeared: readonly A[],
): Map<A, V> {
  const pairs = new Map<A, V>();
  let restOfVanished = vanished;
  let restOfAppeared = appeared;
  for (const tier of tiers) {
    const before = groupBy(restOfVanished, tier);
    const after = groupBy(restOfAppeared, tier);
    for (const [signature, [candidate, ...otherCandidates]] of after) {
      const [origin, ...otherOrigins] = before.get(signature) ?? [];
      const isOnlyPair = otherCandidates.length === 0 && otherOrigins.length === 0;
      if (candidate !== undefined && origin !== undefined && isOnlyPair) pairs.set(candidate, origin);
    }
    const matched = new Set<Matchable>(pairs.values());
    restOfVanished = restOfVanished.filter((unit) => !matched.has(unit));
    restOfAppeared = restOfAppeared.filter((unit) => !pairs.has(unit));
  }
  return pairs;
}

function groupBy<T extends Matchable>(units: readonly T[], traits: readonly Trait[]): Map<string, T[]> {
  return Map.groupBy(units, (unit) => traits.map((trait) => trait(unit)).join('|'));
}
