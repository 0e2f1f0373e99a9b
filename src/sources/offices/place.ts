/** The unit that a cell of the template names, by a TERC or in words. */
import type { Match, Problem } from '#platform/problems/model.ts';
import { type RegistryReferenceData, resolveReference } from '#registry';

/** Two candidates that fit alike have 0.5 each. */
const enough = 0.6;
const shownCandidates = 10;

export interface FoundPlace {
  readonly match: Match;
  readonly problem: Pick<Problem, 'kind' | 'reason'> | null;
}

export class PlaceJoin {
  readonly #registry: RegistryReferenceData;
  readonly #asOf: string;

  constructor(registry: RegistryReferenceData, asOf: string) {
    this.#registry = registry;
    this.#asOf = asOf;
  }

  find(text: string, field: string): FoundPlace {
    const { candidates } = resolveReference(this.#registry.resolutionIndex, { text }, this.#asOf);
    const [best, second] = candidates;
    const taken = best !== undefined && best.confidence >= enough && (second?.confidence ?? 0) < best.confidence / 2;
    const shown = candidates.slice(0, shownCandidates).map(({ unit, version, confidence, method }) => ({
      type: 'TerritorialUnit',
      id: unit.id,
      label: `${version.name} (${version.terc})`,
      confidence,
      method,
    }));
    return { match: { field, text, candidates: shown, taken }, problem: taken ? null : problemOf(shown.length) };
  }
}

function problemOf(count: number): FoundPlace['problem'] {
  if (count === 0) {
    return { kind: 'UNIT_NOT_FOUND', reason: 'No register knows the unit: write its TERC, or load the TERC register.' };
  }
  return { kind: 'UNIT_AMBIGUOUS', reason: 'It may be one of several units: write the TERC of the one that is meant.' };
}
