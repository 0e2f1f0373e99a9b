/** Code and text weighed together. */
import { doubtLeftByAgreement, factors } from './confidence.ts';
import type { Match } from './model.ts';
import type { ResolutionIndex } from './unit-index.ts';

interface Halves {
  readonly byCode: readonly Match[];
  readonly byText: readonly Match[];
  readonly hasCode: boolean;
  readonly hasText: boolean;
}

/** Units that both halves name, alone; else everything that either names, weakened so that the conflict shows. */
export function combine(index: ResolutionIndex, { byCode, byText, hasCode, hasText }: Halves): Match[] {
  if (byCode.length === 0) return weaken(byText, hasCode ? factors.unknownCode : 1);
  if (byText.length === 0) return weaken(byCode, hasText ? factors.unknownText : 1);
  const agreed = byCode.flatMap((match) => {
    const named = byText.find(({ unit }) => unit.id === match.unit.id);
    return named === undefined ? [] : [agree(match, named)];
  });
  return agreed.length > 0 ? agreed : contradict(index, byCode, byText);
}

function weaken(matches: readonly Match[], factor: number): Match[] {
  return matches.map((match) => ({ ...match, strength: match.strength * factor }));
}

function agree(coded: Match, named: Match): Match {
  return {
    ...coded,
    strength: 1 - (1 - coded.strength) * doubtLeftByAgreement,
    matchedName: named.matchedName,
  };
}

/** A gmina's code beside the name of its powiat is no conflict: the deeper one keeps its strength. */
function contradict(index: ResolutionIndex, byCode: readonly Match[], byText: readonly Match[]): Match[] {
  return [
    ...byCode.map((match) => ({ ...match, strength: match.strength * conflictFactor(index, match, byText) })),
    ...byText.map((match) => ({ ...match, strength: match.strength * conflictFactor(index, match, byCode) })),
  ];
}

function conflictFactor(index: ResolutionIndex, match: Match, others: readonly Match[]): number {
  if (others.some((other) => isAbove(index, other, match))) return 1;
  return others.some((other) => isAbove(index, match, other)) ? factors.containerOnly : factors.disagreement;
}

function isAbove(index: ResolutionIndex, container: Match, match: Match): boolean {
  return index.above(match).some(({ unit }) => unit.id === container.unit.id);
}
