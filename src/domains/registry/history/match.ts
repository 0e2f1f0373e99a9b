/**
 * States which vanished unit lives on under a new code. Codes are the only certain sign of identity; without them the
 * name and the place must leave no other candidate, else nothing is claimed and the one unit ends and another begins.
 */
import { foldName } from '../text.ts';

export interface Matchable {
  /** With `?` for a digit that is not known. */
  readonly terc: string;
  readonly name: string;
  /** Null for a gmina of which the kind is not known. */
  readonly kind: string | null;
  /** What it belongs to, which states the place even where its code changed. */
  readonly parentId: string | null;
}

export interface Candidates<V, A> {
  readonly vanished: readonly V[];
  readonly appeared: readonly A[];
  /** Whether the one may be the other; without this, it leaves the choice to the rest. */
  readonly mayBeOne: (origin: V, candidate: A) => boolean;
}

type Trait = (unit: Matchable) => string;

const family: Trait = ({ kind }) => (kind === null || kind.endsWith('GMINA') ? 'GMINA' : kind);
const sameKind: Trait = ({ kind }) => kind ?? '?';
const sameName: Trait = ({ name }) => foldName(name);
const sameParent: Trait = ({ parentId, terc }) => parentId ?? terc;
const samePowiat: Trait = ({ terc }) => terc.slice(0, 4);
const sameVoivodeship: Trait = ({ terc }) => terc.slice(0, 2);

/** From the narrowest to the widest; a change of kind and of voivodeship at once is never assumed. */
const tiers: readonly (readonly Trait[])[] = [
  [sameKind, sameName, sameParent],
  [sameKind, sameName, samePowiat],
  [sameKind, sameName, sameVoivodeship],
  [sameKind, sameName],
  [family, sameName, sameParent],
  [family, sameName, samePowiat],
  [family, sameName, sameVoivodeship],
];

/** The pairs (vanished, appeared) that are one unit each. */
export function matchByNameAndPlace<V extends Matchable, A extends Matchable>({
  vanished,
  appeared,
  mayBeOne,
}: Candidates<V, A>): Map<A, V> {
  const pairs = new Map<A, V>();
  let restOfVanished = vanished;
  let restOfAppeared = appeared;
  for (const tier of tiers) {
    const before = groupBy(restOfVanished, tier);
    for (const [signature, candidates] of groupBy(restOfAppeared, tier)) {
      for (const [candidate, origin] of onlyPairs(before.get(signature) ?? [], candidates, mayBeOne)) {
        pairs.set(candidate, origin);
      }
    }
    const matched = new Set<Matchable>(pairs.values());
    restOfVanished = restOfVanished.filter((unit) => !matched.has(unit));
    restOfAppeared = restOfAppeared.filter((unit) => !pairs.has(unit));
  }
  return pairs;
}

/** Where neither of the two may be another one. */
function* onlyPairs<V, A>(
  origins: readonly V[],
  candidates: readonly A[],
  mayBeOne: (origin: V, candidate: A) => boolean,
): Generator<[A, V]> {
  for (const candidate of candidates) {
    const [origin, ...others] = origins.filter((one) => mayBeOne(one, candidate));
    if (origin === undefined || others.length > 0) continue;
    if (candidates.every((other) => other === candidate || !mayBeOne(origin, other))) yield [candidate, origin];
  }
}

function groupBy<T extends Matchable>(units: readonly T[], traits: readonly Trait[]): Map<string, T[]> {
  return Map.groupBy(units, (unit) => traits.map((trait) => trait(unit)).join('|'));
}
