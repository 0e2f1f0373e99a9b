/** The locations of a list as units of the registry. What may be several units is left as text, never guessed. */
import type { MatchCandidate, ProblemKind } from '#platform/problems/model.ts';
import { type RegistryReferenceData, type Resolution, resolveReference, type TerritorialLevel } from '#registry';
import type { ListedPlace, PlaceKind } from '../model.ts';

export interface FoundPlace {
  readonly kind: PlaceKind;
  readonly text: string;
  readonly unitId: string | null;
  readonly method: string | null;
  readonly confidence: number | null;
  /** What it may mean, best first; the first is the unit that was taken, if one was. */
  readonly candidates: readonly MatchCandidate[];
  readonly problem: ProblemKind | null;
}

/**
 * The unit is taken from this confidence on (a name that it had before the requested day has 0.88, one with a typing error
 * 0.5), if the next candidate has at most half as much.
 */
const minConfidence = 0.75;
const maxOfNext = 0.5;
/** By the lists' own convention, see `byConvention`. */
const conventionConfidence = 0.9;
const keptCandidates = 5;

export class PlaceResolver {
  readonly #registry: RegistryReferenceData;
  readonly #asOf: string;
  readonly #marksRural: boolean;
  readonly #known = new Map<string, FoundPlace>();

  /** `marksRural`: the list writes ` - Gmina wiejska` behind a rural gmina that bears the name of a town. */
  constructor(registry: RegistryReferenceData, asOf: string, { marksRural }: { readonly marksRural: boolean }) {
    this.#registry = registry;
    this.#asOf = asOf;
    this.#marksRural = marksRural;
  }

  find(place: ListedPlace): FoundPlace {
    const key = [place.isCut, place.isForeign, place.text, place.voivodeship, place.powiat, place.gmina].join('\u001f');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = this.#find(place);
    this.#known.set(key, found);
    return found;
  }

  #find(place: ListedPlace): FoundPlace {
    if (place.isWholeCountry) return { ...asText(place, null), kind: 'WHOLE_COUNTRY' };
    if (place.isForeign) return asText(place, 'FOREIGN_PLACE');
    if (place.isCut) return asText(place, 'CUT_TEXT');
    const level: TerritorialLevel | null = place.gmina
      ? 'GMINA'
      : place.powiat
        ? 'POWIAT'
        : place.voivodeship
          ? 'VOIVODESHIP'
          : null;
    if (level === null) return asText(place, place.text === '' ? null : 'UNIT_NOT_FOUND');
    const labels = [
      ['woj.', place.voivodeship],
      ['pow.', place.powiat],
      ['gm.', place.gmina],
    ];
    const text = labels.flatMap(([label, name]) => (name ? [`${label} ${name}`] : [])).join(', ');
    const resolution = resolveReference(this.#registry.resolutionIndex, { text, level }, this.#asOf);
    return this.#decide(place, resolution);
  }

  #decide(place: ListedPlace, { candidates: ranked }: Resolution): FoundPlace {
    const candidates = ranked.slice(0, keptCandidates).map(candidateOf);
    const [best, next] = candidates;
    if (best === undefined) return asText(place, 'UNIT_NOT_FOUND');
    const isSure = best.confidence >= minConfidence && (next?.confidence ?? 0) <= best.confidence * maxOfNext;
    if (isSure) return asUnit(place, best, candidates);
    const conventional = this.#marksRural ? byConvention(ranked) : null;
    if (conventional !== null) return asUnit(place, conventional, candidates);
    // Units that share a reading share its strength; one whose name only resembles the text is none of them.
    const claim = ranked.reduce((sum, { confidence }) => sum + confidence, 0);
    const isAmbiguous = ranked.length > 1 && claim >= minConfidence;
    return { ...asText(place, isAmbiguous ? 'UNIT_AMBIGUOUS' : 'UNIT_NOT_FOUND'), candidates };
  }
}

function candidateOf({ unit, version, method, confidence }: Resolution['candidates'][number]): MatchCandidate {
  return { type: 'TerritorialUnit', id: unit.id, label: `${version.name} (${version.terc})`, method, confidence };
}

/** Of a town and the rural gmina around it, which share a name, the list means the town when it marks no village. */
function byConvention(ranked: Resolution['candidates']): MatchCandidate | null {
  const names = new Set(ranked.map(({ version }) => version.name));
  const towns = ranked.filter(({ version }) => version.kind !== 'RURAL_GMINA');
  const [town] = towns;
  if (names.size !== 1 || towns.length !== 1 || town === undefined) return null;
  return { ...candidateOf(town), method: 'LIST_CONVENTION', confidence: conventionConfidence };
}

function asUnit(place: ListedPlace, unit: MatchCandidate, candidates: readonly MatchCandidate[]): FoundPlace {
  const { id: unitId, method, confidence } = unit;
  const ordered = [unit, ...candidates.filter(({ id }) => id !== unitId)];
  return { kind: 'UNIT', text: place.text, unitId, method, confidence, candidates: ordered, problem: null };
}

function asText({ text }: ListedPlace, problem: ProblemKind | null): FoundPlace {
  return { kind: 'TEXT', text, unitId: null, method: null, confidence: null, candidates: [], problem };
}
